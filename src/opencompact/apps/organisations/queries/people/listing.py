"""The list of people: roles as an officer asks for them, and everything about one person."""

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from opencompact.apps.organisations.models import Organisation, Role, Training
from opencompact.apps.organisations.queries import days
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .holding import role_of

MOST_WORDS: Final = 8
ORDER: Final = ("kind", "organisation__match_key", "user__name", "user__email", "starts", "id")


@record
class Sought:
    """What somebody asks of the list; empty values ask for nothing.

    `when` is empty for today, or `past`, `to-come` or `all`.
    """

    text: str = ""
    kind: str = ""
    organisation: Organisation | None = None
    when: str = ""


def people(area: Area, sought: Sought, on: date) -> QuerySet[Role]:
    """Roles as somebody asks for them, each with its person and organisation."""
    found = role_of(area).filter(_when(sought.when, on))
    if sought.kind in set(RoleKind):
        found = found.filter(kind=sought.kind)
    if sought.organisation:
        found = found.filter(organisation=sought.organisation)
    for word in sought.text.split()[:MOST_WORDS]:
        found = found.filter(
            Q(user__name__icontains=word)
            | Q(user__email__icontains=word)
            | Q(area_of_organisation__icontains=word)
            | Q(organisation__name__icontains=word)
        )
    return found.order_by(*ORDER)


def _when(when: str, on: date) -> Q:
    if when == "past":
        return Q(ends__lte=on)
    if when == "to-come":
        return Q(starts__gt=on)
    return Q() if when == "all" else days.held(on)


def roles_of_person(area: Area, user_id: UUID) -> QuerySet[Role]:
    """Every role that somebody has, had or will have, with their organisations."""
    return role_of(area).filter(user=user_id).order_by(*ORDER)


def training_of(area: Area, user_id: UUID) -> QuerySet[Training]:
    """What somebody has learnt for their roles in an area, the latest first."""
    return Training.objects.filter(area=area, user=user_id)
