"""Reads of the chain that pages need."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, QuerySet

from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area

from .models import Event, kind


def events_for(obj: Model) -> QuerySet[Event]:
    """What happened to one object, oldest first."""
    return Event.objects.filter(object_type=kind(obj), object_id=str(obj.pk))


def events_in(area: Area) -> QuerySet[Event]:
    """What happened in one area, newest first."""
    return Event.objects.filter(area=area).order_by("-id")


def names_of(events: Iterable[Event]) -> dict[UUID | None, str]:
    """Who did these things, by the id in the event: names stand in no event. One query."""
    asked = {event.actor_id for event in events if event.actor_id}
    found: dict[UUID | None, str] = {None: SYSTEM.name}
    found.update((user.pk, str(user)) for user in User.objects.filter(pk__in=asked))
    return found


def latest(area: Area, without: Iterable[str] = ()) -> int:
    """The number of the last event of an area: while it stays, nothing was recorded. 0 for none.

    Events whose verbs begin with one of `without` do not count.
    """
    found = Event.objects.filter(area=area).order_by("-id")
    for verb in without:
        found = found.exclude(verb__startswith=verb)
    return found.values_list("id", flat=True).first() or 0
