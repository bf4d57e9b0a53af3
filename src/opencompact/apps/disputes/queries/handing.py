"""What somebody leaves behind in a role, as far as whoever asks may know of it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.after import Loose, loose_ends
from opencompact.apps.disputes.queries.cases import open_to
from opencompact.apps.disputes.queries.story import story
from opencompact.apps.organisations.models import ImportRun, Role, RunState
from opencompact.apps.organisations.queries import actor_for, imports, roles_at
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Holder
from opencompact.core.record import record

# The seat that somebody is given for holding a kind of role.
SEAT_OF: Final = {
    RoleKind.GROUP_MEMBER: Holder.PANEL,
    RoleKind.MEDIATOR: Holder.MEDIATOR,
    RoleKind.CHAIR: Holder.CHAIR,
    RoleKind.OFFICER: Holder.OFFICER,
}
KEEPERS: Final = (RoleKind.OFFICER, RoleKind.CHAIR)
UNFINISHED: Final = (RunState.DRAFT, RunState.RUNNING, RunState.FAILED)


@record
class Open:
    """A case that has not ended, with the next date in it, and the seat held there if any."""

    case: Case
    due: date | None
    seat: Seat | None = None

    @property
    def stays(self) -> bool:
        """A mediator was accepted by the sides; nobody else can be put in that place for them."""
        return self.seat is not None and self.seat.holder == Holder.MEDIATOR


@record
class Work:
    """What waits for somebody in a role.

    `seats` have to be moved; `cases` and `imports` are there for whoever holds the role, and so is
    what is `loose` in cases that have ended. `others` hold the same role beside this person.
    """

    seats: tuple[Open, ...]
    cases: tuple[Open, ...]
    imports: tuple[ImportRun, ...]
    others: tuple[Role, ...]
    loose: tuple[Loose, ...] = ()

    @property
    def nothing(self) -> bool:
        return not (self.seats or self.cases or self.imports or self.loose)

    @property
    def others_named(self) -> str:
        return ", ".join(str(one.user) for one in self.others)


def work_of(role: Role, actor: Actor, on: date) -> Work:
    """What `actor` can know of the work that waits for the person of a role on a day."""
    found, calendar = open_to(actor), calendar_for(role.area)
    unfinished = imports(role.area).filter(started_by=role.user, state__in=UNFINISHED)
    return Work(
        seats=tuple(_opened(seats_of(role, found), calendar, on)),
        cases=tuple(_opened(_for_the_role(role, found, on), calendar, on)),
        imports=tuple(unfinished) if role.kind == RoleKind.OFFICER else (),
        others=tuple(_others(role, on)),
        loose=loose_ends(actor, on) if role.kind in KEEPERS else (),
    )


def seats_of(role: Role, found: Iterable[Case]) -> list[tuple[Case, Seat]]:
    """The seats that the person holds in these cases for holding the role."""
    holder = SEAT_OF.get(RoleKind(role.kind))
    return [
        (case, seat)
        for case in found
        for seat in case.seats.all()
        if seat.ended_on is None and seat.user_id == role.user_id and seat.holder == holder
    ]


def _opened(
    found: Iterable[tuple[Case, Seat | None]], calendar: WorkingCalendar, on: date
) -> Iterator[Open]:
    for case, seat in found:
        yield Open(case, story(case, calendar, on).next_due, seat)


def _for_the_role(role: Role, found: Iterable[Case], on: date) -> Iterator[tuple[Case, None]]:
    # With a role that is over the work is what it was on its last day.
    last = role.ends - timedelta(days=1) if role.ends and role.ends <= on else on
    leaver = actor_for(role.user, role.area, max(last, role.starts))
    yield from ((case, None) for case in found if _goes_with(role, case, leaver))


def _goes_with(role: Role, case: Case, leaver: Actor) -> bool:
    """A case is for whoever speaks for a party; without a chair of its own, for the chair.

    The support team keeps every case in which its people are not recused.
    """
    if role.kind == RoleKind.OFFICER:
        return any(hold.holder == Holder.OFFICER for hold in holds(leaver, case))
    if role.kind == RoleKind.REPRESENTATIVE:
        return any(party.organisation_id == role.organisation_id for party in case.parties.all())
    chaired = any(one.holder == Holder.CHAIR and not one.ended_on for one in case.seats.all())
    return role.kind == RoleKind.CHAIR and not chaired


def _others(role: Role, on: date) -> Iterable[Role]:
    same = roles_at(role.area, on).filter(kind=role.kind, organisation=role.organisation)
    return same.filter(user__is_active=True).exclude(user=role.user_id)
