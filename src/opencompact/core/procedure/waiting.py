"""Steps that wait until a time has run out, and taking a step on a day."""

from datetime import date, timedelta
from typing import Final

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.phrases import Phrase, marked
from opencompact.core.procedure.clocks import Kept, limit
from opencompact.core.procedure.engine import Position, advance, options
from opencompact.core.procedure.model import Event, Procedure, Step, StepNotAllowedError

NOTHING: Final = Phrase("")
NOT_RUNNING: Final = marked("it waits for the time of {limit}, which is not running.")
NOT_YET: Final = marked("it can be taken from {day}, once {limit} has had its time.")


def opens(
    procedure: Procedure,
    step: Step,
    at: Position,
    calendar: WorkingCalendar,
    kept: Kept | None = None,
) -> date | None:
    """Return the first day on which a step that waits for a clock can be taken.

    That is the day after the clock's last day. None where the step waits for nothing, and where
    the clock stands still or has not begun: see `too_soon`.
    """
    ends = (
        limit(procedure, procedure.clock(step.waits_for), at, calendar, kept)
        if step.waits_for
        else None
    )
    return ends.due + timedelta(days=1) if ends and not ends.stopped.since else None


def take(
    procedure: Procedure,
    at: Position,
    event: Event,
    calendar: WorkingCalendar,
    kept: Kept | None = None,
) -> Position:
    """Return the position after `event`, refused too where its step still waits for a clock.

    Raise StepNotAllowedError. Only taking a step asks this; a story that is told again does not,
    because a holiday that is declared later must not undo what was done.
    """
    after = advance(procedure, at, event)
    step = procedure.step(event.step)
    if problem := too_soon(procedure, step, at, calendar, event.on, kept):
        names = tuple(
            one.key
            for one in options(procedure, at)
            if not too_soon(procedure, one, at, calendar, event.on, kept)
        )
        can = ", ".join(names) or "nothing"
        raise StepNotAllowedError(f"“{step.key}”: {problem} Possible now: {can}.", names)
    return after


def too_soon(
    procedure: Procedure,
    step: Step,
    at: Position,
    calendar: WorkingCalendar,
    on: date,
    kept: Kept | None = None,
) -> Phrase:
    """Say why a step still waits on a day; an empty phrase when it does not."""
    if not step.waits_for:
        return NOTHING
    limit_name = procedure.clock(step.waits_for).name
    first = opens(procedure, step, at, calendar, kept)
    if first is None:
        return Phrase(NOT_RUNNING, {"limit": limit_name})
    return Phrase(NOT_YET, {"day": first, "limit": limit_name}) if on < first else NOTHING
