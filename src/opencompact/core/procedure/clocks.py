"""The clocks of a case: what is awaited, from whom, by when and how that date was reached."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from opencompact.core.calendar import Reckoning, Span, Unit, WorkingCalendar
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Event, Procedure, Step
from opencompact.core.record import record


@record
class Deadline:
    """One running or finished clock of a case, for one party where the clock is each party's own.

    `due` differs from `reckoning.due` where an extension was agreed. `met_on` is None while it runs.
    """

    clock: Clock
    party: str
    anchor: Event
    reckoning: Reckoning
    due: date
    extension: Event | None
    met_on: date | None

    def overdue(self, on: date) -> bool:
        """Say whether `on` is past the due date of a clock that still runs."""
        return self.met_on is None and on > self.due

    def breached(self, on: date) -> bool:
        """Say whether a firm limit was passed; a soft one never is."""
        return self.clock.firm and (self.met_on or on) > self.due


@record
class MeetingDays:
    """The days that satisfy every clock, or the clash in words when there is none.

    `earliest` and `latest` come with the reason for each; `latest` is None without an upper limit.
    """

    earliest: date
    latest: date | None
    days: tuple[date, ...]
    why_earliest: str
    why_latest: str
    clash: str
    latest_firm: bool = False


def clocks(
    procedure: Procedure, at: Position, calendar: WorkingCalendar
) -> tuple[Deadline, ...]:
    """Return every clock that has started, running or met, in the order of their due dates."""
    found = [
        deadline
        for clock in procedure.clocks
        for deadline in _started(procedure, clock, at, calendar)
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.clock.key, one.party)))


def deadlines(
    procedure: Procedure, at: Position, calendar: WorkingCalendar
) -> tuple[Deadline, ...]:
    """Return the clocks that run now: what is awaited and by when. None once the case is closed."""
    if at.closed:
        return ()
    awaited = {
        clock.key
        for clock in procedure.clocks
        if any(at.stage in procedure.step(key).at for key in clock.met_by)
    }
    return tuple(
        one
        for one in clocks(procedure, at, calendar)
        if one.met_on is None and one.clock.key in awaited
    )


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
    the latest. Where no day fits, `clash` names the clocks and the day that comes nearest.
    """
    window = step.schedules
    if window is None:
        raise ValueError(f"{step.key} fixes no date.")
    floors = [
        (_working(calendar, on + timedelta(days=1)), "the first working day from tomorrow"),
        *_floors(procedure, window.after, at, calendar, on),
    ]
    earliest, why_earliest = max(floors)
    ceilings = list(_ceilings(procedure, window.by, at, calendar))
    if not ceilings:
        days = _days(calendar, earliest, None, most)
        return MeetingDays(earliest, None, days, why_earliest, "", "")
    latest, why_latest, firm = min(ceilings)
    days = _days(calendar, earliest, latest, most)
    clash = "" if days else _clash(earliest, why_earliest, latest, why_latest, firm=firm)
    return MeetingDays(earliest, latest, days, why_earliest, why_latest, clash, firm)


def _started(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar
) -> Iterator[Deadline]:
    index, anchor = _anchor(clock, at)
    if anchor is None:
        return
    start = _start(clock, anchor)
    reckoning = calendar.reckon(start, clock.span, before=bool(clock.before))
    extension = _extension(procedure, clock, at, index)
    due = extension.fixed if extension and extension.fixed else reckoning.due
    for party in at.parties if clock.each_party else ("",):
        met = _met_on(procedure, clock, at, index, party)
        yield Deadline(clock, party, anchor, reckoning, due, extension, met)


def _anchor(clock: Clock, at: Position) -> tuple[int, Event | None]:
    """Find the latest event that starts `clock`, with its place among the events."""
    wanted = (clock.before,) if clock.before else clock.after
    for index in range(len(at.events) - 1, -1, -1):
        if at.events[index].step in wanted:
            return index, at.events[index]
    return -1, None


def _start(clock: Clock, anchor: Event) -> date:
    if clock.before and anchor.fixed:
        return anchor.fixed
    return (anchor.received or anchor.on) if clock.on_receipt else anchor.on


def _extension(procedure: Procedure, clock: Clock, at: Position, index: int) -> Event | None:
    """Find the last extension of `clock` since it started; a joint one counts once all agreed."""
    extending = {step.key: step for step in procedure.steps if step.extends == clock.key}
    since = [event for event in at.events[index:] if event.step in extending]
    if not since:
        return None
    last = since[-1]
    step = extending[last.step]
    agreed = {event.party for event in since if event.fixed == last.fixed}
    return None if step.joint and not agreed.issuperset(at.parties) else last


def _met_on(
    procedure: Procedure, clock: Clock, at: Position, index: int, party: str
) -> date | None:
    # A limit that runs back from a date is often met before that date is fixed.
    events = at.events if clock.before else at.events[index + 1 :]
    days = [
        day
        for key in clock.met_by
        if (day := _taken_on(procedure.step(key), events, at.parties, party))
    ]
    return min(days, default=None)


def _taken_on(
    step: Step, events: Sequence[Event], parties: Sequence[str], party: str
) -> date | None:
    """Return the day `step` was first taken: by `party`, or by all of them where it is joint."""
    by_whom: dict[str, date] = {}
    for event in events:
        if event.step == step.key:
            by_whom.setdefault(event.party, event.on)
    if party:
        return by_whom.get(party) or by_whom.get("")
    if step.joint:
        return max(by_whom.values()) if set(parties) <= set(by_whom) else None
    return min(by_whom.values(), default=None)


def _floors(
    procedure: Procedure,
    keys: Sequence[str],
    at: Position,
    calendar: WorkingCalendar,
    on: date,
) -> Iterator[tuple[date, str]]:
    for key in keys:
        clock = procedure.clock(key)
        if clock.before:
            done = [event.on for event in at.events if event.step in clock.met_by]
            ready = max(done, default=on)
            day = calendar.reckon(ready, clock.span).due
            yield _working(calendar, day), f"{clock.span} after {_long(ready)} ({clock.name})"
        else:
            _, anchor = _anchor(clock, at)
            if anchor:
                due = calendar.reckon(_start(clock, anchor), clock.span).due
                yield _working(calendar, due + timedelta(days=1)), f"the day after {clock.name}"


def _ceilings(
    procedure: Procedure, keys: Sequence[str], at: Position, calendar: WorkingCalendar
) -> Iterator[tuple[date, str, bool]]:
    for key in keys:
        clock = procedure.clock(key)
        index, anchor = _anchor(clock, at)
        if anchor:
            due = calendar.reckon(_start(clock, anchor), clock.span).due
            extension = _extension(procedure, clock, at, index)
            last = extension.fixed if extension and extension.fixed else due
            yield last, f"{clock.span} after {_long(_start(clock, anchor))} ({clock.name})", clock.firm


def _clash(earliest: date, why: str, latest: date, until: str, *, firm: bool) -> str:
    kind = "firm" if firm else "usual"
    return (
        f"No day satisfies every clock: the earliest is {_long(earliest)} ({why}), but the "
        f"{kind} limit is {_long(latest)} ({until})."
    )


def _days(
    calendar: WorkingCalendar, first: date, last: date | None, most: int
) -> tuple[date, ...]:
    found: list[date] = []
    day = first
    while len(found) < most and (last is None or day <= last):
        if calendar.is_working(day):
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)


def _working(calendar: WorkingCalendar, day: date) -> date:
    return day if calendar.is_working(day) else calendar.reckon(day, Span(1, Unit.WORKING_DAYS)).due


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
