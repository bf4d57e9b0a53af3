"""Who may have removed what is past its time: it takes two, and neither has a tie to the matter."""

from opencompact.apps.disputes.models import Case, Challenge, Clearing, Report
from opencompact.apps.disputes.policy.log import KEEPERS, can_keep_report, is_tied
from opencompact.apps.disputes.policy.parts import KEEPING, holds, is_conflicted
from opencompact.base.areas.actor import Actor, RoleKind


def can_see_past(actor: Actor) -> bool:
    """The officers and the chair keep the area's papers, and see for how long."""
    return any(actor.is_(kind) for kind in KEEPERS)


def can_clear_case(actor: Actor, case: Case) -> bool:
    """Whoever keeps the case and was never on a side of it."""
    keeps = any(hold.holder in KEEPING for hold in holds(actor, case))
    return can_see_past(actor) and keeps and not is_conflicted(actor, case)


def can_clear_report(
    actor: Actor, report: Report, waiting: Clearing | None, *, kept_by: RoleKind | None
) -> bool:
    """Whoever keeps it. A chair without a tie learns its number once an officer has proposed it."""
    keeps = can_keep_report(actor, report, kept_by=kept_by)
    learns = waiting is not None and not is_tied(actor, report)
    return can_see_past(actor) and (keeps or learns)


def can_clear_challenge(actor: Actor, challenge: Challenge) -> bool:
    """An officer or the chair without a role on either side. They learn its reference alone."""
    sides = {challenge.body_id, *(one.organisation_id for one in challenge.challengers.all())}
    return can_see_past(actor) and not sides.intersection(actor.organisations())


def is_second(actor: Actor, waiting: Clearing | None) -> bool:
    """Whoever confirms is another person than whoever proposed."""
    return waiting is not None and actor.signed_in and waiting.proposed_by_id != actor.user_id
