"""What somebody is in a case: the roles of the procedure they hold, and the walls round them."""

# Two walls stand here. Nobody with a role in an organisation of the case judges it (recusal). And a
# person is on one side of the mediation room only: who was ever inside never sits with the panel.

from collections.abc import Iterable
from uuid import UUID

from opencompact.apps.agreement.queries import pack_of
from opencompact.apps.disputes.models import (
    Adviser,
    Case,
    Party,
    Seat,
)
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.procedure import Holder, Procedure, Stage
from opencompact.core.record import record

MEDIATION, PANEL, DESK = "mediation", "panel", "desk"
INSIDE = frozenset({Holder.PARTY, Holder.MEDIATOR})
# Who works in the rooms that no stage opens. The parties never see that anything lies there.
WORKROOMS = {PANEL: frozenset({Holder.CHAIR, Holder.PANEL}), DESK: frozenset({Holder.OFFICER})}
JUDGING = frozenset({Holder.CHAIR, Holder.PANEL})
KEEPING = frozenset({Holder.CHAIR, Holder.OFFICER})
# Who is never from an organisation of the case, whatever the procedure says of recusal.
NEVER_OF_A_PARTY = frozenset({Holder.OFFICER, Holder.MEDIATOR})
# Roles that no procedure has, so that no step is theirs: they only read, with a side. Whom every
# side let into the mediation room has the second one too.
ADVISER, ADMITTED = "+adviser", "+admitted"
# Whom the area itself names for every case, where the case names nobody.
BY_AREA = {Holder.CHAIR: RoleKind.CHAIR, Holder.OFFICER: RoleKind.OFFICER}
# The role of an area that brings each part in cases; a seat in one case brings it too.
PARTS = {
    Holder.PARTY: RoleKind.REPRESENTATIVE,
    Holder.CHAIR: RoleKind.CHAIR,
    Holder.PANEL: RoleKind.GROUP_MEMBER,
    Holder.MEDIATOR: RoleKind.MEDIATOR,
    Holder.OFFICER: RoleKind.OFFICER,
}


@record
class Hold:
    """A role of the procedure that somebody holds in a case; `party` is a side's key or empty.

    An adviser holds none, and only reads: `advises` is the key of the side they read with.
    """

    role: str
    holder: Holder
    party: str = ""
    advises: str = ""


def procedure_of(case: Case) -> Procedure:
    """The procedure of the edition the case began under."""
    return pack_of(case.edition).procedure


def holds(actor: Actor, case: Case) -> tuple[Hold, ...]:
    """Every role that `actor` holds in `case` today; none for somebody who is not of it."""
    procedure = procedure_of(case)
    if sides := _sides(actor, case):
        return tuple(
            Hold(role.key, role.held_by, party.key)
            for party in sides
            for role in procedure.roles
            if role.held_by == Holder.PARTY
        )
    if adviser := adviser_of(actor.user_id, case):
        keys = (ADVISER, ADMITTED) if is_admitted(adviser, case) else (ADVISER,)
        return tuple(Hold(key, Holder.PARTY, advises=str(adviser.party_id)) for key in keys)
    held = _held(actor, case)
    return tuple(
        Hold(role.key, role.held_by)
        for role in procedure.roles
        if role.held_by in held and not _recused(actor, case, role.held_by, recuse=role.recuse)
    )


def is_conflicted(actor: Actor, case: Case) -> bool:
    """Say whether `actor` has a role, any role, in an organisation that is a party."""
    mine = actor.organisations()
    return any(party.organisation_id in mine for party in case.parties.all())


def is_kept_out(actor: Actor, case: Case, holder: Holder) -> bool:
    """Say whether a role in an organisation that is a party keeps `actor` from a seat."""
    roles = [role for role in procedure_of(case).roles if role.held_by == holder]
    recused = not roles or any(role.recuse for role in roles) or holder in NEVER_OF_A_PARTY
    return is_conflicted(actor, case) if recused else bool(_sides(actor, case))


def was_inside(user_id: UUID | None, case: Case) -> bool:
    """Say whether somebody ever mediated the case, or acted for or advised one of its parties."""
    sat = any(s.user_id == user_id and s.holder == Holder.MEDIATOR for s in case.seats.all())
    acted = any(e.actor_id == user_id and e.party_id for e in case.events.all())
    return sat or acted or was_adviser(user_id, case)


def adviser_of(user_id: UUID | None, case: Case) -> Adviser | None:
    """As whose adviser somebody reads the case now."""
    found = (one for one in case.advisers.all() if one.reads and one.user_id == user_id)
    return next(found, None)


def was_adviser(user_id: UUID | None, case: Case) -> bool:
    """Say whether somebody reads the case with one of its sides, or ever did."""
    return any(one.accepted_on and one.user_id == user_id for one in case.advisers.all())


def is_admitted(adviser: Adviser, case: Case) -> bool:
    """Into the mediation room comes whom every side said yes to; anybody, if the pack says so."""
    if procedure_of(case).advisers_in_mediation:
        return True
    said = {one.party_id for one in adviser.admissions.all()}
    return all(party.pk in said for party in case.parties.all())


def can_see_stage(held: Iterable[Hold], procedure: Procedure, stage: Stage) -> bool:
    """What is exchanged at a stage is for the roles it is open to."""
    return any(hold.role in readers(procedure, stage) for hold in held)


def readers(procedure: Procedure, stage: Stage) -> frozenset[str]:
    """The roles that read what is exchanged at `stage`; in mediation parties and mediator alone.

    The pack checker refuses a procedure that opens the mediation room wider; this holds even so.
    Advisers read what the parties do.
    """
    parties = {role.key for role in procedure.roles if role.held_by == Holder.PARTY}
    with_them = parties.intersection(stage.open_to)
    if stage.room != MEDIATION:
        return frozenset(stage.open_to) | ({ADVISER} if with_them else set())
    inside = {role.key for role in procedure.roles if role.held_by in INSIDE}
    return (frozenset(stage.open_to) & inside) | ({ADMITTED} if with_them else set())


def _sides(actor: Actor, case: Case) -> list[Party]:
    mine = actor.organisations(RoleKind.REPRESENTATIVE)
    return [party for party in case.parties.all() if party.organisation_id in mine]


def _held(actor: Actor, case: Case) -> frozenset[Holder]:
    """What `actor` is in the case before recusal: the mediator, or any of the others."""
    if not actor.signed_in:
        return frozenset()
    seats = [seat for seat in case.seats.all() if seat.ended_on is None]
    mine = {Holder(seat.holder) for seat in seats if seat.user_id == actor.user_id}
    if Holder.MEDIATOR in mine:
        return frozenset({Holder.MEDIATOR})
    return frozenset(mine | _by_area(actor, seats))


def _by_area(actor: Actor, seats: list[Seat]) -> set[Holder]:
    chaired = any(seat.holder == Holder.CHAIR for seat in seats)
    found = {holder for holder, kind in BY_AREA.items() if actor.is_(kind)}
    return found - {Holder.CHAIR} if chaired else found


def _recused(actor: Actor, case: Case, holder: Holder, *, recuse: bool) -> bool:
    if is_conflicted(actor, case) and (recuse or holder in NEVER_OF_A_PARTY):
        return True
    return holder != Holder.MEDIATOR and was_inside(actor.user_id, case)
