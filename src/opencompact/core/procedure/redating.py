"""What a change of the calendar does to the dates of a case, and which of them need a yes."""

from collections.abc import Iterator
from datetime import date

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure.clocks import Deadline, Kept, clocks
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Procedure
from opencompact.core.record import record


@record
class Redated:
    """A clock that runs and whose last day the new calendar moves from `was` to `now`.

    A day that comes sooner shortens the time that somebody was promised: it stays at `was` until a
    person says yes to it.
    """

    deadline: Deadline
    was: date
    now: date

    @property
    def shortens(self) -> bool:
        """Say whether the owner of the clock would lose time."""
        return self.now < self.was


def redated(
    procedure: Procedure,
    at: Position,
    before: WorkingCalendar,
    after: WorkingCalendar,
    kept: Kept | None = None,
) -> tuple[Redated, ...]:
    """Return every clock that still runs whose due date differs between the two calendars.

    What was met, left behind or extended to an agreed day keeps its date.
    """
    return tuple(_moved(procedure, at, before, after, kept)) if not at.closed else ()


def _moved(
    procedure: Procedure,
    at: Position,
    before: WorkingCalendar,
    after: WorkingCalendar,
    kept: Kept | None,
) -> Iterator[Redated]:
    was = {one.name: one for one in clocks(procedure, at, before, kept)}
    for one in clocks(procedure, at, after, kept):
        old = was[one.name]
        if one.ended_on is None and one.due != old.due:
            yield Redated(one, old.due, one.due)
