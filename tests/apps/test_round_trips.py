"""import(export(x)) is x: for every list that can be imported, as CSV and as a workbook.

A new importable list is one more row of IMPORTABLE.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from opencompact.apps.organisations import actions, queries, tables
from opencompact.apps.organisations.actions import Choices
from opencompact.apps.organisations.models import (
    Kind,
    Organisation,
    Sector,
    Size,
    naming,
    websites,
)
from opencompact.apps.organisations.models.register import POSTCODE_LENGTH
from opencompact.apps.organisations.queries import Wanted
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.ui.tables import Copy, Listing, answer
from opencompact.formats.tables import parse, take

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)

# What a spreadsheet, a CSV reader or XML could take for something else, and what people type.
NASTY = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\t\r\n;,|_x000D_ 0123456789éŁ😀\u202e\u200b\x07<&>%/"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=14,
)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "''", "'=", "007", "1e5", "#N/A", "  "])


def text(tidied: Callable[[str], str]) -> st.SearchStrategy[str]:
    """Nasty text as it is after the tidying that every way into the register does."""
    return st.builds(lambda start, rest: tidied(start + rest), STARTS, NASTY)


@dataclass(frozen=True)
class Importable:
    """A list that can be imported: rows to begin with, its files, and how it is taken and read."""

    listing: Listing
    values: st.SearchStrategy[dict[str, Any]]
    put: Callable[[Area, int, dict[str, Any]], None]
    columns: Callable[[], Any]
    rows: Callable[[Area], Iterable[Any]]
    take: Callable[[Area, str], tuple[int, int, int]]
    stored: Callable[[], list[dict[str, Any]]]


KEPT = (
    "name", "sector", "kinds", "size", "identifier", "other_identifiers", "address", "locality",
    "postcode", "website",
)  # fmt: skip
ORGANISATION = st.fixed_dictionaries(
    {
        "name": text(naming.tidy).filter(naming.plain),
        "sector": st.sampled_from(Sector.values),
        "kinds": st.sets(st.sampled_from(Kind.values)).map(
            lambda chosen: [kind for kind in Kind.values if kind in chosen]
        ),
        "size": st.sampled_from(["", *Size.values]),
        "address": text(naming.tidy_lines),
        "locality": text(naming.tidy),
        "postcode": st.one_of(
            st.just("LE1 1AA"),
            text(naming.postcode).filter(lambda code: len(code) <= POSTCODE_LENGTH),
        ),
        "website": st.sampled_from(["", websites.parse("www.a.org/?a=1&b=2;3")]),
    }
)


def put_organisation(area: Area, number: int, values: dict[str, Any]) -> None:
    Organisation.objects.create(
        area=area,
        slug=f"one-{number}",
        identifier=f"GB-CHC-{number}",
        other_identifiers=["GB-NHS-R1", "GB-MPR-IP1"] if number == 1 else [],
        **values,
    )


def take_organisations(area: Area, file: str) -> tuple[int, int, int]:
    table = parse(file)
    chosen = Choices(actions.guess(table), "other")
    report = actions.import_table(area, table, chosen, actor=SYSTEM, at=AT)
    assert report.warnings == ()
    return report.created, report.updated, len(report.rejected)


IMPORTABLE = {
    "organisations": Importable(
        listing=tables.REGISTER,
        values=ORGANISATION,
        put=put_organisation,
        columns=lambda: tables.register_columns(lambda row: f"/{row.slug}/"),
        rows=lambda area: queries.register(area, Wanted(), date(2026, 11, 20)),
        take=take_organisations,
        stored=lambda: sorted(Organisation.objects.values(*KEPT), key=repr),
    ),
}


class RoundTrips(TestCase):
    """What is downloaded can be imported again, here and elsewhere, and is the same."""

    def there_and_back(self, one: Importable, kind: str, many: list[dict[str, Any]]) -> None:
        here = Area.objects.create(slug="here", name="Here")
        there = Area.objects.create(slug="there", name="There")
        with within(here):
            for number, values in enumerate(many, start=1):
                one.put(here, number, values)
            stored = one.stored()
            copy = Copy(one.listing, here, AT)
            data = answer(kind, copy, one.columns(), one.rows(here)).content
            file = take(data).text
            assert one.take(here, file) == (0, 0, 0)
            assert one.stored() == stored
        with within(there):
            assert one.take(there, file) == (len(many), 0, 0)
            assert one.stored() == stored

    @settings(max_examples=8, deadline=None)
    @given(st.data())
    def test_csv(self, data):
        for one in IMPORTABLE.values():
            self.there_and_back(one, "csv", data.draw(st.lists(one.values, min_size=1, max_size=4)))

    @settings(max_examples=8, deadline=None)
    @given(st.data())
    def test_xlsx(self, data):
        for one in IMPORTABLE.values():
            many = data.draw(st.lists(one.values, min_size=1, max_size=4))
            self.there_and_back(one, "xlsx", many)


def test_every_importable_list_has_columns_that_are_documented():
    for one in IMPORTABLE.values():
        assert list(one.columns()) == list(one.listing.meanings)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_of_nothing_has_its_columns(kind, scoped):
    one = IMPORTABLE["organisations"]
    response = answer(kind, Copy(one.listing, scoped, AT), one.columns(), one.rows(scoped))
    assert response.status_code == 200
    assert len(response.content) > 50
