"""The pages about a person's data: a copy for the person, an erasure that takes two officers."""

import io
import json
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from opencompact.apps.disputes.models import Case
from opencompact.apps.organisations.models import Role
from opencompact.base import audit
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.models import Erasure, Event
from opencompact.base.notify.models import Message
from tests.database import guards_lifted

OWN = "/account/data/"


@pytest.fixture
def place(full, settings, tmp_path):
    settings.DATA = tmp_path
    with unscoped(), guards_lifted():
        Case._base_manager.update(closed_on="2026-11-10")
    return full.here


@pytest.fixture
def visit(place):
    def as_(who):
        client = Client()
        client.force_login(place.people[who])
        return client

    return as_


@pytest.fixture
def page(place):
    return f"/anywhere/people/{place.people['complainant'].pk}/data/"


def unzipped(response):
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def last_event():
    return Event.objects.latest("id")


def test_a_person_downloads_what_is_held_about_them(visit, place):
    files = unzipped(visit("complainant").post(OWN, {"do": "download"}))
    assert "papers/letter.pdf" in files
    assert json.loads(files["data.json"])["tables"]["disputes.CaseEvent"]
    assert last_event().actor_id == place.people["complainant"].pk


def test_an_officer_gets_no_word_of_a_case_with_it(visit, page):
    files = unzipped(visit("officer").post(page, {"do": "download"}))
    assert set(files) == {"README.md", "data.json"}
    held = json.loads(files["data.json"])["tables"]
    assert {"organisations.Role", "organisations.Signature", "audit.Event"} <= set(held)
    assert not [label for label in held if label.startswith(("disputes.", "notify."))]
    assert b"disputes." not in files["data.json"]


def test_to_look_writes_nothing(visit, page):
    before = Event.objects.count()
    assert visit("officer").get(page).status_code == 200
    assert visit("complainant").get(OWN).status_code == 200
    assert Event.objects.count() == before


def test_who_has_never_had_a_role_is_told_whom_to_write_to(full):
    client = Client()
    client.force_login(full.actors["member"])
    assert b"never had a role" in client.get(OWN).content
    client.post(OWN, {"do": "erase"})
    with unscoped():
        assert not Erasure._base_manager.exists()


def test_asked_by_the_person_confirmed_by_two_officers(
    visit, page, place, django_capture_on_commit_callbacks
):
    person, officer = place.people["complainant"], place.people["officer"]
    visit("complainant").post(OWN, {"do": "erase"})
    visit("complainant").post(OWN, {"do": "erase"})
    assert b"The officers know that you ask to be erased" in visit("complainant").get(OWN).content
    told = Message.objects.filter(key__contains="erasure")
    assert {one.to_address for one in told} == {
        officer.email, place.people["officer in conflict"].email,
    }  # fmt: skip
    assert not any(person.name in one.body + one.subject for one in told)
    assert b"They have asked for it themselves" in visit("officer").get(page).content

    decided = {"do": "ask", "signatures": "pseudonymise", "papers": "remove"}
    assert visit("officer").post(page, decided).status_code == 302
    assert b"another officer has to confirm" in visit("officer").get(page).content
    assert visit("officer").post(page, {"do": "confirm"}).status_code == 403
    person.refresh_from_db()
    assert person.is_active

    other = visit("officer in conflict")
    assert b"Erase this person" in other.get(page).content
    with django_capture_on_commit_callbacks(execute=True):
        assert other.post(page, {"do": "confirm"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.is_active) == ("A former member", False)
    assert b"This person was erased" in other.get(page).content
    with within(place.area):
        asked = Erasure.objects.get()
    assert (asked.done, asked.asked_by) == (True, officer)
    assert asked.confirmed_by == place.people["officer in conflict"]
    assert audit.verify().sound


def test_an_officer_ends_the_request_and_nobody_is_erased(visit, page, place):
    visit("officer").post(page, {"do": "ask", "signatures": "keep", "papers": "keep"})
    visit("officer").post(page, {"do": "take-back"})
    with within(place.area):
        asked = Erasure.objects.get()
    assert (asked.done, asked.ended_at is None) == (False, False)
    assert last_event().verb == "archive.refuse_erasure"
    assert visit("officer in conflict").post(page, {"do": "confirm"}).status_code == 200
    assert get_user_model().objects.get(pk=place.people["complainant"].pk).is_active


def test_nothing_is_asked_for_without_both_decisions(visit, page):
    response = visit("officer").post(page, {"do": "ask", "papers": "keep"})
    assert b"Select what happens to their signatures" in response.content
    assert b"Error: " in response.content


def test_somebody_with_a_role_elsewhere_is_erased_by_command_only(visit, page, full, place):
    with within(full.there.area):
        Role.objects.create(
            area=full.there.area,
            user=place.people["complainant"],
            kind="group-member",
            starts="2026-01-01",
        )
    response = visit("officer").get(page)
    assert b"a role in Elsewhere" in response.content
    decided = {"do": "ask", "signatures": "keep", "papers": "keep"}
    assert visit("officer").post(page, decided).status_code == 409


def test_an_open_case_is_not_named_to_an_officer_who_may_not_know_of_it(visit, page, place):
    with unscoped(), guards_lifted():
        Case._base_manager.update(closed_on=None)
    assert b"a part in case 2026-001 of Anywhere" in visit("officer").get(page).content
    recused = visit("officer in conflict").get(page).content
    assert b"a part in a case of Anywhere, which is open" in recused
    assert b"2026-001" not in recused


def test_an_officer_does_not_erase_themselves(visit, place):
    own = f"/anywhere/people/{place.people['officer'].pk}/data/"
    assert b"Nobody erases themselves" in visit("officer").get(own).content
    decided = {"do": "ask", "signatures": "keep", "papers": "keep"}
    assert visit("officer").post(own, decided).status_code == 409


def test_a_person_of_another_area_is_not_known_here(visit, full):
    other = full.there.people["champion"].pk
    assert visit("officer").get(f"/anywhere/people/{other}/data/").status_code == 404


def test_the_page_of_a_role_leads_there(visit, place, page):
    person = page.rstrip("/").split("/")[-2]
    with within(place.area):
        role = Role.objects.filter(user_id=person).first()
    assert page.encode() in visit("officer").get(f"/anywhere/people/{role.pk}/").content
