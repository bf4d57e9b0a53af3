"""Mail about challenges: that there is a letter, that there is news, that no answer has come."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.challenges import kinds
from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.models import Challenge, ChallengeEvent
from opencompact.apps.disputes.models.challenges import How, Route
from opencompact.apps.disputes.queries.challenges import (
    answering,
    silent_challenges,
    standing,
)
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import addresses, officers, representatives
from opencompact.base import notify
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.notify import links
from opencompact.base.ui.dates import day, weekday

READ_LETTER: Final = "disputes.read_letter"


def tell_sent(challenge: Challenge, event: ChallengeEvent, on: date, at: datetime) -> None:
    """Tell whoever the letter goes to by mail, and the officers when they have a copy."""
    if event.how == How.MAIL:
        if challenge.route == Route.NAMED:
            _send_link(challenge, at)
        else:
            _queue(challenge, kinds.LETTER, _recipients(challenge, on), event, at)
    if challenge.copied:
        _queue(challenge, kinds.COPY, _untied(challenge, on), event, at)


def tell_news(
    challenge: Challenge, event: ChallengeEvent, actor: Actor, on: date, at: datetime
) -> None:
    """Tell everybody on either side that something was noted, but for whoever did it."""
    found = addresses([*_writers(challenge, on), *answering(challenge.body, on)])
    others = [(name, address) for name, address in found if address != actor.email]
    _queue(challenge, kinds.NEWS, others, event, at)


def remind_of_replies(area: Area, on: date, at: datetime) -> int:
    """Tell the challengers once that the usual time has passed without an answer."""
    calendar, told = calendar_for(area), 0
    for challenge in silent_challenges():
        now = standing(challenge, calendar, on)
        if now.slow and now.reply:
            facts = {"day": later(weekday)(now.reply.due)}
            to = addresses(_writers(challenge, on))
            told += _queue(challenge, kinds.SILENCE, to, now.events[-1], at, facts)
    return told


def _writers(challenge: Challenge, on: date) -> list[Role]:
    """Whoever speaks for one of the challengers."""
    found = challenge.challengers.all()
    return [role for one in found for role in representatives(one.organisation, on)]


def _recipients(challenge: Challenge, on: date) -> list[tuple[str, str]]:
    held = answering(challenge.body, on)
    if challenge.route == Route.ROLE:
        held = [role for role in held if role.pk == challenge.to_role_id]
    return addresses(held)


def _untied(challenge: Challenge, on: date) -> list[tuple[str, str]]:
    """The officers but for those who have a role in one of the organisations."""
    sides = [challenge.body, *(one.organisation for one in challenge.challengers.all())]
    tied = {role.user.email for side in sides for role in side.roles.select_related("user")}
    return [one for one in officers(challenge.area, on) if one[1] not in tied]


def _queue(
    challenge: Challenge,
    kind: str,
    to: list[tuple[str, str]],
    event: ChallengeEvent,
    at: datetime,
    facts: dict[str, str] | None = None,
) -> int:
    return notify.queue(
        area=challenge.area,
        key=f"{kind}:{event.pk}",
        to=to,
        kind=kind,
        facts={"reference": challenge.reference, **(facts or {})},
        about=str(challenge.pk),
        link=challenge.get_absolute_url(),
        at=at,
    )


def _send_link(challenge: Challenge, at: datetime) -> None:
    """Mail a link to somebody without an account: it opens the letter and nothing else."""
    offered = links.offer(
        area=challenge.area,
        purpose=READ_LETTER,
        to=links.Reader(challenge.to_name, challenge.to_email),
        obj=challenge,
        says=_("read a letter"),
        at=at,
    )
    link = offered.link
    notify.queue(
        area=challenge.area,
        key=f"{kinds.GUEST}:{link.pk}",
        to=[(link.to_name, link.to_address)],
        kind=kinds.GUEST,
        facts={"reference": challenge.reference, "last": later(day)(link.expires_at)},
        about=str(challenge.pk),
        link=offered.path,
        why=lambda: _("You get this message because {address} was named for it.").format(
            address=link.to_address
        ),
        at=at,
    )
