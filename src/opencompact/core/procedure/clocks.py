"""The clocks of a case: what is awaited, from whom, by when and how that date was reached."""

from collections.abc import Iterator
from datetime import date

from opencompact.core.calendar import Reckoning, WorkingCalendar
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Event, Procedure, Step
from opencompact.core.record import record


@record
class Deadline:
    """One running or finished clock of a case, for one party where the clock is each party's own.

    `due` differs from `reckoning.due` where an extension was agreed. `met_on` is None while it runs
    and where it was never met: then `left_on` is the day the case went on without it.
    """

    clock: Clock
    party: str
    anchor: Event
    reckoning: Reckoning
    due: date
    extension: Event | None
    met_on: date | None
    left_on: date | None = None

    @property
    def ended_on(self) -> date | None:
        """The day on which the clock stopped, met or not; None while it runs."""
        return self.met_on or self.left_on

    def overdue(self, on: date) -> bool:
        """Say whether `on` is past the due date of a clock that still runs."""
        return self.ended_on is None and self.passed(on)

    def passed(self, on: date) -> bool:
        """Say whether the limit, firm or usual, was not kept; a time left unused always is."""
        unused = self.clock.optional and self.met_on is None
        return not unused and (self.ended_on or on) > self.due

    def breached(self, on: date) -> bool:
        """Say whether a firm limit was passed; passing a usual one is no breach."""
        return self.clock.firm and self.passed(on)


def clocks(procedure: Procedure, at: Position, calendar: WorkingCalendar) -> tuple[Deadline, ...]:
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
    return tuple(
        one
        for one in clocks(procedure, at, calendar)
        if one.met_on is None and at.stage in _stages(procedure, one.clock)
    )


def anchored(clock: Clock, at: Position) -> tuple[int, Event] | None:
    """Find the latest event that starts `clock`, with its place; None before there is one.

    A joint step counts once every party has taken it.
    """
    wanted = (clock.before,) if clock.before else clock.after
    for index in range(len(at.events) - 1, -1, -1):
        if at.events[index].step in wanted and at.effective[index]:
            return index, at.events[index]
    return None


def limit(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar
) -> tuple[Reckoning, date, Event | None] | None:
    """Return how the limit was reckoned, where it ends and the extension; None before it starts."""
    found = anchored(clock, at)
    if found is None:
        return None
    index, anchor = found
    reckoning = calendar.reckon(_start(clock, anchor), clock.span, before=bool(clock.before))
    extension = _extension(procedure, clock, at, index)
    return reckoning, (extension and extension.fixed) or reckoning.due, extension


def done_on(clock: Clock, event: Event) -> date:
    """Return the day that counts for meeting `clock`: a limit before a date may ask for receipt."""
    return (event.received or event.on) if clock.before and clock.on_receipt else event.on


def _started(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar
) -> Iterator[Deadline]:
    found, ends = anchored(clock, at), limit(procedure, clock, at, calendar)
    if found is None or ends is None:
        return
    index, anchor = found
    reckoning, due, extension = ends
    # A limit that runs back from a date is often met before that date is fixed.
    since = 0 if clock.before else index + 1
    for party in at.parties if clock.each_party else ("",):
        met = _met_on(procedure, clock, at, since, party)
        left = None if met else _left_on(procedure, clock, at, since)
        yield Deadline(clock, party, anchor, reckoning, due, extension, met, left)


def _start(clock: Clock, anchor: Event) -> date:
    if clock.before and anchor.fixed:
        return anchor.fixed
    return (anchor.received or anchor.on) if clock.on_receipt else anchor.on


def _extension(procedure: Procedure, clock: Clock, at: Position, index: int) -> Event | None:
    """Find the last extension of `clock` since it started; a joint one counts once all agreed."""
    extending = {step.key for step in procedure.steps if step.extends == clock.key}
    for place in range(len(at.events) - 1, index, -1):
        if at.events[place].step in extending and at.effective[place]:
            return at.events[place]
    return None


def _stages(procedure: Procedure, clock: Clock) -> frozenset[str]:
    """Return the stages at which `clock` can be met."""
    return frozenset(stage for key in clock.met_by for stage in procedure.step(key).at)


def _met_on(
    procedure: Procedure, clock: Clock, at: Position, since: int, party: str
) -> date | None:
    days = [
        day
        for key in clock.met_by
        for day in _days_taken(clock, procedure.step(key), at, since, party)
    ]
    return min(days, default=None)


def _days_taken(clock: Clock, step: Step, at: Position, since: int, party: str) -> Iterator[date]:
    """Yield the days `step` was taken: by `party`, or with effect where no party is named."""
    for place in range(since, len(at.events)):
        event = at.events[place]
        mine = event.party in {party, ""} if party else at.effective[place]
        if event.step == step.key and mine:
            yield done_on(clock, event)


def _left_on(procedure: Procedure, clock: Clock, at: Position, since: int) -> date | None:
    """Return the day on which the case left the stages where `clock` could be met."""
    stages, places = _stages(procedure, clock), (procedure.start, *at.path)
    inside = [n for n in range(since, len(places)) if places[n] in stages]
    left = inside[-1] if inside else len(at.events) - at.closed
    return at.events[left].on if left < len(at.events) else None
