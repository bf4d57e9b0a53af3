"""What comes after the letter: a reply, a reminder, an outcome, the end. Nothing is taken back."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.challenges import mail
from opencompact.apps.disputes.actions.challenges.gathering import day_fault, text_fault
from opencompact.apps.disputes.actions.challenges.holding import changed, held
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.models import Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import Happened, Outcome
from opencompact.apps.disputes.policy import can_answer_challenge, can_write_challenge
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.core.record import record

# What has to be said in words; the end of a challenge may go without.
IN_WORDS = frozenset({Happened.REPLY, Happened.FOLLOW_UP, Happened.OUTCOME})
LATER = tuple(one for one in Happened if one != Happened.SENT)


@record
class Note:
    """What happened: of which kind, on which day, in which words, with which outcome."""

    kind: Happened
    on: date
    text: str = ""
    outcome: str = ""


@transaction.atomic
def note_on_challenge(
    challenge: Challenge, note: Note, *, actor: Actor, on: date, at: datetime
) -> ChallengeEvent:
    """Note what happened after the letter was sent, and tell the other side.

    Whoever it was sent to can note a reply; everything else is the challengers'. NotNow before it
    is sent and after its end, UnfitError for the day, the words or the outcome.
    """
    now = held(challenge)
    side = _side(now, note, actor)
    events = list(now.events.all())
    if not events or events[-1].kind == Happened.CLOSED:
        raise NotNow(
            _("Nothing can be added to this challenge now."),
            [_("read it")],
        )
    _check(note, events, on)
    event: ChallengeEvent = ChallengeEvent.objects.create(
        area=now.area,
        challenge=now,
        sequence=len(events) + 1,
        kind=note.kind,
        on=note.on,
        at=at,
        text=note.text.strip(),
        outcome=note.outcome if note.kind == Happened.OUTCOME else "",
        organisation_id=side,
        actor_id=actor.user_id,
        actor_name=actor.name,
    )
    data = {"kind": note.kind.value, "on": note.on.isoformat(), "outcome": event.outcome}
    changed(now, "note_on_challenge", actor=actor, at=at, data=data)
    mail.tell_news(now, event, actor, on, at)
    return event


def _side(challenge: Challenge, note: Note, actor: Actor) -> UUID | None:
    """The organisation for which somebody notes it; PermissionDenied for whoever may not."""
    if can_write_challenge(actor, challenge):
        mine = actor.organisations()
        own = (one.organisation_id for one in challenge.challengers.all())
        return next((one for one in own if one in mine), None)
    if note.kind == Happened.REPLY and can_answer_challenge(actor, challenge):
        return challenge.body_id
    raise PermissionDenied


def _check(note: Note, events: list[ChallengeEvent], on: date) -> None:
    found = {"on": day_fault(note.on, on)}
    if note.on < events[0].on:
        found["on"] = _("The day must not be before the letter was sent")
    if note.kind in IN_WORDS:
        found["text"] = text_fault(note.text)
    if note.kind == Happened.OUTCOME and note.outcome not in Outcome.values:
        found["outcome"] = _("Select what came of it")
    if wrong := {name: fault for name, fault in found.items() if fault}:
        raise UnfitError(wrong)
