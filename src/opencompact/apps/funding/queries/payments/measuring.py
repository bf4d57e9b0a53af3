"""Payments as evaluation judges them: one record for each body and month.

Only payments to voluntary and community organisations that the register knows are measured:
to them it was promised, and whoever is not matched counts neither for nor against anybody.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from opencompact.apps.agreement.models import Commitment, Edition
from opencompact.apps.agreement.queries import commitments, edition_on, editions, pack_of
from opencompact.apps.funding.models import Payment
from opencompact.apps.funding.models.payments import month_of
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import departure_for
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui import dates
from opencompact.core.rules import Fact, Judgement, Measured, judge

from .listing import BY_KIND, COUNTED, KNOWN, ON_TIME

RECORD = "payments"
FUNDS = "funds"


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every body and month that is over on a day, with what is known. Two queries."""
    known = list(editions(area))
    for row in _counted(Payment.objects.filter(area=area, month__lt=month_of(on))):
        yield _measured(area, row, known)


def measured_month(area: Area, body: Organisation, month: str) -> Measured | None:
    """One month of one body, also while it lasts; None where nothing in it is measured."""
    found = _counted(Payment.objects.filter(area=area, body=body, month=month))
    known = list(editions(area))
    return next((_measured(area, row, known) for row in found), None)


def _counted(found: QuerySet[Payment]) -> Any:
    to_groups = found.filter(BY_KIND["vcs"], COUNTED, body__isnull=False).order_by()
    rows = to_groups.values("body__slug", "body__name", "body__sector", "month")
    counts = rows.annotate(
        counted=Count("pk"), known=Count("pk", filter=KNOWN), prompt=Count("pk", filter=ON_TIME)
    )
    return counts.order_by("month", "body__slug")


def _measured(area: Area, row: dict[str, Any], known: Sequence[Edition]) -> Measured:
    slug, last = row["body__slug"], last_day(row["month"])
    edition = next((one for one in known if _in_force(one, last)), None)
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


def _in_force(edition: Edition, on: date) -> bool:
    began, ended = edition.adopted_on, edition.superseded_on
    return bool(began and began <= on and (ended is None or on < ended))


def last_day(month: str) -> date:
    """The last day of a month that is written 2013-11."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def judged(area: Area, measured: Measured) -> list[tuple[Commitment, Judgement]]:
    """What the rules of the edition in force then say of a month, each with its commitment."""
    edition = edition_on(area, measured.on)
    if edition is None:
        return []
    days, owner, key = calendar_for(area), measured.owner, measured.key
    found: list[tuple[Commitment, Judgement]] = []
    by_key = {one.key: one for one in commitments(edition)}
    for rule in pack_of(edition).rules:
        if rule.record == RECORD:
            why = departure_for(area, RECORD, key, rule.commitment)
            judgement = judge(
                rule, measured.facts, owner=owner, calendar=days, departure=why, on=measured.on
            )
            found.append((by_key[rule.commitment], judgement))
    return found
