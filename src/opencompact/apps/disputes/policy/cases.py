"""Who may raise a case, see it, take its steps, seat people, publish and follow its dates."""

from collections.abc import Iterable
from uuid import UUID

from opencompact.apps.disputes.models import (
    Case,
    Finding,
    MovedDate,
    PrivateCalendar,
)
from opencompact.apps.disputes.models.calendars import CHAMPION
from opencompact.apps.disputes.policy.parts import (
    PARTS,
    Hold,
    holds,
    is_kept_out,
    procedure_of,
    was_adviser,
    was_inside,
)
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.procedure import Holder, Procedure, Step


def can_see_case(actor: Actor, case: Case) -> bool:
    """Its parties, its chair, panel and mediator, and the support team."""
    return bool(holds(actor, case))


def can_take(actor: Actor, case: Case, step: Step) -> bool:
    """Say whether the step is for this person, now or at some other time."""
    mine = any(hold.role in step.by for hold in holds(actor, case))
    return mine and not needs_second_person(actor, case, step)


def can_accept_day(actor: Actor, case: Case, moved: MovedDate) -> bool:
    """An earlier last day is accepted by whoever it takes time from."""
    return owns_limit(holds(actor, case), procedure_of(case), moved)


def owns_limit(held: Iterable[Hold], procedure: Procedure, moved: MovedDate) -> bool:
    """Say whether these roles include that of the owner of a limit, for the side whose it is."""
    owner = procedure.clock(moved.clock).owner
    return any(hold.role == owner and moved.party in {"", hold.party} for hold in held)


def needs_second_person(actor: Actor, case: Case, step: Step) -> bool:
    """Say whether `step` carries out a choice that `actor` recorded: it takes another."""
    chose = [
        event for event in case.events.all() if step.ends_with and event.step == step.ends_with
    ]
    return bool(chose) and chose[-1].actor_id == actor.user_id


def can_raise(actor: Actor) -> bool:
    """Representatives raise a disagreement for their organisation."""
    return bool(actor.organisations(RoleKind.REPRESENTATIVE))


def can_raise_for(actor: Actor, organisation_id: UUID) -> bool:
    """A representative speaks for the own organisation only."""
    return organisation_id in actor.organisations(RoleKind.REPRESENTATIVE)


def can_list(actor: Actor) -> bool:
    """Everybody who is signed in has a list, perhaps an empty one."""
    return actor.signed_in


def can_export(actor: Actor) -> bool:
    """The officer and the chair take the list away as a file."""
    return actor.is_(RoleKind.OFFICER) or actor.is_(RoleKind.CHAIR)


def can_seat(actor: Actor, case: Case) -> bool:
    """The chair and the support team say who sits in a case."""
    return any(hold.holder in {Holder.CHAIR, Holder.OFFICER} for hold in holds(actor, case))


def can_be_seated(candidate: Actor, case: Case, holder: Holder) -> bool:
    """Nobody from a party, nobody on both sides of the wall round the mediation room.

    Where the procedure recuses nobody from what the seat is for, people of a party may have it who
    do not speak for it.
    """
    if is_kept_out(candidate, case, holder) or was_adviser(candidate.user_id, case):
        return False
    if holder == Holder.MEDIATOR:
        return all(hold.holder == Holder.MEDIATOR for hold in holds(candidate, case))
    return not was_inside(candidate.user_id, case)


def can_see_waiting_finding(actor: Actor, case: Case) -> bool:
    """Everybody of the case may read a finding before the public does."""
    return can_see_case(actor, case)


def can_publish_finding(actor: Actor, case: Case, finding: Finding) -> bool:
    """The chair or the support team publishes, but never whoever made the finding."""
    return can_seat(actor, case) and finding.made_by != actor.user_id


def can_see_calendars(actor: Actor) -> bool:
    """Everybody who is signed in has a page of calendars, perhaps without any to make."""
    return actor.signed_in


def can_follow(actor: Actor, part: str, seated: frozenset[Holder]) -> bool:
    """Whoever has a part in cases follows its dates; `seated` are the parts of open seats.

    A champion follows those of the own organisation.
    """
    kind = RoleKind.CHAMPION if part == CHAMPION else PARTS[Holder(part)]
    return actor.signed_in and (actor.is_(kind) or part in seated)


def can_read_calendar(actor: Actor) -> bool:
    """Whoever has the address reads what its owner may see, while the owner has an account."""
    return actor.signed_in


def can_end_calendar(actor: Actor, calendar: PrivateCalendar) -> bool:
    """Everybody ends their own."""
    return actor.user_id == calendar.user_id
