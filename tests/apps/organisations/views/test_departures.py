"""The register of departures and the form, as people in a browser meet them."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Filing
from opencompact.apps.organisations.models import Departure

URL = "/anywhere/departures/"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
GIVEN = {
    "body": "Elm Street Carers",
    "commitment": "public-h",
    "record": "consultation",
    "key": "2026-007",
    "title": "Review of day centres",
    "event_on_day": "30",
    "event_on_month": "11",
    "event_on_year": "2026",
    "expires_day": "1",
    "expires_month": "3",
    "expires_year": "2027",
    "reason": "The budget has to be set by law.",
    "mitigation": "Two open meetings.",
    "approver": "Director of finance",
}


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def put(scoped, edition, elm, officer):
    def made(**fields):
        given = {
            "body": elm,
            "commitment": commitments(edition).get(key="public-h"),
            "record": "consultation",
            "key": "2026-007",
            "title": "Review of day centres",
            "event_on": date(2026, 11, 30),
            "expires": date(2027, 3, 1),
            "reason": "The budget has to be set by law.",
            "mitigation": "Two open meetings.",
            "approver": "Director of finance",
        }
        return actions.file_departure(scoped, Filing(**{**given, **fields}), actor=officer, at=AT)

    return made


def test_nothing_filed_yet_says_what_belongs_there(visitor, edition):
    page = text(visitor().get(URL))
    assert "No departure has been filed" in page
    assert "File a departure" not in page
    assert "File a departure" in text(visitor("champion").get(URL))


def test_it_is_filed_from_what_a_page_knows(visitor, edition):
    client = visitor("champion")
    asked = "?record=consultation&key=2026-007&body=elm-street-carers&commitment=public-h"
    page = text(client.get(f"{URL}file/{asked}&on=2026-11-30&title=Day+centres"))
    for words in (
        'value="2026-007"',
        'value="elm-street-carers"',
        'value="Day centres"',
        "selected",
    ):
        assert words in page
    answer = client.post(f"{URL}file/", GIVEN)
    assert answer["Location"] == f"{URL}2026-001/"
    page = text(client.get(f"{URL}2026-001/"))
    for words in ("Counts today", "Two open meetings.", "Withdraw this departure", "30 November"):
        assert words in page


def test_what_is_missing_is_told_at_its_question(visitor, edition):
    page = text(visitor("champion").post(f"{URL}file/", {}))
    assert "There is a problem" in page
    assert not Departure.objects.exists()
    page = text(visitor("champion").post(f"{URL}file/", {**GIVEN, "expires_year": "2026"}))
    assert "It must last until the day" in page


def test_nobody_files_for_another_body(visitor, edition, council):
    other = {**GIVEN, "body": "Westbridge City Council"}
    assert visitor("champion").post(f"{URL}file/", other).status_code == 403
    assert visitor("officer").post(f"{URL}file/", other).status_code == 302
    assert visitor("member").get(f"{URL}file/").status_code == 403


def test_the_list_its_filters_and_files(visitor, put, council):
    put()
    put(title="Late one", body=council, event_on=date(2026, 11, 2))
    page = text(visitor().get(URL))
    assert "Review of day centres" in page
    assert "Filed late" in page
    page = text(visitor().get(f"{URL}?state=late"))
    assert "Late one" in page
    assert "Review of day centres" not in page
    assert "No departure fits" in text(visitor().get(f"{URL}?state=withdrawn"))
    assert "Late one" in text(visitor().get(f"{URL}?body={council.slug}"))
    rows = text(visitor().get("/anywhere/departures.csv")).splitlines()
    assert len(rows) == 3
    assert visitor().get("/anywhere/departures.json").json()["meta"]["count"] == 2
    assert visitor().get("/anywhere/departures.xlsx").status_code == 200
    assert "Late one" in text(visitor().get("/anywhere/departures.atom"))


def test_late_is_said_on_its_page(visitor, put):
    late = put(event_on=date(2026, 11, 2))
    page = text(visitor().get(f"{URL}{late.number}/"))
    assert "Filed late, it explains nothing" in page


def test_it_is_withdrawn_and_settled(visitor, put):
    client, one = visitor("champion"), put()
    page = f"{URL}{one.number}/"
    assert "Withdraw this departure?" in text(client.get(f"{page}withdraw/"))
    client.post(f"{page}withdraw/")
    assert "Withdrawn on 20 November 2026" in text(client.get(page))
    assert client.post(f"{page}withdraw/").status_code == 409
    over = put(event_on=date(2026, 11, 2), expires=date(2026, 11, 3))
    page = f"{URL}{over.number}/"
    assert "It has run out. What now?" in text(client.get(page))
    client.post(f"{page}settle/")
    assert "Settled on 20 November 2026" in text(client.get(page))


def test_a_row_costs_no_query(visitor, put):
    client = visitor()
    put()
    client.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(URL)
    put()
    put()
    with CaptureQueriesContext(connection) as three:
        client.get(URL)
    assert len(three) == len(one)
