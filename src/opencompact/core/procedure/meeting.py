"""The days on which a date can be fixed so that every clock is kept, or how the clocks clash."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.phrases import Phrase, marked
from opencompact.core.procedure.clocks import done_on, limit
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Procedure, Step
from opencompact.core.record import record

NOTHING: Final = Phrase("")
CLASH_FIRM: Final = marked(
    "No day satisfies every clock: the earliest is {earliest} ({why}), but the firm limit is"
    " {latest} ({until}). Settle with every side which of the two gives way."
)
CLASH_USUAL: Final = marked(
    "No day satisfies every clock: the earliest is {earliest} ({why}), but the usual limit is"
    " {latest} ({until}). Fix a later day and say why it could not be sooner."
)


@record
class MeetingDays:
    """The days that satisfy every clock, or the clash in words when there is none.

    `earliest` and `latest` come with the reason for each; `latest` is None without an upper limit.
    A reason or a clash that is not there is an empty phrase.
    """

    earliest: date
    latest: date | None
    days: tuple[date, ...]
    why_earliest: Phrase
    why_latest: Phrase
    clash: Phrase
    latest_firm: bool = False


def meeting_days(
    procedure: Procedure,
    step: Step,
    at: Position,
    calendar: WorkingCalendar,
    on: date,
    most: int = 20,
) -> MeetingDays:
    """Return the working days that `step` may fix, seen from `on`, with the reasons.

    Every clock of the step's window `after` pushes the earliest day on; every one of `by` bounds
    the latest. Where no day fits, `clash` names the two clocks and says what can be done.
    """
    window = step.schedules
    if window is None:
        raise ValueError(f"The step “{step.key}” fixes no date.")
    floors = [
        (calendar.shift(on, 1), Phrase(marked("the first working day from tomorrow"))),
        *(
            floor
            for key in window.after
            for floor in _floor(procedure, procedure.clock(key), at, calendar, on)
        ),
    ]
    earliest, why_earliest = max(floors, key=lambda floor: (floor[0], str(floor[1])))
    ceilings = [
        ceiling
        for key in window.by
        for ceiling in _ceiling(procedure, procedure.clock(key), at, calendar)
    ]
    if not ceilings:
        days = _days(calendar, earliest, None, most)
        return MeetingDays(earliest, None, days, why_earliest, NOTHING, NOTHING)
    latest, why_latest, firm = min(ceilings, key=lambda one: (one[0], str(one[1]), one[2]))
    days = _days(calendar, earliest, latest, most)
    clash = NOTHING if days else _clash(earliest, why_earliest, latest, why_latest, firm=firm)
    return MeetingDays(earliest, latest, days, why_earliest, why_latest, clash, firm)


def _floor(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar, on: date
) -> Iterator[tuple[date, Phrase]]:
    if clock.before:
        done = [done_on(clock, event) for event in at.events if event.step in clock.met_by]
        if clock.optional and not done:
            return
        ready = max(done, default=on)
        day = _ahead(clock, ready, calendar)
        yield day, _after(clock, ready)
    elif ends := limit(procedure, clock, at, calendar):
        why = Phrase(marked("the day after the time for {limit}"), {"limit": clock.name})
        yield calendar.shift(ends[1], 1), why


def _after(clock: Clock, start: date) -> Phrase:
    gaps = {"span": clock.span, "day": start, "limit": clock.name}
    return Phrase(marked("{span} after {day} ({limit})"), gaps)


def _ahead(clock: Clock, ready: date, calendar: WorkingCalendar) -> date:
    """Return the first working day from which `clock` runs back to `ready` or a later day."""
    day = calendar.shift(calendar.reckon(ready, clock.span).due - timedelta(days=1), 1)
    while calendar.reckon(day, clock.span, before=True).due < ready:
        day = calendar.shift(day, 1)
    return day


def _ceiling(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar
) -> Iterator[tuple[date, Phrase, bool]]:
    if ends := limit(procedure, clock, at, calendar):
        reckoning, last, extension = ends
        why = _after(clock, reckoning.start)
        if extension:
            gaps = {"day": extension.on, "limit": clock.name}
            why = Phrase(marked("as extended on {day} ({limit})"), gaps)
        yield last, why, clock.firm


def _clash(earliest: date, why: Phrase, latest: date, until: Phrase, *, firm: bool) -> Phrase:
    gaps = {"earliest": earliest, "why": why, "latest": latest, "until": until}
    return Phrase(CLASH_FIRM if firm else CLASH_USUAL, gaps)


def _days(calendar: WorkingCalendar, first: date, last: date | None, most: int) -> tuple[date, ...]:
    found: list[date] = []
    day = first
    while len(found) < most and (last is None or day <= last):
        found.append(day)
        day = calendar.shift(day, 1)
    return tuple(found)
