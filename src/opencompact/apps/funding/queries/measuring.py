"""Programmes and agreements as rules measure them, one by one and all of an area at once."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.funding.models import Agreement, Programme
from opencompact.apps.organisations.queries import bench
from opencompact.base.areas.models import Area
from opencompact.core.rules import Measured

from . import facts

PROGRAMME, AGREEMENT = "funding-programme", "funding-agreement"
# What the rules of no kind of record read: long, and many.
UNREAD = ("source", "search", "description")


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """The published programmes and agreements up to a day, ready for the rules. Five queries."""
    owners = _Owners(area)
    programmes = Programme.objects.filter(is_draft=False).select_related("funder")
    start = reverse("funding:programmes", args=[area.slug])
    for one in programmes:
        when = day_of_programme(one)
        if when <= on:
            yield _programme(one, f"{start}{one.slug}/", owners.of(one.funder.sector, when), when)
    agreements = Agreement.objects.filter(is_draft=False).select_related("funder").defer(*UNREAD)
    start = reverse("funding:agreements", args=[area.slug])
    for agreement in agreements.order_by().iterator(chunk_size=2000):
        when = day_of_agreement(agreement)
        if when <= on:
            owner = owners.of(agreement.funder.sector, when)
            yield _agreement(agreement, f"{start}{agreement.number}/", owner, when)


def measured_programme(programme: Programme) -> Measured:
    """One programme as the rules measure it."""
    when = day_of_programme(programme)
    owner = _Owners(programme.area).of(programme.funder.sector, when)
    return _programme(programme, programme.get_absolute_url(), owner, when)


def measured_agreement(agreement: Agreement) -> Measured:
    """One agreement as the rules measure it."""
    when = day_of_agreement(agreement)
    owner = _Owners(agreement.area).of(agreement.funder.sector, when)
    return _agreement(agreement, agreement.get_absolute_url(), owner, when)


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


def _agreement(one: Agreement, address: str, owner: frozenset[str], on: date) -> Measured:
    return Measured(
        record=AGREEMENT,
        key=one.number,
        title=one.title,
        address=address,
        body=one.funder.slug,
        owner=owner,
        on=on,
        facts=facts.of_agreement(one),
    )


def day_of_programme(one: Programme) -> date:
    """The day that decides the edition: when a programme opens, or the first that is known."""
    known = one.opens or one.decision_approach_recorded or one.first_decision
    return known or _local(one.created_at)


def day_of_agreement(one: Agreement) -> date:
    """The day that decides the edition: when it starts, or the first that is known."""
    return one.starts or one.awarded or one.confirmed or _local(one.created_at)


def _local(at: datetime) -> date:
    return timezone.localdate(at)


class _Owners:
    """The sectors that a funder belongs to, under the edition of a day; asked of many records."""

    def __init__(self, area: Area) -> None:
        self._bench = bench(area)
        self._known: dict[tuple[str, object], frozenset[str]] = {}

    def of(self, sector: str, on: date) -> frozenset[str]:
        edition = self._bench.edition_on(on)
        if edition is None:
            return frozenset()
        key = (sector, edition.pk)
        if key not in self._known:
            self._known[key] = pack_of(edition).owner(sector, "funds")
        return self._known[key]
