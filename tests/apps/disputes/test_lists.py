"""The list of one's cases, what strangers see instead, and the file for the officer."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from opencompact.apps.agreement.models import Edition
from opencompact.apps.disputes.models import Access
from opencompact.formats import tables
from tests.apps.disputes.test_story import (
    RAISED,
    TO_COMMENTS,
    TO_EXCHANGE,
    TO_MEDIATION,
    TO_PUBLICATION,
    begin,
)
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

TODAY = date(2026, 3, 20)


@pytest.fixture
def three(town, time_machine):
    """Three cases of `elm`: one just raised, one in the exchange, one that has ended."""
    time_machine.move_to(moment(TODAY), tick=False)
    cases = [town.raised(RAISED, subject=name) for name in ("First", "Second", "Third")]
    town.story(cases[1], TO_EXCHANGE)
    town.story(cases[2], [("rule-not-covered", "chair", date(2026, 3, 9))])
    return cases


def at(town, name: str = "list", query: str = "") -> str:
    return reverse(f"disputes:{name}", args=[town.area.slug]) + query


def text(town, who: str, name: str = "list", query: str = "") -> str:
    return client_of(town, who).get(at(town, name, query)).content.decode()


def shown(html: str) -> list[str]:
    found = [(html.find(f">{name}</a>"), name) for name in ("First", "Second", "Third")]
    return [name for place, name in sorted(found) if place >= 0]


@pytest.mark.parametrize(
    ("who", "cases"),
    [
        ("elm", ["First", "Second", "Third"]),
        ("hall", ["First", "Second", "Third"]),
        ("chair", ["First", "Second", "Third"]),
        ("officer", ["First", "Second", "Third"]),
        ("oak", []),
        ("mediator", []),
        ("stranger", []),
    ],
)
def test_everybody_sees_their_own_cases_by_what_falls_due(town, three, who, cases):
    assert shown(text(town, who)) == cases


@pytest.mark.parametrize(
    ("query", "cases"),
    [
        ("?state=open", ["First", "Second"]),
        ("?state=closed", ["Third"]),
        ("?stage=exchange", ["Second"]),
        ("?q=second", ["Second"]),
        ("?q=2026-003", ["Third"]),
        ("?q=anywhere+city", ["First", "Second", "Third"]),
        ("?turn=mine", ["First"]),
        ("?stage=nonsense&state=x", ["First", "Second", "Third"]),
        ("?q=nothing", []),
    ],
)
def test_filters_stay_in_the_address(town, three, query, cases):
    html = text(town, "chair", query=query)
    assert shown(html) == cases
    assert cases or "Nothing fits these filters" in html


def test_the_list_says_whose_turn_it_is(town, three):
    html = text(town, "elm")
    assert "1 waits for you." in html
    assert "Your turn" in html
    assert "Chair of the dispute subgroup" in html


def test_an_empty_list_invites_whoever_may_raise_one(town):
    assert "Raise a disagreement" in text(town, "oak")
    html = text(town, "stranger")
    assert "You are not part of any disagreement" in html
    assert "Raise a disagreement" not in html


def test_strangers_read_the_procedure_in_the_words_of_the_pack(town, three):
    html = Client().get(at(town)).content.decode()
    assert "Sorting out a serious disagreement" in html
    assert "Stage two, mediation" in html
    assert "usually within 10 working days" in html
    assert "Another body should deal with it" in html
    assert shown(html) == []


def test_the_procedure_of_leeds_is_another(leeds):
    html = Client().get(at(leeds, "procedure")).content.decode()
    assert "The Group&#x27;s advice" in html
    assert "Stage" not in html.split("The stages", 1)[1].split("How it can end", 1)[0]


def test_an_area_without_an_agreement_says_so(town):
    Edition.objects.update(status="superseded", superseded_on=RAISED)
    assert "No procedure yet" in Client().get(at(town)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("chair", 200), ("elm", 403), ("stranger", 403), ("", 302)],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_for_officer_and_chair(town, three, who, status, kind):
    assert client_of(town, who).get(at(town, kind)).status_code == status


def test_the_workbook_has_the_same_rows_and_is_not_for_publication(town, three):
    data = client_of(town, "officer").get(at(town, "xlsx")).content
    table = tables.read(data)
    lines = list(csv.DictReader(io.StringIO(text(town, "officer", "csv"))))
    assert [dict(row.cells) for row in table.rows] == lines
    about = openpyxl.load_workbook(io.BytesIO(data))["About"]
    assert ("Licence", "Not for publication") in list(about.iter_rows(values_only=True))


def test_the_file_has_stable_columns_and_harmless_cells(town, time_machine):
    time_machine.move_to(moment(TODAY), tick=False)
    town.raised(RAISED, subject="=1+1")
    lines = text(town, "officer", "csv").splitlines()
    assert lines[0] == (
        "number,subject,parties,commitments,raised_on,stands,waiting_for,next_due,state,closed_on"
    )
    assert lines[1].startswith("2026-001,'=1+1,Elm Street Centre;Anywhere City Council,")
    assert "2026-03-16,usual time passed" in lines[1]


def test_the_file_follows_the_filters(town, three):
    assert len(text(town, "officer", "csv", "?state=closed").splitlines()) == 2


def counted(town, who: str, path: str) -> int:
    client = client_of(town, who)
    client.get(path)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def test_the_list_asks_as_often_for_three_cases_as_for_one(town, time_machine):
    time_machine.move_to(moment(TODAY), tick=False)
    town.story(begin(town), TO_COMMENTS)
    one = counted(town, "chair", at(town))
    town.story(begin(town), TO_PUBLICATION[:-1])
    town.story(begin(town), TO_MEDIATION)
    assert counted(town, "chair", at(town)) == one


def test_a_case_asks_as_often_after_many_steps_as_after_few(town, time_machine):
    time_machine.move_to(moment(date(2026, 4, 20)), tick=False)
    short, long = begin(town), begin(town)
    town.story(long, TO_PUBLICATION)
    few = counted(town, "elm", short.get_absolute_url())
    many = counted(town, "elm", long.get_absolute_url())
    assert few == many <= 20


def test_opening_a_case_is_noted_once_a_day(town, time_machine):
    case = begin(town)
    client = client_of(town, "elm")
    for day in (TODAY, TODAY, date(2026, 3, 21)):
        time_machine.move_to(moment(day), tick=False)
        client.get(case.get_absolute_url())
        client.get(reverse("disputes:dates", args=[town.area.slug, case.number]))
    client_of(town, "oak").get(case.get_absolute_url())
    noted = [(access.user.name, access.on.day) for access in Access.objects.order_by("on")]
    assert noted == [("Elm", 20), ("Elm", 21)]
