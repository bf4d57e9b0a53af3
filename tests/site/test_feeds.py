"""The page of files and feeds, and the calendar for everybody."""

import re
from datetime import date, datetime

import pytest
from django.test import Client

from opencompact.apps.agreement.actions import adopt_pack
from opencompact.apps.disputes.models import Case, Finding
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import LocalHoliday
from opencompact.formats import tables
from opencompact.formats.packs import load
from tests.docs.pages import ROOT
from tests.formats.ical import checked

PACK = ROOT / "packs/leicester-2008"
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@pytest.fixture
def edition(scoped, at):
    return adopt_pack(scoped, load(PACK), actor=SYSTEM, at=at)


@pytest.fixture
def finding(edition):
    """Two findings of cases, one of which the public may read."""

    def made(number: str, on: date | None) -> Finding:
        case = Case.objects.create(
            area=edition.area,
            number=number,
            edition=edition,
            subject="A secret",
            raised_on=on or date(2026, 1, 5),
        )
        return Finding.objects.create(
            area=edition.area, case=case, number=number, edition=edition, ending="broke",
            name="It was broken", then="nothing", statement="So.", made_on=case.raised_on,
            published_on=on,
        )  # fmt: skip

    made("2026-002", None)
    return made("2026-001", date(2026, 4, 10))


def files(page: str) -> set[str]:
    return set(re.findall(r'href="(/[^"]+\.(?:csv|xlsx|json|atom|ics))"', page))


def test_every_file_and_feed_of_the_page_is_there_and_is_what_it_says(edition):
    found = files(Client().get("/anywhere/feeds/").content.decode())
    assert len(found) == 58
    for address in found:
        response = Client().get(address)
        assert response.status_code == 200, address
        kind = address.rpartition(".")[2]
        assert response["Content-Type"] == KINDS[kind]
        assert response["X-Content-Type-Options"] == "nosniff"


def test_without_an_edition_only_what_is_there_is_listed(scoped):
    found = files(Client().get("/anywhere/feeds/").content.decode())
    assert not [one for one in found if "commitments" in one or "glossary" in one]
    for address in found:
        assert Client().get(address).status_code == 200, address


def test_every_page_leads_to_it(edition):
    assert 'href="/anywhere/feeds/"' in Client().get("/anywhere/").content.decode()


def test_the_lists_of_the_agreement(edition):
    promises = tables.read(Client().get("/anywhere/agreement/commitments.xlsx").content)
    plain = tables.read(Client().get("/anywhere/agreement/commitments.csv").content)
    assert [row.cells for row in promises.rows] == [row.cells for row in plain.rows]
    assert len(plain.rows) == edition.commitments.count()
    one = next(row.cells for row in plain.rows if row.cells["key"] == "public-h")
    assert one["page"] == "http://testserver/anywhere/agreement/public-h/"
    assert one["binds"]
    words = tables.read(Client().get("/anywhere/agreement/glossary.csv").content)
    used = {key for row in words.rows for key in row.cells["used_in"].split(";") if key}
    assert used <= {row.cells["key"] for row in plain.rows}
    assert used
    [edited] = tables.read(Client().get("/anywhere/agreement/editions.xlsx").content).rows
    assert (edited.cells["key"], edited.cells["adopted_on"]) == ("leicester-2008", "2026-11-20")


def test_the_calendar_for_everybody_says_what_is_public(finding, scoped):
    LocalHoliday.objects.create(area=scoped, day=date(2026, 7, 6), name="Fair day")
    LocalHoliday.objects.create(area=scoped, day=date(2026, 8, 31), name="Open day", working=True)
    found = checked(Client().get("/anywhere/calendar.ics").content)
    assert {str(one["SUMMARY"]): one.decoded("dtstart") for one in found} == {
        "Finding published: 2026-001, It was broken": date(2026, 4, 10),
        "Fair day: no working day in Anywhere": date(2026, 7, 6),
        "Open day: a working day in Anywhere": date(2026, 8, 31),
        f"{finding.edition.title} comes into force": date(2026, 11, 20),
    }
    assert all(str(one["CLASS"]) == "PUBLIC" for one in found)
    assert all(isinstance(one.decoded("dtstamp"), datetime) for one in found)


def test_the_calendar_of_an_area_with_nothing_in_it_is_one_all_the_same(scoped):
    assert checked(Client().get("/anywhere/calendar.ics").content) == []


def test_a_calendar_stays_in_its_area(finding, other_area):
    assert checked(Client().get("/elsewhere/calendar.ics").content) == []
