"""Programmes and agreements as rules measure them, one by one and all of an area at once."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Case, When
from django.urls import reverse
from django.utils import timezone

from opencompact.apps.agreement.queries import binding, editions, pack_of
from opencompact.apps.funding.models import Agreement, Programme
from opencompact.base.areas.models import Area
from opencompact.core.rules import Facts, Measured

from . import facts

PROGRAMME, AGREEMENT = "funding-programme", "funding-agreement"
# What the rules of no kind of record read: long, and many.
UNREAD = ("source", "search", "description")
COLUMNS = ("number", "title", "funder__slug", "funder__sector")
DAYS = ("starts", "awarded", "confirmed")
# The moment at which it was entered, of those alone that have no other day.
ENTERED = Case(When(**{f"{day}__isnull": True for day in DAYS}, then="created_at"))


class Owners:
    """The sectors that a funder belongs to, under the edition of a day; asked of many records."""

    def __init__(self, area: Area) -> None:
        self._editions = tuple(editions(area))
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, sector: str, on: date) -> frozenset[str]:
        edition = binding(self._editions, on)
        if edition is None:
            return frozenset()
        key = (sector, edition.key)
        if key not in self._known:
            self._known[key] = pack_of(edition).owner(sector, "funds")
        return self._known[key]


def measured(area: Area, *, on: date, owners: Owners | None = None) -> Iterator[Measured]:
    """The published programmes and agreements up to a day, ready for the rules. Three queries."""
    owners = owners or Owners(area)
    programmes = Programme.objects.filter(is_draft=False).select_related("funder")
    start = reverse("funding:programmes", args=[area.slug])
    for one in programmes:
        when = day_of_programme(one)
        if when <= on:
            yield _programme(one, f"{start}{one.slug}/", owners.of(one.funder.sector, when), when)
    yield from _agreements(area, owners, on)


def _agreements(area: Area, owners: Owners, on: date) -> Iterator[Measured]:
    """There are many: only the columns that tell something are read, and no rows made of them."""
    start = reverse("funding:agreements", args=[area.slug])
    found = Agreement.objects.filter(is_draft=False).order_by()
    rows = found.values_list(*COLUMNS, ENTERED, *facts.AGREEMENT.values())
    for number, title, body, sector, entered, *values in rows.iterator(chunk_size=2000):
        known = facts.agreed(values)
        when = day_of_agreement(known, entered)
        if when <= on:
            yield Measured(
                record=AGREEMENT,
                key=number,
                title=title,
                address=f"{start}{number}/",
                body=body,
                owner=owners.of(sector, when),
                on=when,
                facts=known,
            )


def measured_programme(programme: Programme) -> Measured:
    """One programme as the rules measure it."""
    when = day_of_programme(programme)
    owner = Owners(programme.area).of(programme.funder.sector, when)
    return _programme(programme, programme.get_absolute_url(), owner, when)


def measured_agreement(agreement: Agreement) -> Measured:
    """One agreement as the rules measure it."""
    known = facts.of_agreement(agreement)
    when = day_of_agreement(known, agreement.created_at)
    return Measured(
        record=AGREEMENT,
        key=agreement.number,
        title=agreement.title,
        address=agreement.get_absolute_url(),
        body=agreement.funder.slug,
        owner=Owners(agreement.area).of(agreement.funder.sector, when),
        on=when,
        facts=known,
    )


def _programme(one: Programme, address: str, owner: frozenset[str], on: date) -> Measured:
    return Measured(
        record=PROGRAMME,
        key=one.slug,
        title=one.title,
        address=address,
        body=one.funder.slug,
        owner=owner,
        on=on,
        facts=facts.of_programme(one),
    )


def day_of_programme(one: Programme) -> date:
    """The day that decides the edition: when a programme opens, or the first that is known."""
    known = one.opens or one.decision_approach_recorded or one.first_decision
    return known or _local(one.created_at)


def day_of_agreement(known: Facts, entered: datetime) -> date:
    """The day that decides the edition: when it starts, or the first that is known."""
    days = (known.get(name) for name in DAYS)
    return next((day for day in days if isinstance(day, date)), None) or _local(entered)


def _local(at: datetime) -> date:
    return timezone.localdate(at)
