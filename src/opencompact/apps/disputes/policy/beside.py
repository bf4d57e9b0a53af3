"""Who advises a side, comes to a meeting, and follows what was agreed at the end."""

from collections.abc import Iterable

from opencompact.apps.disputes.models import (
    Adviser,
    Case,
    Party,
    Undertaking,
)
from opencompact.apps.disputes.policy.cases import can_seat
from opencompact.apps.disputes.policy.parts import JUDGING, KEEPING, Hold, holds, procedure_of
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.procedure import Procedure, Step


def can_invite_adviser(actor: Actor, case: Case, party: Party) -> bool:
    """Whoever speaks for a side says who reads with it."""
    return any(hold.party == party.key for hold in holds(actor, case))


def can_be_adviser(candidate: Actor, case: Case, party: Party) -> bool:
    """Nobody who has a part in the case, or had one, or belongs to another of its sides."""
    seated = any(seat.user_id == candidate.user_id for seat in case.seats.all())
    others = {one.organisation_id for one in case.parties.all() if one.pk != party.pk}
    return not (holds(candidate, case) or seated or others & candidate.organisations())


def can_accept_advising(candidate: Actor, adviser: Adviser) -> bool:
    """Asked again when the invitation is accepted: much can have happened since."""
    mine = adviser.user_id == candidate.user_id and adviser.ended_on is None
    return mine and can_be_adviser(candidate, adviser.case, adviser.party)


def can_end_adviser(actor: Actor, case: Case, adviser: Adviser) -> bool:
    """The side that asked for the advice, and whoever gives it."""
    return adviser.user_id == actor.user_id or can_invite_adviser(actor, case, adviser.party)


def can_admit_adviser(actor: Actor, case: Case, party: Party) -> bool:
    """Each side says for itself whether somebody's adviser comes into the mediation room."""
    return can_invite_adviser(actor, case, party)


def comes_to(procedure: Procedure, step: Step) -> frozenset[str]:
    """The roles that come to the meeting a step fixes: those it names, else chair and panel."""
    if step.schedules and step.schedules.who:
        return frozenset(step.schedules.who)
    return frozenset(role.key for role in procedure.roles if role.held_by in JUDGING)


def can_say_days(actor: Actor, case: Case) -> bool:
    """Whoever may have to come to a meeting says on which days they cannot."""
    return says_days(holds(actor, case), procedure_of(case))


def says_days(held: Iterable[Hold], procedure: Procedure) -> bool:
    """Say whether these roles come to one of the meetings of a procedure."""
    wanted = {
        role for step in procedure.steps if step.schedules for role in comes_to(procedure, step)
    }
    return any(hold.role in wanted for hold in held)


def can_see_days(actor: Actor, case: Case) -> bool:
    """Those who fix the day, sit on it, or arrange it see on which days the others cannot come."""
    return any(hold.holder in JUDGING | KEEPING for hold in holds(actor, case))


def can_keep_holidays(actor: Actor) -> bool:
    """The officers keep the area's own days."""
    return actor.is_(RoleKind.OFFICER)


def can_note_undertaking(actor: Actor, case: Case, *, sealed: bool) -> bool:
    """The sides, and whoever keeps the case; of what mediation settled the sides alone know."""
    held = holds(actor, case)
    keeps = not sealed and any(hold.holder in KEEPING for hold in held)
    return keeps or any(hold.party for hold in held)


def can_see_undertaking(actor: Actor, case: Case, one: Undertaking) -> bool:
    """Everybody of the case, but of what comes out of mediation the sides alone."""
    return sees_undertaking(holds(actor, case), one)


def sees_undertaking(held: Iterable[Hold], one: Undertaking) -> bool:
    """The same for roles that are known already."""
    return any(hold.party or not one.sealed for hold in held)


def can_refer(actor: Actor, case: Case) -> bool:
    """The chair and the support team note where a case was passed on to."""
    return can_seat(actor, case)


def can_write_learning(actor: Actor, case: Case) -> bool:
    """The chair and the support team say what others can learn from a case."""
    return can_seat(actor, case)


def can_see_feedback(actor: Actor) -> bool:
    """The officers read what sides said of the procedure."""
    return actor.is_(RoleKind.OFFICER)


def can_close_task(actor: Actor) -> bool:
    """The officers note that words stay as they are."""
    return actor.is_(RoleKind.OFFICER)
