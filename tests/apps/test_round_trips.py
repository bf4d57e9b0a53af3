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

from opencompact.apps.funding.actions import payments
from opencompact.apps.funding.models import Payment
from opencompact.apps.funding.queries import payments as paid_reads
from opencompact.apps.funding.tables import payments as paid
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
from opencompact.formats import spending
from opencompact.formats.tables import parse, take, write

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
    put: Callable[[Area, list[dict[str, Any]]], None]
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


def put_organisations(area: Area, many: list[dict[str, Any]]) -> None:
    for number, values in enumerate(many, start=1):
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


COUNCIL = "Westbridge Council"
DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2029, 12, 31))
PAYMENT = st.fixed_dictionaries(
    {
        "Supplier": text(naming.tidy),
        "Amount": st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False),
        "Date paid": DAYS,
        "Invoice received": st.one_of(st.none(), DAYS),
        "Invoice valid": st.one_of(st.none(), DAYS),
        "Invoice entered": st.one_of(st.none(), DAYS),
        "Transaction number": text(naming.tidy),
        "Category": text(naming.tidy),
        "Body": st.sampled_from([COUNCIL, "The Westbridge  council", "A body that is not here"]),
    }
)
PAID = (
    "body__name", "body_name", "payee__key", "supplier", "amount", "paid", "received", "valid",
    "entered", "transaction", "category", "basis", "due_on", "month", "key",
)  # fmt: skip


def put_payments(area: Area, many: list[dict[str, Any]]) -> None:
    """As they come: in a file. Rows that are alike stay separate payments."""
    names = sorted(many[0])
    file = write(names, [[one[name] for name in names] for one in many])
    assert take_payments(area, file) == (len(many), 0, 0)


def take_payments(area: Area, file: str) -> tuple[int, int, int]:
    slug = {"area": area, "slug": "council"}
    Organisation.objects.get_or_create(**slug, defaults={"name": COUNCIL, "sector": "public"})
    by: dict[str, Any] = {"actor": SYSTEM, "at": AT}
    run = payments.open_import(
        area, "payments.csv", spending.take(file.encode()), body=None, **by, ahead=False
    )
    assert payments.is_matched(run), run.report["missing"]
    run = payments.run_import(payments.start_import(run, at=AT), **by)
    return run.created, run.updated, run.rejected


IMPORTABLE = {
    "payments": Importable(
        listing=paid.PAYMENTS,
        values=PAYMENT,
        put=put_payments,
        columns=paid.payment_columns,
        rows=lambda area: paid_reads.payments(area, paid_reads.Asked()),
        take=take_payments,
        stored=lambda: sorted(Payment.objects.values(*PAID), key=repr),
    ),
    "organisations": Importable(
        listing=tables.REGISTER,
        values=ORGANISATION,
        put=put_organisations,
        columns=lambda: tables.register_columns(lambda row: f"/{row.slug}/"),
        rows=lambda area: queries.register(area, Wanted(), date(2026, 11, 20)),
        take=take_organisations,
        stored=lambda: sorted(Organisation.objects.values(*KEPT), key=repr),
    ),
}


class RoundTrips(TestCase):
    """What is downloaded can be imported again, here and elsewhere, and is the same."""

    def there_and_back(self, one: Importable, kind: str, many: list[dict[str, Any]]) -> None:
        here = Area.objects.create(slug=f"here-{one.listing.name}", name="Here")
        there = Area.objects.create(slug=f"there-{one.listing.name}", name="There")
        with within(here):
            one.put(here, many)
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
