"""Named reads of agreements: as a reader may know of them, as lists want them, as files do."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, Q, QuerySet, Sum

from opencompact.apps.funding.models import Agreement, Type, Variation
from opencompact.apps.funding.policy.grants import bodies_of
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.policy import is_officer
from opencompact.base.areas.actor import Actor
from opencompact.core import payees
from opencompact.core.record import record

MOST_WORDS: Final = 12
COUNTED: Final = "GBP"
LAST_FIRST = F("awarded").desc(nulls_last=True)
SORTS: Final[dict[str, tuple[Any, ...]]] = {
    "": (LAST_FIRST, "number"),
    "oldest": (F("awarded").asc(nulls_last=True), "number"),
    "largest": ("-value", "number"),
    "smallest": ("value", "number"),
    "ending": (F("ends").asc(nulls_last=True), "number"),
    "recipient": ("payee__search", "number"),
}
STATES: Final = ("running", "coming", "ended", "open-ended")


@record
class Wanted:
    """What a reader asks of the agreements; empty values ask for nothing."""

    text: str = ""
    funder: str = ""
    recipient: str = ""
    programme: str = ""
    type: str = ""
    year: int | None = None
    state: str = ""
    sort: str = ""


def visible(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that somebody may know of: those published, and the drafts they keep."""
    if is_officer(actor):
        return Agreement.objects.all()
    mine = bodies_of(actor)
    published = Q(is_draft=False)
    return Agreement.objects.filter(published | Q(funder__in=mine) if mine else published)


def agreements(actor: Actor, wanted: Wanted, on: date) -> QuerySet[Agreement]:
    """Agreements as a reader asks for them, each with its funder, payee and programme."""
    found = visible(actor)
    for word in payees.plain(wanted.text).split()[:MOST_WORDS]:
        found = found.filter(search__contains=f" {word}")
    if wanted.funder:
        found = found.filter(funder__slug=wanted.funder)
    if wanted.recipient:
        found = found.filter(payee__organisation__slug=wanted.recipient)
    if wanted.programme:
        found = found.filter(
            Q(programme__slug=wanted.programme) | Q(programme_title=wanted.programme)
        )
    if wanted.type in Type.values:
        found = found.filter(type=wanted.type)
    if wanted.year:
        found = found.filter(awarded__year=wanted.year)
    found = _in_state(found, wanted.state, on)
    found = found.select_related("funder", "payee__organisation", "programme").defer("source")
    return found.order_by(*SORTS.get(wanted.sort, SORTS[""]))


def _in_state(found: QuerySet[Agreement], state: str, on: date) -> QuerySet[Agreement]:
    asked = {
        "running": Q(starts__lte=on, ends__gte=on),
        "coming": Q(starts__gt=on),
        "ended": Q(ends__lt=on),
        "open-ended": Q(ends=None),
    }
    return found.filter(asked[state]) if state in asked else found


def worth(found: QuerySet[Agreement]) -> Decimal:
    """What agreements come to, those in pounds."""
    counted = found.filter(currency=COUNTED).order_by()
    return counted.aggregate(total=Sum("value"))["total"] or Decimal(0)


def numbered(actor: Actor, number: str) -> QuerySet[Agreement]:
    """The agreement with a number, where somebody may know of it."""
    found = visible(actor).filter(number=number)
    return found.select_related("area", "funder", "payee__organisation", "programme")


def variations(agreement: Agreement) -> QuerySet[Variation]:
    """What was changed in an agreement, the latest first."""
    return Variation.objects.filter(agreement=agreement).order_by("-position")


def funders(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that have given something, by name."""
    given = visible(actor).order_by().values("funder")
    return Organisation.objects.filter(pk__in=given)


def programme_titles(actor: Actor) -> list[str]:
    """The programmes that agreements name, by title."""
    found = visible(actor).exclude(programme_title="").order_by("programme_title")
    return list(found.values_list("programme_title", flat=True).distinct())


def years(actor: Actor) -> list[int]:
    """The years in which something was awarded, the latest first."""
    found = visible(actor).order_by().exclude(awarded=None)
    return sorted({day.year for day in found.dates("awarded", "year")}, reverse=True)


def to_give_out() -> QuerySet[Agreement]:
    """The grants that everybody may have, with all that a file of them needs, oldest first."""
    found = Agreement.objects.filter(is_draft=False, type=Type.GRANT).exclude(identifier="")
    return found.select_related("funder", "payee").order_by("awarded", "number")
