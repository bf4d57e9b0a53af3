"""Making a private calendar, whose address is told once, and ending it."""

import secrets
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction

from opencompact.apps.disputes.models import PrivateCalendar
from opencompact.apps.disputes.policy import can_end_calendar, can_follow
from opencompact.apps.disputes.queries import fingerprint, seats_of
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

LENGTH: Final = 32


@transaction.atomic
def make_calendar(area: Area, part: str, *, actor: Actor, at: datetime) -> str:
    """Make a calendar, or give the one there is a new address; return what is secret in it.

    The old address stops. PermissionDenied for somebody who has no such part.
    """
    if not can_follow(actor, part, seats_of(actor)):
        raise PermissionDenied
    token = secrets.token_urlsafe(LENGTH)
    made, _ = PrivateCalendar.objects.update_or_create(
        area=area,
        user_id=actor.user_id,
        part=str(part),
        defaults={"token_hash": fingerprint(token), "made_at": at},
    )
    _record("disputes.make_calendar", made, actor=actor, at=at)
    return token


@transaction.atomic
def end_calendar(calendar: PrivateCalendar, *, actor: Actor, at: datetime) -> None:
    """End a calendar: its address is unknown from then on. PermissionDenied for another's."""
    if not can_end_calendar(actor, calendar):
        raise PermissionDenied
    _record("disputes.end_calendar", calendar, actor=actor, at=at)
    calendar.delete()


def _record(verb: str, calendar: PrivateCalendar, *, actor: Actor, at: datetime) -> None:
    data = {"part": calendar.part, "person": str(calendar.user_id)}
    audit.record(verb, actor=actor, area=calendar.area, obj=calendar, data=data, at=at)
