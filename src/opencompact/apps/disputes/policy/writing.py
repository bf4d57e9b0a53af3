"""Who may write a challenge or a letter about a step, and read one; who keeps the signposts."""

from uuid import UUID

from opencompact.apps.disputes.models import (
    Case,
    Challenge,
)
from opencompact.apps.disputes.models.challenges import Happened
from opencompact.apps.disputes.policy.parts import holds
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.procedure import Holder

# Whose roles in an organisation let them read a challenge that was sent to it.
ANSWERING = frozenset({RoleKind.REPRESENTATIVE, RoleKind.LEAD, RoleKind.CHAMPION})


def can_challenge(actor: Actor) -> bool:
    """Representatives challenge for their organisation."""
    return bool(actor.organisations(RoleKind.REPRESENTATIVE))


def can_challenge_for(actor: Actor, organisation_id: UUID) -> bool:
    """A representative writes for the own organisation only."""
    return organisation_id in actor.organisations(RoleKind.REPRESENTATIVE)


def can_see_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Its challengers; once it is sent those it went to, and officers who have a copy."""
    return (
        can_write_challenge(actor, challenge)
        or can_answer_challenge(actor, challenge)
        or _has_a_copy(actor, challenge)
    )


def can_write_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Whoever speaks for one of the challengers."""
    mine = actor.organisations(RoleKind.REPRESENTATIVE)
    return any(one.organisation_id in mine for one in challenge.challengers.all())


def can_answer_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Whoever speaks for the organisation that it was sent to; before that nobody there knows."""
    held = (role.organisation_id for role in actor.roles if role.kind in ANSWERING)
    return is_sent(challenge) and challenge.body_id in held


def can_track_challenge(actor: Actor, challenge: Challenge) -> bool:
    """Either side notes a reply."""
    return can_write_challenge(actor, challenge) or can_answer_challenge(actor, challenge)


def is_sent(challenge: Challenge) -> bool:
    """Say whether a challenge has left its writers."""
    return any(event.kind == Happened.SENT for event in challenge.events.all())


def can_see_challenges(actor: Actor) -> bool:
    """Everybody who is signed in has a list, perhaps an empty one."""
    return actor.signed_in


def can_write_letter(actor: Actor, case: Case, open_to: frozenset[str]) -> bool:
    """Whoever runs the procedure writes about a step that is open to them; a party does not."""
    return any(
        hold.role in open_to and hold.holder in {Holder.CHAIR, Holder.OFFICER, Holder.MEDIATOR}
        for hold in holds(actor, case)
    )


def can_word_letters(actor: Actor) -> bool:
    """Officers keep the words with which letters about steps begin."""
    return actor.is_(RoleKind.OFFICER)


def can_keep_signposts(actor: Actor) -> bool:
    """Officers keep the signposts of the area."""
    return actor.is_(RoleKind.OFFICER)


def _has_a_copy(actor: Actor, challenge: Challenge) -> bool:
    """An officer without a tie with one of the sides, when the writers sent a copy."""
    sides = {challenge.body_id, *(one.organisation_id for one in challenge.challengers.all())}
    untied = not sides.intersection(actor.organisations())
    return challenge.copied and is_sent(challenge) and actor.is_(RoleKind.OFFICER) and untied
