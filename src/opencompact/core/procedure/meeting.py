"""The days on which a date can be fixed so that every clock is kept, or how the clocks clash."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from opencompact.core.calendar import WorkingCalendar, written
from opencompact.core.procedure.clocks import Kept, done_on, limit
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Procedure, Step
from opencompact.core.record import record

Away = Mapping[date, tuple[str, ...]]
"""Days on which somebody who is needed cannot come, with their names."""


@record
class MeetingDays:
    """The days that satisfy every clock, or the clash in words when there is none.

    `earliest` and `latest` come with the reason for each; `latest` is None without an upper limit.
    `taken` are days in between on which somebody is away, with their names.
    """

    earliest: date
    latest: date | None
    days: tuple[date, ...]
    why_earliest: str
    why_latest: str
    clash: str
    latest_firm: bool = False
    taken: tuple[tuple[date, tuple[str, ...]], ...] = ()


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
    or the people in the way and says what can be done, and who may extend what.
    """
    window = step.schedules
    if window is None:
        raise ValueError(f"The step “{step.key}” fixes no date.")
    floors = [
        (calendar.shift(on, 1), "the first working day from tomorrow", ""),
        *(
            floor
            for key in window.after
            for floor in _floor(procedure, procedure.clock(key), at, calendar, on, kept)
        ),
    ]
    earliest, why_earliest, held_by = max(floors)
    ceilings = [
        ceiling
        for key in window.by
        for ceiling in _ceiling(procedure, procedure.clock(key), at, calendar, kept)
    ]
    latest, why_latest, firm, bound_by = min(ceilings, default=(None, "", False, ""))
    taken = tuple(_taken(away or {}, calendar, earliest, latest))
    days = _days(calendar, earliest, latest, most, {day for day, _ in taken})
    clash = ""
    if not days and latest is not None:
        clash = _clash(earliest, why_earliest, latest, why_latest, firm=firm)
        if taken and earliest <= latest:
            clash = _nobody_free(taken, latest, why_latest)
        clash = " ".join((clash, *_extensions(procedure, (held_by, bound_by))))
    return MeetingDays(earliest, latest, days, why_earliest, why_latest, clash, firm, taken)


def _floor(
    procedure: Procedure,
    clock: Clock,
    at: Position,
    calendar: WorkingCalendar,
    on: date,
    kept: Kept | None,
) -> Iterator[tuple[date, str, str]]:
    if clock.before:
        done = [done_on(clock, event) for event in at.events if event.step in clock.met_by]
        if clock.optional and not done:
            return
        ready = max(done, default=on)
        day = _ahead(clock, ready, calendar)
        yield day, f"{clock.span} after {written(ready)} ({clock.name})", clock.key
    elif ends := limit(procedure, clock, at, calendar, kept):
        yield calendar.shift(ends.due, 1), f"the day after the time for {clock.name}", clock.key


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
) -> Iterator[tuple[date, str, bool, str]]:
    if ends := limit(procedure, clock, at, calendar, kept):
        why = f"{clock.span} after {written(ends.reckoning.start)} ({clock.name})"
        if ends.extension:
            why = f"as extended on {written(ends.extension.on)} ({clock.name})"
        yield ends.due, why, clock.firm, clock.key


def _clash(earliest: date, why: str, latest: date, until: str, *, firm: bool) -> str:
    kind, remedy = ("firm", "Settle with every side which of the two gives way.")
    if not firm:
        kind, remedy = ("usual", "Fix a later day and say why it could not be sooner.")
    return (
        f"No day satisfies every clock: the earliest is {written(earliest)} ({why}), but the "
        f"{kind} limit is {written(latest)} ({until}). {remedy}"
    )


def _nobody_free(taken: tuple[tuple[date, tuple[str, ...]], ...], latest: date, until: str) -> str:
    names = ", ".join(dict.fromkeys(name for _, away in taken for name in away))
    return (
        f"Every day up to {written(latest)} ({until}) is taken: {names} cannot come. Ask them for "
        "another day, or fix a later one and say why."
    )


def _extensions(procedure: Procedure, keys: tuple[str, str]) -> Iterator[str]:
    """Say which of the clocks in the way can be extended, and by whom."""
    for key in filter(None, keys):
        for step in procedure.steps:
            if step.extends == key:
                who = " or ".join(procedure.role(role).name for role in step.by)
                together = " together" if step.joint else ""
                yield (
                    f"The time for {procedure.clock(key).name} can be extended{together} by: "
                    f"{who} (“{step.name}”)."
                )


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
