"""Holding a challenge while it is changed: who may, whether it can still be, and what is noted."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.policy import can_write_challenge, is_sent
from opencompact.apps.disputes.queries.challenges import challenges
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


class ChangedError(RuntimeError):
    """Somebody else changed the challenge since the page was opened; nothing was written."""


def held(challenge: Challenge, version: int | None = None) -> Challenge:
    """The challenge as it is now, held to the end of the transaction."""
    Challenge.objects.select_for_update().get(pk=challenge.pk)
    now: Challenge = challenges().get(pk=challenge.pk)
    if version is not None and now.version != version:
        raise ChangedError(str(now.pk))
    return now


def open_to_change(challenge: Challenge, actor: Actor, version: int | None = None) -> Challenge:
    """Hold a challenge that its writer may still change; PermissionDenied, or NotNow once sent."""
    now = held(challenge, version)
    if not can_write_challenge(actor, now):
        raise PermissionDenied
    if is_sent(now):
        raise NotNow(
            _("The letter has been sent, so its facts stay as they went."),
            [_("note what came of it"), _("write a new one")],
        )
    return now


def changed(
    challenge: Challenge,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Write fields of a challenge, let its version rise and record what was done, without words."""
    Challenge.objects.filter(pk=challenge.pk).update(version=models.F("version") + 1, **fields)
    audit.record(
        f"disputes.{verb}",
        actor=actor,
        area=challenge.area,
        obj=challenge,
        data=data or {},
        at=at,
    )
