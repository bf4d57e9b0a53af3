"""The people of a case: who is shown to whom, giving and ending seats, recusal explained."""

from datetime import date

import pytest
from django.urls import reverse

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Seat
from opencompact.apps.disputes.queries import candidates
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import RAISED, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 10)


@pytest.fixture
def case(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    return town.raised(RAISED)


def path(case, name: str = "people", *args: object) -> str:
    return reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])


def page(town, case, who: str) -> str:
    return client_of(town, who).get(path(case)).content.decode()


def give(town, case, who: str, holder: str, email: str):
    return client_of(town, who).post(path(case), {"holder": holder, "email": email})


@pytest.mark.parametrize("who", ["chair", "officer"])
def test_chair_and_officer_give_a_seat(town, case, who):
    posted = {"holder": "panel", "email": "Panel@Example.org "}
    response = client_of(town, who).post(path(case), posted, follow=True)
    assert "Panel now has a seat" in response.content.decode()
    place = Seat.objects.get()
    assert (place.user, place.holder, place.seated_on) == (town.users["panel"], "panel", DAY)
    assert Event.objects.filter(verb="disputes.seat").count() == 1


@pytest.mark.parametrize(("who", "status"), [("elm", 403), ("oak", 404), ("", 302)])
def test_nobody_else_does(town, case, who, status):
    assert give(town, case, who, "panel", "panel@example.org").status_code == status
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("holder", "who", "says"),
    [
        ("panel", "hall", "Neither may judge the case"),
        ("mediator", "hall", "A mediator is neither"),
        ("mediator", "chair", "A mediator is neither"),
    ],
)
def test_who_may_not_sit_is_explained_without_telling_more(town, case, holder, who, says):
    html = give(town, case, "officer", holder, f"{who}@example.org").content.decode()
    assert says in html
    assert f"{who}@example.org" in html
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({}, "Select a seat"),
        ({"holder": "party", "email": "panel@example.org"}, "Select a seat from the list"),
        ({"holder": "panel", "email": "nobody@example.org"}, "Nobody here has an account"),
    ],
)
def test_faults_are_named(town, case, data, says):
    html = client_of(town, "chair").post(path(case), data).content.decode()
    assert says in html


def test_a_seat_is_not_given_twice(town, case):
    give(town, case, "chair", "panel", "panel@example.org")
    assert give(town, case, "chair", "panel", "panel@example.org").status_code == 409


def test_a_seat_is_ended_and_stays_known(town, case):
    give(town, case, "chair", "panel", "panel@example.org")
    place = Seat.objects.get()
    assert client_of(town, "elm").post(path(case, "unseat", place.pk)).status_code == 403
    assert client_of(town, "chair").get(path(case, "unseat", place.pk)).status_code == 405
    assert client_of(town, "chair").post(path(case, "unseat", place.pk)).status_code == 302
    place.refresh_from_db()
    assert place.ended_on == DAY
    assert client_of(town, "panel").get(path(case, "case")).status_code == 404


def test_the_seat_of_another_case_is_not_found_here(town, case):
    give(town, case, "chair", "panel", "panel@example.org")
    other = begin(town)
    wrong = path(other, "unseat", Seat.objects.get(case=case).pk)
    assert client_of(town, "chair").post(wrong).status_code == 404


def test_nobody_is_seated_once_a_case_has_ended(town, case):
    town.take(case, "rule-not-covered", "chair", DAY)
    with pytest.raises(NotNow):
        town.seat(case, "panel", Holder.PANEL, DAY)
    assert "Give the seat" not in page(town, case, "chair")


def test_candidates_are_the_areas_own_with_recusal_told(town, case):
    town.join("second", RoleKind.GROUP_MEMBER)
    town.join("second", RoleKind.CHAMPION, "hall")
    found = {one.name: (one.holder, one.free) for one in candidates(case_by_key(case.pk), DAY)}
    assert found == {
        "Panel": (Holder.PANEL, True),
        "Second": (Holder.PANEL, False),
        "Mediator": (Holder.MEDIATOR, True),
    }
    html = page(town, case, "chair")
    assert "Cannot sit in this case" in html


def test_parties_see_the_people_but_no_addresses_and_no_seats_to_give(town, case):
    html = page(town, case, "elm")
    assert "Chair of the dispute subgroup" in html
    assert "@example.org" not in html
    assert "Who has opened the case" not in html


def test_a_side_without_a_voice_is_shown(town, case):
    town.users["hall"].roles.update(ends=RAISED)
    assert "Nobody can act for Anywhere City Council" in client_of(town, "officer").get(
        path(case, "case")
    ).content.decode().replace("\n", " ")


def test_conflict_errors_are_words():
    assert "mediator" in actions.why_not(Holder.MEDIATOR)
    assert "judge" in actions.why_not(Holder.PANEL)
