"""Payments as evaluation judges them: one record for each body and month.

Only payments to voluntary and community organisations that the register knows are measured:
to them it was promised, and whoever is not matched counts neither for nor against anybody.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.funding.models import Payment
from opencompact.apps.funding.models.payments import month_of
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import Bench, bench
from opencompact.base.areas.models import Area
from opencompact.base.ui import dates
from opencompact.core.rules import Fact, Measured

from .listing import BY_KIND, COUNTED, KNOWN, ON_TIME

RECORD = "payments"
FUNDS = "funds"


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every body and month that is over on a day, with what is known. Few queries."""
    known = bench(area)
    for row in _counted(Payment.objects.filter(area=area, month__lt=month_of(on))):
        yield _measured(area, row, known)


def measured_month(area: Area, body: Organisation, month: str) -> Measured | None:
    """One month of one body, also while it lasts; None where nothing in it is measured."""
    found = _counted(Payment.objects.filter(area=area, body=body, month=month))
    known = bench(area)
    return next((_measured(area, row, known) for row in found), None)


def _counted(found: QuerySet[Payment]) -> Any:
    to_groups = found.filter(BY_KIND["vcs"], COUNTED, body__isnull=False).order_by()
    rows = to_groups.values("body__slug", "body__name", "body__sector", "month")
    counts = rows.annotate(
        counted=Count("pk"), known=Count("pk", filter=KNOWN), prompt=Count("pk", filter=ON_TIME)
    )
    return counts.order_by("month", "body__slug")


def _measured(area: Area, row: dict[str, Any], known: Bench) -> Measured:
    slug, last = row["body__slug"], last_day(row["month"])
    edition = known.edition_on(last)
    owner = pack_of(edition).owner(row["body__sector"], FUNDS) if edition else frozenset()
    return Measured(
        record=RECORD,
        key=f"{slug}-{row['month']}",
        title=f"{row['body__name']}, {dates.month(last)}",
        address=reverse("funding:payments-month", args=[area.slug, slug, row["month"]]),
        body=slug,
        owner=owner,
        on=last,
        facts=_facts(row),
    )


def _facts(row: dict[str, Any]) -> dict[str, Fact]:
    """Where nobody can tell of any payment when it was due, nothing is said of on time."""
    if not row["known"]:
        return {"payments": row["counted"]}
    return {"payments": row["known"], "paid_on_time": row["prompt"]}


def last_day(month: str) -> date:
    """The last day of a month that is written 2013-11."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])
