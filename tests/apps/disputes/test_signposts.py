"""Signposts: kept by officers, shown while they hold, chosen by sector and place on the way."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.actions.signposts import (
    SignpostChangedError,
    keep_signpost,
    remove_signpost,
)
from opencompact.apps.disputes.models import Signpost
from opencompact.apps.disputes.queries.signposts import signposts_to_check, signs
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.audit.models import Event
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 2)
LATER = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(moment(DAY), tick=True):
        yield


def kept(town, who: str = "officer", signpost=None, **changed) -> Signpost:
    fields = {
        "name": "Law Centre", "about": "Free advice.", "when": "", "sectors": [], "points": [],
        "address": "", "phone": "", "email": "", "web": "https://law.example", "owner": "Olive",
        "owner_role": None, "expires_on": LATER,
    }  # fmt: skip
    return keep_signpost(
        town.area, {**fields, **changed}, signpost, actor=town.actor(who), on=DAY, at=moment(DAY)
    )


def names(town, who: str = "", point: str = "", on: date = DAY) -> list[str]:
    actor = town.actor(who) if who else ANONYMOUS
    return [one.name for one in signs(town.area, actor, point, on).own]


@pytest.mark.parametrize("who", ["elm", "chair", "panel", "stranger"])
def test_only_officers_keep_them(town, who):
    one = kept(town)
    with pytest.raises(PermissionDenied):
        kept(town, who, name="Another")
    with pytest.raises(PermissionDenied):
        remove_signpost(one, actor=town.actor(who), at=moment(DAY))


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"expires_on": DAY}, "expires_on"),
        ({"owner": " "}, "owner"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "law.example"}, "web"),
    ],
)
def test_what_does_not_fit_is_refused(town, changed, named):
    with pytest.raises(UnfitError) as refused:
        kept(town, **changed)
    assert set(refused.value.faults) == {named}


def test_a_role_can_be_the_owner(town):
    role = Role.objects.get(user=town.users["officer"])
    assert kept(town, owner="", owner_role=role).keeper == "Officer"


def test_an_expired_one_is_shown_to_nobody_and_is_to_be_checked(town):
    one = kept(town)
    assert names(town, on=LATER - timedelta(days=1)) == ["Law Centre"]
    assert names(town, on=LATER) == []
    assert list(signposts_to_check(LATER)) == [one]
    home = reverse("site:home", args=["anywhere"])
    with time_machine.travel(moment(LATER)):
        assert "Check a signpost" in client_of(town, "officer").get(home).content.decode()
        assert "Check a signpost" not in client_of(town, "elm").get(home).content.decode()


@pytest.mark.parametrize(
    ("sectors", "who", "shown"),
    [
        ([], "elm", True),
        (["vcs"], "elm", True),
        (["public"], "elm", False),
        (["public"], "hall", True),
        (["public"], "", True),
        (["public"], "stranger", True),
    ],
)
def test_it_fits_the_sector_of_the_reader(town, sectors, who, shown):
    kept(town, sectors=sectors)
    assert bool(names(town, who)) is shown


@pytest.mark.parametrize(
    ("points", "point", "shown"),
    [([], "ended", True), (["ended"], "ended", True), (["refused"], "ended", False),
     (["refused"], "", True)],
)  # fmt: skip
def test_it_fits_where_somebody_stands(town, points, point, shown):
    kept(town, points=points)
    assert bool(names(town, "elm", point)) is shown


def test_what_the_agreement_names_stays(town):
    named = [one.name for one in signs(town.area, ANONYMOUS, "", DAY).named]
    assert "Local Government and Social Care Ombudsman" in named


def test_on_the_way_the_own_ones_stand_in_their_place(town):
    assert signs(town.area, ANONYMOUS, "diagnosis", DAY).named
    kept(town)
    assert not signs(town.area, ANONYMOUS, "diagnosis", DAY).named
    assert signs(town.area, ANONYMOUS, "ended", DAY).named


def test_of_two_who_change_it_at_once_one_is_told(town):
    one = kept(town)
    kept(town, signpost=one, name="New", version=1)
    with pytest.raises(SignpostChangedError):
        kept(town, signpost=one, name="Other", version=1)
    assert Signpost.objects.get().name == "New"


def test_the_database_refuses_one_that_never_held(town):
    one = kept(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signpost.objects.filter(pk=one.pk).update(expires_on=one.checked_on)


def page(name: str, *args) -> str:
    return reverse(f"disputes:{name}", args=["anywhere", *args])


def test_taking_one_over_from_the_agreement(town):
    officer = client_of(town, "officer")
    listed = officer.get(page("signposts")).content.decode()
    assert "Compact Voice" in listed
    begun = officer.get(f"{page('add_signpost')}?from=Compact%20Voice").content.decode()
    assert 'value="Compact Voice"' in begun
    posted = {
        "name": "Compact Voice", "about": "Who helps today.", "owner": "Olive", "version": "0",
        "expires_on_day": "1", "expires_on_month": "9", "expires_on_year": "2026",
    }  # fmt: skip
    assert officer.post(page("add_signpost"), posted).url == page("signposts")
    one = Signpost.objects.get()
    assert one.checked_on == DAY
    assert Event.objects.filter(verb="disputes.keep_signpost").count() == 1
    edit = officer.get(page("edit_signpost", one.pk)).content.decode()
    assert "Who helps today." in edit
    officer.post(page("edit_signpost", one.pk), {**posted, "version": "1", "phone": "0116 1"})
    stale = officer.post(page("edit_signpost", one.pk), {**posted, "version": "1"})
    assert stale.status_code == 409
    assert Signpost.objects.get().phone == "0116 1"
    assert officer.get(page("signposts_csv")).content.decode().count("Compact Voice") == 1
    officer.post(page("remove_signpost", one.pk))
    assert not Signpost.objects.exists()


def test_what_is_wrong_is_said(town):
    shown = client_of(town, "officer").post(page("add_signpost"), {}).content.decode()
    for said in ("Enter the name", "Enter what they do", "Enter the day"):
        assert said in shown


def test_they_stand_where_people_need_them(town):
    kept(town, points=["diagnosis"])
    kept(town, name="Ombudsman's helper", points=["refused"])
    where = f"{page('where_to_turn')}?about=contract"
    assert "Law Centre" in Client().get(where).content.decode()
    assert "Ombudsman&#x27;s helper" not in Client().get(where).content.decode()
    procedure = Client().get(page("procedure")).content.decode()
    assert "Law Centre" in procedure
    assert "Ombudsman&#x27;s helper" in procedure
