"""Who may enter a room of a case, put papers in, have them shown, and order the bundle."""

from collections.abc import Iterable
from uuid import UUID

from opencompact.apps.disputes.models import (
    Case,
    Document,
    Party,
    RoomPaper,
)
from opencompact.apps.disputes.models.letters import LETTER
from opencompact.apps.disputes.policy.parts import (
    MEDIATION,
    WORKROOMS,
    Hold,
    can_see_stage,
    holds,
    procedure_of,
)
from opencompact.base.areas.actor import Actor
from opencompact.core.procedure import Holder


def can_see_room(actor: Actor, case: Case, room: str) -> bool:
    """Say whether some stage with this room is open to a role that `actor` holds."""
    procedure, held = procedure_of(case), holds(actor, case)
    return any(
        can_see_stage(held, procedure, stage) for stage in procedure.stages if stage.room == room
    )


def can_enter(held: Iterable[Hold], room: str) -> bool:
    """The panel room is for the chair and the panel, the officers' desk for the support team."""
    return any(hold.holder in WORKROOMS.get(room, ()) for hold in held)


def can_note(actor: Actor, case: Case, room: str) -> bool:
    """Whoever works in a room writes notes there."""
    return can_enter(holds(actor, case), room)


def can_put_in(actor: Actor, case: Case, room: str) -> bool:
    """Who works in a room puts papers into it; in mediation whoever speaks there for a side, and
    the mediator. Whoever is only let in to read does not.
    """
    held = holds(actor, case)
    if room != MEDIATION:
        return can_enter(held, room)
    return _inside(held, case) and any(
        hold.party or hold.holder == Holder.MEDIATOR for hold in held
    )


def can_read_room_paper(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """Say whether a paper of a closed room is for this person now."""
    return reads_room_paper(holds(actor, case), actor.user_id, case, paper)


def reads_room_paper(
    held: Iterable[Hold], user_id: UUID | None, case: Case, paper: RoomPaper
) -> bool:
    """In mediation: everybody inside once it is shown, before that its side and the mediator.

    What a side confided is for the mediator who was there, not for one who came later.
    """
    held = tuple(held)
    if paper.room != MEDIATION:
        return can_enter(held, paper.room)
    if not _inside(held, case):
        return False
    if paper.shown.shown or _own(held, user_id, paper):
        return True
    return paper.party_id is not None and _mediated_on(user_id, case, paper)


def gave(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """Say whether a paper is one's own: that of one's side, or of the mediator in person."""
    return _own(holds(actor, case), actor.user_id, paper)


def can_ask_release(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """The mediator asks for what they read and the others do not."""
    mediates = any(hold.holder == Holder.MEDIATOR for hold in holds(actor, case))
    return mediates and can_read_room_paper(actor, case, paper)


def can_answer_release(actor: Actor, case: Case, paper: RoomPaper, party: Party) -> bool:
    """A side says yes or no to showing its own paper, or one of the mediator's that tells of it."""
    needed = party.key in paper.given.needed and paper.room == MEDIATION
    return needed and any(hold.party == party.key for hold in holds(actor, case))


def can_carry_over(actor: Actor, case: Case, paper: RoomPaper) -> bool:
    """A side takes its own paper out of the mediation room, and no other."""
    return paper.party_id is not None and gave(actor, case, paper)


def can_renew(actor: Actor, case: Case, document: Document) -> bool:
    """A new version of a paper comes from the side that gave it; a letter stays as it was kept."""
    wanted = (document.event.role, str(document.event.party_id or ""))
    return document.need != LETTER and any(
        (hold.role, hold.party) == wanted for hold in holds(actor, case)
    )


def can_arrange(actor: Actor, case: Case) -> bool:
    """The support team puts the bundle in order, and whoever the procedure lets prepare it."""
    named = procedure_of(case).bundle_by
    return any(hold.role in named or hold.holder == Holder.OFFICER for hold in holds(actor, case))


def can_mark(actor: Actor, case: Case, party: Party) -> bool:
    """Each side says for itself whether it agrees a paper."""
    return any(hold.party == party.key for hold in holds(actor, case))


def _inside(held: Iterable[Hold], case: Case) -> bool:
    procedure, held = procedure_of(case), tuple(held)
    sealed = [stage for stage in procedure.stages if stage.room == MEDIATION]
    return any(can_see_stage(held, procedure, stage) for stage in sealed)


def _own(held: Iterable[Hold], user_id: UUID | None, paper: RoomPaper) -> bool:
    if paper.party_id:
        return any(hold.party == str(paper.party_id) for hold in held)
    mediates = any(hold.holder == Holder.MEDIATOR for hold in held)
    return mediates and paper.actor_id == user_id


def _mediated_on(user_id: UUID | None, case: Case, paper: RoomPaper) -> bool:
    """Say whether somebody had the mediator's seat when a paper was given, and has it still."""
    return any(
        seat.user_id == user_id
        and seat.holder == Holder.MEDIATOR
        and seat.ended_on is None
        and seat.seated_on <= paper.on
        for seat in case.seats.all()
    )
