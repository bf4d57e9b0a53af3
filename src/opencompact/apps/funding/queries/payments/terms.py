"""Payments against the terms of the agreement itself, where one can be found."""

from collections import defaultdict
from datetime import date, timedelta
from uuid import UUID

from opencompact.apps.funding.models import Agreement, Payment
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .listing import KNOWN, Asked, payments

Pair = tuple[UUID | None, UUID | None]
Term = tuple[date | None, date | None, int]


@record
class Terms:
    """How many payments fall under an agreement with terms of its own, and how many kept them."""

    counted: int
    kept: int


def own_terms(area: Area, asked: Asked) -> Terms:
    """Hold payments against the agreements of the same two sides that ran on the day. Two queries.

    Only agreements that name a number of days count; where several ran, the longest term does.
    """
    terms = _terms(area)
    sides = {pair[0] for pair in terms}, {pair[1] for pair in terms}
    if not terms:
        return Terms(0, 0)
    found = payments(area, asked).filter(KNOWN)
    found = found.filter(body__in=sides[0], payee__organisation__in=sides[1])
    held = [kept for one in found.iterator() if (kept := _kept(one, terms)) is not None]
    return Terms(len(held), sum(held))


def _terms(area: Area) -> dict[Pair, list[Term]]:
    found = Agreement.objects.filter(
        area=area, is_draft=False, payment_days__isnull=False, payee__organisation__isnull=False
    )
    terms: dict[Pair, list[Term]] = defaultdict(list)
    rows = found.values_list("funder", "payee__organisation", "starts", "ends", "payment_days")
    for funder, payee, starts, ends, days in rows:
        if payee and days is not None:
            terms[(funder, payee)].append((starts, ends, days))
    return dict(terms)


def _kept(one: Payment, terms: dict[Pair, list[Term]]) -> bool | None:
    """Whether a payment kept the terms of its agreement; None when it has none."""
    sides = one.body_id, one.payee.organisation_id if one.payee else None
    running = [
        days
        for starts, ends, days in terms.get(sides, ())
        if (starts is None or starts <= one.paid) and (ends is None or one.paid <= ends)
    ]
    if not running or one.basis_on is None:
        return None
    return one.paid <= one.basis_on + timedelta(days=max(running))
