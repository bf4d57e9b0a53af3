"""The pages: from an empty list to a reviewed assessment, and what they say on the way."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.queries.document import document
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from tests.formats.test_typeset import inside

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    with time_machine.travel(at, tick=True):
        yield


@pytest.fixture
def champion(person, council) -> Client:
    found = Client()
    found.force_login(person("Champ", RoleKind.CHAMPION, council))
    return found


@pytest.fixture
def desk(person) -> Client:
    found = Client()
    found.force_login(person("Olive", RoleKind.OFFICER))
    return found


def page(name: str, *args) -> str:
    return reverse(f"assessments:{name}", args=["anywhere", *args])


def text(response) -> str:
    return response.content.decode()


def day(name: str, on: date) -> dict[str, str]:
    return {
        f"{name}_day": str(on.day),
        f"{name}_month": str(on.month),
        f"{name}_year": str(on.year),
    }


def test_from_an_empty_list_to_a_reviewed_assessment(champion, edition, council):
    assert "No assessment yet" in text(champion.get(page("list")))
    assert "No assessment has been published yet" in text(Client().get(page("list")))
    begun = text(champion.get(page("begin")))
    assert 'value="Westbridge City Council"' in begun
    given = {"body": council.name, "depth": "full", "title": "Youth grants", "decision": "Item 4"}
    write = champion.post(page("begin"), given).url
    assert write == page("write", "2026-0001")
    html = text(champion.get(write))
    assert "Sexual orientation" in html
    # What nobody has answered is not known.
    assert html.count('<option value="unknown" selected>') == 9
    assert "What came of the screening?" not in html
    said = {
        "title": "Youth grants", "decision": "Item 4", "version": "1", "sector_effect": "harm",
        "users_effect": "unknown", "evidence": "Ten clubs.", "mitigation": "A year of notice.",
        "effect_age": "harm", "words_age": "Under 18.", "publish": "1",
        **day("assessed_on", date(2026, 10, 1)), **day("review_on", date(2026, 11, 1)),
    }  # fmt: skip
    assert champion.post(write, said).url == page("publish", "2026-0001")
    check = text(champion.get(page("publish", "2026-0001")))
    version = re.search(r'name="version" value="(\d+)"', check)
    assert version
    champion.post(page("publish", "2026-0001"), {"version": version[1]})
    shown = text(Client().get(page("assessment", "2026-0001")))
    for words in ("Youth grants", "Under 18.", "Review due", "A year of notice.", "Not known"):
        assert words in shown
    assert "Note the decision" not in shown
    one = Assessment.objects.get()
    noted = {"decision_link": "www.example.org/paper", "version": one.version}
    champion.post(
        page("note_decision", one.number), {**noted, **day("decided_on", date(2026, 9, 1))}
    )
    late = text(champion.get(page("assessment", one.number)))
    assert "put into this register on 20 November 2026, after the decision" in late
    one.refresh_from_db()
    review = {"found": "Two clubs closed.", "version": one.version}
    champion.post(
        page("note_review", one.number), {**review, **day("reviewed_on", date(2026, 11, 2))}
    )
    assert "Two clubs closed." in text(Client().get(page("assessment", one.number)))


def test_a_conflict_shows_both_texts_and_saves_the_second_time(champion, begun):
    one = begun()
    given = {"title": "Mine", "decision": "Item 4", "sector_effect": "none", "users_effect": "none"}
    champion.post(page("write", one.number), {**given, "version": "1", "title": "Theirs"})
    stale = champion.post(page("write", one.number), {**given, "version": "1"})
    assert stale.status_code == 409
    for words in ("Somebody else changed this while", "Theirs", 'value="Mine"', 'value="2"'):
        assert words in text(stale)
    assert champion.post(page("write", one.number), {**given, "version": "2"}).status_code == 302
    assert Assessment.objects.get().title == "Mine"


def test_a_body_that_one_does_not_keep_is_refused_in_words(champion, elm):
    given = {"body": elm.name, "depth": "full", "title": "T", "decision": "D"}
    assert "do not keep the records" in text(champion.post(page("begin"), given))


def test_what_is_wrong_is_said(champion, begun):
    one = begun()
    html = text(champion.post(page("write", one.number), {"consultation_link": "javascript:x"}))
    for said in ("Enter a title", "Enter the decision", "Enter a web address"):
        assert said in html


def test_publishing_says_what_is_missing(champion, begun):
    one = begun()
    assert "Say whether a full assessment is needed." in text(
        champion.get(page("publish", one.number))
    )
    refused = champion.post(page("publish", one.number), {"version": one.version})
    assert "Give the day on which it was made." in text(refused)
    assert Assessment.objects.get().is_draft


def test_going_on_from_a_screening_taking_back_and_removing(champion, published):
    one = published(need="yes")
    assert "Begin the full assessment" in text(champion.get(page("assessment", one.number)))
    full = champion.post(page("go_on", one.number)).url
    assert full == page("assessment", "2026-0002")
    assert "It goes on from" in text(champion.get(full))
    # Everybody reads the screening, and not that a draft goes on from it.
    assert "2026-0002" not in text(Client().get(page("assessment", one.number)))
    assert Client().get(full).status_code == 404
    champion.post(page("remove", "2026-0002"))
    champion.post(page("take_back", one.number), {"version": one.version})
    assert Client().get(page("assessment", one.number)).status_code == 404
    assert champion.post(page("take_back", one.number), {"version": "1"}).status_code == 409


def test_files_and_feed_hold_what_is_published(desk, published, begun):
    one = published()
    begun(title="A secret plan")
    for name in ("list_csv", "list_xlsx", "list_atom"):
        assert desk.get(page(name)).status_code == 200
    csv = text(desk.get(page("list_csv")))
    assert one.number in csv
    assert "A secret plan" not in csv
    assert "A secret plan" not in text(desk.get(page("list_atom")))
    assert "A secret plan" in text(desk.get(page("list")))


@pytest.mark.parametrize("hurt", ["*bold* [x](javascript:y)", "# not\n\na heading | <b>"])
def test_the_pdf_shows_what_was_typed(published, hurt):
    one = published(evidence=hurt)
    answer = Client().get(page("pdf", one.number))
    assert answer["Content-Disposition"] == f'attachment; filename="assessment-{one.number}.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert "javascript" not in inside(answer.content).partition("/URI")[2]
    assert "\\*bold\\*" in document(one) or "\\# not" in document(one)


def test_groups_are_added_and_ended_by_officers(desk, champion):
    assert "No group of your own yet" in text(desk.get(page("groups")))
    desk.post(page("add_group"), {"name": "Carers", "about": "Unpaid.", "version": "0"})
    assert "Carers" in text(desk.get(page("groups")))
    again = desk.post(page("add_group"), {"name": "carers", "version": "0"})
    assert "There is a group with this name already" in text(again)
    ended = {"name": "Carers", "version": "1", **day("ended_on", date(2026, 11, 1))}
    desk.post(page("edit_group", "carers"), ended)
    assert "No longer asked about" in text(desk.get(page("groups")))
    assert desk.post(page("edit_group", "carers"), ended).status_code == 409
    assert desk.get(page("edit_group", "nobody")).status_code == 404
    assert champion.get(page("groups")).status_code == 403


def test_the_list_asks_as_often_for_three_as_for_one(published, begun):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            published()
        Client().get(page("list"))
        with CaptureQueriesContext(connection) as asked:
            Client().get(page("list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_api_reads_what_is_published(published, begun):
    one = published()
    begun(title="A secret plan")
    whole = Client().get("/api/v1/areas/anywhere/assessments").json()
    assert [row["number"] for row in whole["rows"]] == [one.number]
    found = Client().get(f"/api/v1/areas/anywhere/assessments/{one.number}").json()
    assert found["evidence"] == "Attendance at ten clubs."
    assert Client().get("/api/v1/areas/anywhere/assessments/2026-0002").status_code == 404
    assert User.objects.count() == 1
