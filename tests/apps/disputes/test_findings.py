"""Findings: public once a second person publishes them, with feed and file; never before."""

import csv
import io
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes.models import Finding
from opencompact.formats import tables
from tests.apps.disputes.test_story import TO_PUBLICATION, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 4, 20)
STATEMENT = "It was about a consultation of nine days."


@pytest.fixture
def published(town, time_machine):
    """A case of Leicester that ended with a public finding."""
    time_machine.move_to(moment(DAY), tick=False)
    steps = [*TO_PUBLICATION[:-1]]
    case = town.story(begin(town), steps)
    answers = {"statement": STATEMENT}
    town.take(case, "find", "chair", date(2026, 4, 8), outcome="broke", answers=answers)
    town.take(case, "publish", "officer", date(2026, 4, 10))
    return case


@pytest.fixture
def waiting(leeds, time_machine):
    """A case of Leeds whose view has been given but not published."""
    time_machine.move_to(moment(DAY), tick=False)
    case = begin(leeds)
    answers = {"statement": STATEMENT}
    leeds.take(case, "advise", "chair", date(2026, 3, 9), answers=answers)
    return case


def at(area, name: str, *args: str) -> str:
    return reverse(f"disputes:{name}", args=[area.slug, *args])


def public(path: str) -> str:
    return Client().get(path).content.decode()


def test_a_published_finding_is_for_everybody(town, published):
    html = public(at(town.area, "findings"))
    assert "An organisation acted outside the agreement" in html
    assert STATEMENT in html
    page = public(at(town.area, "finding", published.number))
    for shown in ("Elm Street Centre and Anywhere City Council", STATEMENT, "10 April 2026"):
        assert shown in page
    key = published.citations.first().commitment.key
    assert f"/{town.area.slug}/agreement/{key}/" in page


def test_the_public_page_knows_nothing_else_of_the_case(town, published):
    page = public(at(town.area, "finding", published.number))
    for secret in ("We wrote twice", "Something about", published.subject, "Ruth", "Margaret"):
        assert secret not in page


def test_the_file_and_the_feed(town, published):
    rows = list(csv.DictReader(io.StringIO(public(at(town.area, "findings_csv")))))
    assert rows[0]["number"] == published.number
    assert rows[0]["finding"] == "broke"
    assert rows[0]["statement"] == STATEMENT
    feed = ET.fromstring(public(at(town.area, "findings_atom")))  # noqa: S314 - our own
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")] == [
        f"{published.number}: An organisation acted outside the agreement"
    ]
    assert feed.findtext(f"{atom}updated") == "2026-04-10T00:00:00+00:00"
    workbook = Client().get(at(town.area, "findings_xlsx")).content
    [row] = tables.read(workbook).rows
    assert row.cells == rows[0] | {"statement": STATEMENT}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=consultation", True),
        ("?q=elm+nine", True),
        ("?q=2026-001", True),
        ("?ending=broke", True),
        ("?q=library", False),
        ("?ending=unclear", True),
    ],
)
def test_findings_are_filtered(town, published, query, found):
    """An ending that nobody has used is as good as none."""
    assert (STATEMENT in public(at(town.area, "findings") + query)) is found


def test_no_finding_yet_is_an_invitation(town):
    assert "No finding has been published yet" in public(at(town.area, "findings"))


def test_a_waiting_finding_is_for_the_people_of_the_case(leeds, waiting):
    assert STATEMENT not in public(at(leeds.area, "findings"))
    assert Client().get(at(leeds.area, "finding", waiting.number)).status_code == 404
    path = at(leeds.area, "waiting_finding", waiting.number)
    statuses = {who: client_of(leeds, who).get(path).status_code for who in leeds.users}
    assert {who for who, status in statuses.items() if status == 200} == {
        "elm", "hall", "chair", "officer", "mediator",
    }  # fmt: skip
    assert statuses["oak"] == 404


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 302), ("chair", 403), ("elm", 403), ("oak", 404)]
)
def test_a_second_person_publishes_it(leeds, waiting, who, status):
    path = at(leeds.area, "waiting_finding", waiting.number)
    assert client_of(leeds, who).post(path).status_code == status
    shown = STATEMENT in public(at(leeds.area, "findings"))
    assert shown is (status == 302)


def test_publishing_twice_is_too_late(leeds, waiting):
    path = at(leeds.area, "waiting_finding", waiting.number)
    client = client_of(leeds, "officer")
    client.post(path)
    assert client.post(path).status_code == 409
    assert Finding.objects.get().published_on == DAY


def test_a_case_without_a_finding_has_no_such_page(town):
    case = begin(town)
    path = at(town.area, "waiting_finding", case.number)
    assert client_of(town, "chair").get(path).status_code == 404


def test_endings_that_are_not_public_leave_no_finding(town):
    town.story(begin(town), [("rule-not-covered", "chair", date(2026, 3, 9))])
    assert not Finding.objects.exists()
