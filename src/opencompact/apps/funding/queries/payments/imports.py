"""Imports of payments as their pages ask, how a like file was read, and whose payments are."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from opencompact.apps.funding.models import PaymentRun, RunState
from opencompact.apps.organisations.models import Organisation, Sector
from opencompact.apps.organisations.models.naming import plain
from opencompact.base.areas.models import Area

PAYING = (Sector.PUBLIC, Sector.FUNDER)


def imports(area: Area) -> QuerySet[PaymentRun]:
    """The imports of an area, newest first, without their files."""
    found = PaymentRun.objects.filter(area=area).defer("text")
    return found.select_related("area", "body", "started_by")


def remembered(
    area: Area, body: Organisation | None, signature: str
) -> Mapping[str, Mapping[str, str]] | None:
    """How the last file of a body with these headings was read; None when there was none."""
    found = PaymentRun.objects.filter(area=area, body=body, signature=signature)
    begun = found.exclude(state=RunState.DRAFT).order_by("-started_at")
    return begun.values_list("mapping", flat=True).first()


def may_pay(area: Area) -> QuerySet[Organisation]:
    """The organisations whose payments can be imported: public bodies and funders, by name."""
    return Organisation.objects.filter(area=area, sector__in=PAYING)


def bodies_named(area: Area, names: Iterable[str]) -> dict[str, Organisation]:
    """The body on the register that each name is: by name, or by identifier. One query."""
    wanted = {name: plain(name) for name in names if name}
    if not wanted:
        return {}
    asked = Q(identifier__in=list(wanted))
    for name in set(wanted.values()):
        asked |= Q(match_key__startswith=f"{name}|")
    found: dict[str, list[Organisation]] = {}
    for one in may_pay(area).filter(asked):
        for key in (one.identifier, one.match_key.partition("|")[0]):
            found.setdefault(key, []).append(one)
    named = {name: found.get(name) or found.get(key, []) for name, key in wanted.items()}
    return {name: ones[0] for name, ones in named.items() if len(ones) == 1}
