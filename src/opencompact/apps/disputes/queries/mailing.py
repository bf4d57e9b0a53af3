"""Who may be told of what happens in a case, asked again each time before mail about it leaves."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.policy import Hold, readers
from opencompact.apps.disputes.queries.cases import Person, cases, people
from opencompact.apps.disputes.queries.story import Story, Told, story
from opencompact.apps.disputes.queries.turns import Turn, is_mine, turns_for
from opencompact.base.areas.queries import calendar_for
from opencompact.core.record import record


@record
class Reader:
    """Somebody of a case, with the case as it is now and the turns that are theirs."""

    now: Story
    person: Person
    turns: tuple[Turn, ...]


def may_know(after: Story, told: Told, held: Iterable[Hold]) -> bool:
    """Whoever may read it, and whoever meets the case where it led; an ending is for all of it."""
    roles = {hold.role for hold in held}
    if not told.led_to:
        return bool(roles & told.open_to)
    there = next((one for one in after.procedure.stages if one.key == told.led_to), None)
    return there is None or bool(roles & (told.open_to | readers(after.procedure, there)))


def reader(case_id: str, address: str, on: date) -> Reader | None:
    """Who has this address in a case on a day; None for somebody who is not of it any more."""
    case: Case | None = cases().filter(pk=UUID(case_id)).first()
    if case is None:
        return None
    person = next((one for one in people(case, on) if one.email == address), None)
    if person is None:
        return None
    now = story(case, calendar_for(case.area), on)
    mine = tuple(turn for turn in turns_for(now, person.held) if is_mine(turn, person.held))
    return Reader(now, person, mine)


def is_seated(seat_id: str) -> bool:
    """Whether a seat is still held."""
    return Seat.objects.filter(pk=UUID(seat_id), ended_on=None).exists()
