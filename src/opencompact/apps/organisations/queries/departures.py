"""Departures as the register of them asks: of a record, of a body, running, run out, late."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from opencompact.apps.organisations.models import Departure, Organisation
from opencompact.base.areas.models import Area
from opencompact.core import rules
from opencompact.core.record import record

Key = tuple[str, str, str]
"""The kind of a record, its key, and the key of the commitment."""
STATES: Final = ("running", "lapsed", "late", "withdrawn")


@record
class Asked:
    """What a reader asks of the departures; empty values ask for nothing."""

    body: str = ""
    state: str = ""
    commitment: str = ""


def departing(area: Area, asked: Asked, on: date) -> QuerySet[Departure]:
    """Departures as a reader asks for them, the latest first."""
    found = Departure.objects.filter(area=area).select_related("area", "body", "commitment")
    found = found.select_related("commitment__edition")
    if asked.body:
        found = found.filter(body__slug=asked.body)
    if asked.commitment:
        found = found.filter(commitment__key=asked.commitment)
    return _in_state(found, asked.state, on)


def _in_state(found: QuerySet[Departure], state: str, on: date) -> QuerySet[Departure]:
    if state == "withdrawn":
        return found.exclude(withdrawn_on=None)
    if state == "late":
        return found.alias(day_filed=TruncDate("filed_at")).filter(day_filed__gt=F("event_on"))
    if state in STATES:
        over = Q(expires__lt=on)
        return found.filter(over if state == "lapsed" else ~over, withdrawn_on=None)
    return found


def numbered(number: str) -> QuerySet[Departure]:
    """The departure with a number, in the current area."""
    return Departure.objects.filter(number=number).select_related(
        "area", "body", "commitment__edition", "filed_by"
    )


def departures_about(area: Area, record: str, key: str) -> QuerySet[Departure]:
    """The departures filed about one record, for its page."""
    found = Departure.objects.filter(area=area, record=record, key=key)
    return found.select_related("area", "body", "commitment").order_by("filed_at", "number")


def bodies_departing(area: Area) -> QuerySet[Organisation]:
    """The bodies that have filed a departure, by name."""
    return Organisation.objects.filter(area=area, departures__isnull=False).distinct()


def departure_for(area: Area, record: str, key: str, commitment: str) -> rules.Departure | None:
    """What may explain why a record does not keep a commitment."""
    found = Departure.objects.filter(area=area, record=record, key=key)
    return next(iter(_chosen(found.filter(commitment__key=commitment)).values()), None)


def every_departure(area: Area) -> Mapping[Key, rules.Departure]:
    """The same for all records at once, by record, key and commitment. One query."""
    return _chosen(Departure.objects.filter(area=area))


def _chosen(found: QuerySet[Departure]) -> dict[Key, rules.Departure]:
    """Of several for one matter the last that came in time; where none did, the last."""
    chosen: dict[Key, rules.Departure] = {}
    ordered = found.select_related("commitment").order_by("filed_at", "number")
    for one in sorted(ordered, key=lambda one: not one.is_late):
        chosen[(one.record, one.key, one.commitment.key)] = as_rule(one)
    return chosen


def as_rule(departure: Departure) -> rules.Departure:
    """A departure as the rules read it."""
    return rules.Departure(
        reason=departure.reason,
        mitigation=departure.mitigation,
        approver=departure.approver,
        filed=departure.filed_on,
        expires=departure.last_day,
    )


def lapsed(area: Area, on: date) -> QuerySet[Departure]:
    """Departures that ran out before a day and of which nobody said that the matter is settled.

    Whoever filed another for the same matter has answered the question.
    """
    later = Departure.objects.filter(
        record=OuterRef("record"),
        key=OuterRef("key"),
        commitment__key=OuterRef("commitment__key"),
        expires__gte=on,
        withdrawn_on=None,
    )
    found = Departure.objects.filter(~Exists(later), area=area, expires__lt=on)
    found = found.filter(withdrawn_on=None, settled_on=None)
    return found.select_related("area", "body", "commitment").order_by("expires", "number")
