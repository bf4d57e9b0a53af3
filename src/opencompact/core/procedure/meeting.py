"""The days on which a date can be fixed so that every clock is kept, or how the clocks clash."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.phrases import Phrase, marked
from opencompact.core.procedure.clocks import Kept, done_on, limit
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Procedure, Step
from opencompact.core.record import record

NOTHING: Final = Phrase("")
UNBOUND: Final[tuple[date | None, Phrase, bool, str]] = (None, NOTHING, False, "")
CLASH_FIRM: Final = marked(
    "No day satisfies every clock: the earliest is {earliest} ({why}), but the firm limit is"
    " {latest} ({until}). Settle with every side which of the two gives way."
)
CLASH_USUAL: Final = marked(
    "No day satisfies every clock: the earliest is {earliest} ({why}), but the usual limit is"
    " {latest} ({until}). Fix a later day and say why it could not be sooner."
)
NOBODY_FREE: Final = marked(
    "Every day up to {latest} ({until}) is taken: {names} cannot come. Ask them for another day, or"
    " fix a later one and say why."
)
EXTENDED: Final = marked("The time for {limit} can be extended by: {who} (“{step}”).")
EXTENDED_TOGETHER: Final = marked(
    "The time for {limit} can be extended by all together: {who} (“{step}”)."
)

Away = Mapping[date, tuple[str, ...]]
"""Days on which somebody who is needed cannot come, with their names."""


@record
class MeetingDays:
    """The days that satisfy every clock, or the clash in words when there is none.

    `earliest` and `latest` come with the reason for each; `latest` is None without an upper limit.
    A reason or a clash that is not there is an empty phrase. `taken` are days in between on which
    somebody is away, with their names; `remedies` say who may extend which clock in the way.
    """

    earliest: date
    latest: date | None
    days: tuple[date, ...]
    why_earliest: Phrase
    why_latest: Phrase
    clash: Phrase
    latest_firm: bool = False
    taken: tuple[tuple[date, tuple[str, ...]], ...] = ()
    remedies: tuple[Phrase, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()


def meeting_days(  # noqa: PLR0913 - a case on a day, who is away, and how much to look for
    procedure: Procedure,
    step: Step,
    at: Position,
    calendar: WorkingCalendar,
    on: date,
    *,
    away: Away | None = None,
    most: int = 20,
    kept: Kept | None = None,
) -> MeetingDays:
    """Return the working days that `step` may fix, seen from `on`, with the reasons.

    Every clock of the step's window `after` pushes the earliest day on; every one of `by` bounds
    the latest; on the days of `away` nobody can meet. Where no day fits, `clash` names the clocks
    or the people in the way and says what can be done.
    """
    window = step.schedules
    if window is None:
        raise ValueError(f"The step “{step.key}” fixes no date.")
    floors = [
        (calendar.shift(on, 1), Phrase(marked("the first working day from tomorrow")), ""),
        *(
            floor
            for key in window.after
            for floor in _floor(procedure, procedure.clock(key), at, calendar, on, kept)
        ),
    ]
    earliest, why_earliest, held_by = max(floors, key=lambda floor: (floor[0], str(floor[1])))
    ceilings = [
        ceiling
        for key in window.by
        for ceiling in _ceiling(procedure, procedure.clock(key), at, calendar, kept)
    ]
    latest, why_latest, firm, bound_by = min(
        ceilings, key=lambda one: (one[0], str(one[1]), one[2]), default=UNBOUND
    )
    taken = tuple(_taken(away or {}, calendar, earliest, latest))
    days = _days(calendar, earliest, latest, most, {day for day, _ in taken})
    found = MeetingDays(earliest, latest, days, why_earliest, why_latest, NOTHING, firm, taken)
    return found if days or latest is None else _explained(procedure, found, (held_by, bound_by))


def _explained(procedure: Procedure, found: MeetingDays, keys: tuple[str, str]) -> MeetingDays:
    """Say why there is no day, and what can be done about it."""
    latest = found.latest or found.earliest
    clash = Phrase(
        CLASH_FIRM if found.latest_firm else CLASH_USUAL,
        {
            "earliest": found.earliest,
            "why": found.why_earliest,
            "latest": latest,
            "until": found.why_latest,
        },
    )
    if found.taken:
        clash = _nobody_free(found.taken, latest, found.why_latest)
    extending = tuple(_extensions(procedure, keys))
    return replace(
        found,
        clash=clash,
        remedies=tuple(_remedy(procedure, clock, step) for clock, step in extending),
        ways=tuple((clock.key, step.key) for clock, step in extending),
    )


def _floor(
    procedure: Procedure,
    clock: Clock,
    at: Position,
    calendar: WorkingCalendar,
    on: date,
    kept: Kept | None,
) -> Iterator[tuple[date, Phrase, str]]:
    if clock.before:
        done = [done_on(clock, event) for event in at.events if event.step in clock.met_by]
        if clock.optional and not done:
            return
        ready = max(done, default=on)
        yield _ahead(clock, ready, calendar), _after(clock, ready), clock.key
    elif ends := limit(procedure, clock, at, calendar, kept):
        why = Phrase(marked("the day after the time for {limit}"), {"limit": clock.name})
        yield calendar.shift(ends.due, 1), why, clock.key


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
    procedure: Procedure,
    clock: Clock,
    at: Position,
    calendar: WorkingCalendar,
    kept: Kept | None,
) -> Iterator[tuple[date | None, Phrase, bool, str]]:
    if ends := limit(procedure, clock, at, calendar, kept):
        why = _after(clock, ends.reckoning.start)
        if ends.extension:
            gaps = {"day": ends.extension.on, "limit": clock.name}
            why = Phrase(marked("as extended on {day} ({limit})"), gaps)
        yield ends.due, why, clock.firm, clock.key


def _nobody_free(
    taken: tuple[tuple[date, tuple[str, ...]], ...], latest: date, until: Phrase
) -> Phrase:
    names = ", ".join(dict.fromkeys(name for _, away in taken for name in away))
    return Phrase(NOBODY_FREE, {"latest": latest, "until": until, "names": names})


def _extensions(procedure: Procedure, keys: tuple[str, str]) -> Iterator[tuple[Clock, Step]]:
    """Yield those of the clocks in the way that can be extended, with the step that does it."""
    for key in filter(None, dict.fromkeys(keys)):
        for step in procedure.steps:
            if step.extends == key:
                yield procedure.clock(key), step


def _remedy(procedure: Procedure, clock: Clock, step: Step) -> Phrase:
    who = ", ".join(procedure.role(role).name for role in step.by)
    gaps = {"limit": clock.name, "who": who, "step": step.name}
    return Phrase(EXTENDED_TOGETHER if step.joint else EXTENDED, gaps)


def _taken(
    away: Away, calendar: WorkingCalendar, first: date, last: date | None
) -> Iterator[tuple[date, tuple[str, ...]]]:
    for day in sorted(away):
        if first <= day and (last is None or day <= last) and calendar.is_working(day):
            yield day, tuple(away[day])


def _days(
    calendar: WorkingCalendar, first: date, last: date | None, most: int, taken: set[date]
) -> tuple[date, ...]:
    found: list[date] = []
    day = first
    while len(found) < most and (last is None or day <= last):
        if day not in taken:
            found.append(day)
        day = calendar.shift(day, 1)
    return tuple(found)
