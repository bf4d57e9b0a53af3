"""Sending the letter of a challenge: it is kept as it went, and nothing in it changes after."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.challenges import mail
from opencompact.apps.disputes.actions.challenges.gathering import day_fault
from opencompact.apps.disputes.actions.challenges.holding import changed, open_to_change
from opencompact.apps.disputes.actions.faults import UnfitError
from opencompact.apps.disputes.models import Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import Happened, How, Route
from opencompact.apps.disputes.queries.challenges import (
    answering,
    letter_as_it_stands,
    unfinished,
)
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def send_challenge(  # noqa: PLR0913 - a letter that goes: how, on which day, over which version
    challenge: Challenge,
    how: str,
    *,
    sent_on: date | None = None,
    version: int | None = None,
    actor: Actor,
    on: date,
    at: datetime,
) -> ChallengeEvent:
    """Send the letter by mail from here, or note how and when it went.

    NotNow while something is missing, UnfitError for how or when it went, ChangedError when
    somebody else changed the challenge meanwhile.
    """
    now = open_to_change(challenge, actor, version)
    if missing := unfinished(now):
        raise NotNow(_("The letter is not complete yet."), missing)
    went = on if how == How.MAIL else sent_on or on
    found = {"sent_on": day_fault(went, on), "how": _how_fault(now, how, on)}
    if wrong := {name: fault for name, fault in found.items() if fault}:
        raise UnfitError(wrong)
    event: ChallengeEvent = ChallengeEvent.objects.create(
        area=now.area,
        challenge=now,
        sequence=1,
        kind=Happened.SENT,
        on=went,
        at=at,
        how=how,
        letter=letter_as_it_stands(now, went).dump(),
        actor_id=actor.user_id,
        actor_name=actor.name,
    )
    data = {"how": how, "on": went.isoformat(), "copied": now.copied}
    changed(now, "send_challenge", actor=actor, at=at, data=data)
    mail.tell_sent(now, event, on, at)
    return event


def _how_fault(challenge: Challenge, how: str, on: date) -> str:
    if how not in How.values:
        return _("Select how the letter goes")
    if how == How.MAIL and not can_mail(challenge, on):
        return _("There is no mail address for whoever it goes to: send it another way")
    return ""


def can_mail(challenge: Challenge, on: date) -> bool:
    """Say whether the letter can go by mail from here."""
    if challenge.route == Route.NAMED:
        return bool(challenge.to_email)
    if challenge.route == Route.ROLE:
        return challenge.to_role in answering(challenge.body, on)
    return bool(answering(challenge.body, on))
