"""Payments as evaluation judges them: one record for each body and month."""

# Only payments to voluntary and community organisations that the register knows are measured:
# to them it was promised, and whoever is not matched counts neither for nor against anybody.

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from opencompact.apps.funding.models import Payment
from opencompact.apps.funding.models.payments import month_of
from opencompact.apps.funding.queries.measuring import Owners
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.ui import dates
from opencompact.core.rules import Fact, Measured

from .listing import COUNTED, vcs

RECORD = "payments"
Counts = tuple[UUID, str, int, int, int]
"""A body, a month, and how many payments there were, how many can be told of, how many in time."""


def measured(area: Area, *, on: date, owners: Owners | None = None) -> Iterator[Measured]:
    """Every body and month that is over on a day, with what is known. Three queries."""
    found = Payment.objects.filter(area=area, month__lt=month_of(on))
    return _measured(area, found, owners or Owners(area))


def measured_month(area: Area, body: Organisation, month: str) -> Measured | None:
    """One month of one body, also while it lasts; None where nothing in it is measured."""
    found = Payment.objects.filter(area=area, body=body, month=month)
    return next(_measured(area, found, Owners(area)), None)


def _measured(area: Area, found: QuerySet[Payment], owners: Owners) -> Iterator[Measured]:
    start = reverse("funding:payments", args=[area.slug])
    counts = list(_counted(found))
    bodies = _bodies({body for body, *_ in counts})
    lasts = {month: last_day(month) for month in {month for _, month, *_ in counts}}
    names = {month: dates.month(last) for month, last in lasts.items()}
    told = [(month, *bodies[body], numbers) for body, month, *numbers in counts]
    for month, slug, name, sector, numbers in sorted(told, key=itemgetter(0, 1)):
        yield Measured(
            record=RECORD,
            key=f"{slug}-{month}",
            title=f"{name}, {names[month]}",
            address=f"{start}{slug}/{month}/",
            body=slug,
            owner=owners.of(sector, lasts[month]),
            on=lasts[month],
            facts=_facts(*numbers),
        )


def _bodies(keys: Iterable[UUID]) -> dict[UUID, tuple[str, str, str]]:
    found = Organisation.objects.filter(pk__in=keys)
    rows = found.values_list("pk", "slug", "name", "sector").order_by()
    return {pk: (slug, name, sector) for pk, slug, name, sector in rows}


def _counted(found: QuerySet[Payment]) -> Iterable[Counts]:
    """Nothing is asked for that the index of figures does not hold."""
    to_groups = found.filter(COUNTED, payee__in=vcs().values("pk"), body__isnull=False).order_by()
    return to_groups.values_list("body", "month").annotate(
        counted=Count("paid"),
        known=Count("due_on"),
        prompt=Count("paid", filter=Q(paid__lte=F("due_on"))),
    )


def _facts(counted: int, known: int, prompt: int) -> dict[str, Fact]:
    """Where nobody can tell of any payment when it was due, nothing is said of on time."""
    return {"payments": known, "paid_on_time": prompt} if known else {"payments": counted}


def last_day(month: str) -> date:
    """The last day of a month that is written 2013-11."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])
