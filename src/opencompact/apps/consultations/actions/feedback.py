"""Feedback: kept as a draft, published, told once to those who asked for it, and reminded of."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Feedback, Response
from opencompact.apps.consultations.queries import (
    CLOSED,
    consultations,
    feedback_due,
    feedback_of,
    keepers,
    named_too_long,
    state_of,
    to_tell,
    unfinished,
)
from opencompact.base import audit, notify
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify.links import revoke
from opencompact.base.ui.dates import day

from . import kinds
from .faults import EditConflict, UnfitError
from .register import locked

TEXTS: Final = ("heard", "changed", "unchanged")


@transaction.atomic
def write_feedback(
    consultation: Consultation,
    texts: Mapping[str, str],
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> Feedback:
    """Keep a draft of the feedback, or mend what is published; EditConflict for the slower one."""
    stored = locked(consultation)
    found = _begun(stored)
    if found.version != version:
        raise EditConflict(found)
    changed = [name for name in TEXTS if getattr(found, name) != texts[name].strip()]
    if found.published_on and not texts["heard"].strip():
        raise UnfitError({"heard": _("Enter what you heard")})
    if changed:
        for name in TEXTS:
            setattr(found, name, texts[name].strip())
        found.version += 1
        found.save()
        _noted("write_feedback", stored, actor, at, fields=changed)
    return found


@transaction.atomic
def publish_feedback(consultation: Consultation, *, actor: Actor, at: datetime) -> Feedback:
    """Publish what was written, and tell those who asked for it."""
    stored = locked(consultation)
    found = _begun(stored)
    if found.published_on is not None:
        raise NotNow(_("The feedback is published already."))
    if not found.heard.strip():
        raise UnfitError({"heard": _("Enter what you heard")})
    if not found.changed.strip() and not found.unchanged.strip():
        raise UnfitError({"changed": _("Enter what changes, or what does not and why")})
    found.published_on = timezone.localdate(at)
    found.save()
    _noted("publish_feedback", stored, actor, at)
    for response in to_tell(found):
        _tell(stored, response, at)
    return found


def _begun(stored: Consultation) -> Feedback:
    """The feedback as it is now. There is none before anything has closed."""
    today = stored.windows.all()
    if stored.is_draft or not today:
        raise NotNow(_("Feedback comes after a consultation that was open."))
    kept = Feedback.objects.select_for_update().filter(consultation=stored).first()
    return kept or Feedback(area=stored.area, consultation=stored)


def _tell(consultation: Consultation, response: Response, at: datetime) -> None:
    notify.queue(
        area=consultation.area,
        key=f"{kinds.TOLD}:{response.pk}",
        to=[("", response.email)],
        kind=kinds.TOLD,
        facts={"title": consultation.title},
        about=str(response.pk),
        link=f"{consultation.get_absolute_url()}#came",
        why=kinds.why_answering,
        at=at,
    )
    response.told_on = timezone.localdate(at)
    response.save(update_fields=["told_on"])


@transaction.atomic
def remind(consultation: Consultation, due: date, when: str, on: date, at: datetime) -> int:
    """Remind those who keep a consultation of feedback that is due: once before, once after."""
    return notify.queue(
        area=consultation.area,
        key=f"{kinds.DUE}:{consultation.pk}:{due.isoformat()}:{when}",
        to=keepers(consultation, on),
        kind=kinds.DUE,
        facts=lambda: {
            "number": consultation.number,
            "title": consultation.title,
            "day": day(due),
        },
        about=str(consultation.pk),
        due=due,
        link=f"{consultation.get_absolute_url()}feedback/",
        at=at,
    )


def awaiting(area: Area, on: date) -> list[tuple[Consultation, date]]:
    """Consultations that have closed, whose feedback is due by a day and not published."""
    found = consultations(area).exclude(published_on=None).filter(withdrawn_on=None)
    told = [(one, feedback_of(one)) for one in found if state_of(one, on) == CLOSED]
    open_ones = [one for one, feedback in told if feedback is None or not feedback.published_on]
    return [(one, due) for one in open_ones if (due := feedback_due(one)) is not None]


@transaction.atomic
def forget(area: Area, on: date, at: datetime) -> int:
    """Remove answers that nobody can send any more, and names that were kept long enough."""
    removed = list(unfinished(area, on))
    for one in removed:
        revoke(one, at=at)
        one.delete()
    named = named_too_long(area, on).update(name="", email="", wants_feedback=False)
    if removed or named:
        data = {"removed": len(removed), "named": named}
        audit.record("consultations.forget", actor=SYSTEM, area=area, data=data, at=at)
    return len(removed) + named


def _noted(verb: str, stored: Consultation, actor: Actor, at: datetime, **data: list[str]) -> None:
    audit.record(
        f"consultations.{verb}", actor=actor, area=stored.area, obj=stored,
        data={"number": stored.number, **data}, at=at,
    )  # fmt: skip
