"""Reads of the chain that pages need."""

from django.db.models import Model, QuerySet

from opencompact.base.areas.models import Area

from .models import Event, kind


def events_for(obj: Model) -> QuerySet[Event]:
    """What happened to one object, oldest first."""
    return Event.objects.filter(object_type=kind(obj), object_id=str(obj.pk))


def events_in(area: Area) -> QuerySet[Event]:
    """What happened in one area, newest first."""
    return Event.objects.filter(area=area).order_by("-id")
