"""The clocks of a case: what is awaited, from whom, by when and how that date was reached."""

from collections.abc import Iterator, Mapping
from datetime import date

from opencompact.core.calendar import Reckoning, WorkingCalendar
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Event, Procedure, Step
from opencompact.core.procedure.pausing import Stopped, stopped
from opencompact.core.record import record

Kept = Mapping[tuple[str, str, int], date]
"""Days that stand although the calendar now gives an earlier one, because nobody said yes to it.

By the clock's key, the party (empty where it is not each party's own) and the place of the anchor.
"""


@record
class Deadline:
    """One running or finished clock of a case, for one party where the clock is each party's own.

    `due` differs from `reckoning.due` where an extension was agreed, or where an earlier day would
    have shortened a promised time (`kept`). `place` is that of the anchor among the events.
    `met_on` is None while it runs and where it was never met: then `left_on` is the day the case
    went on without it. `still_since` is the day it was stopped on, where it stands still now.
    """

    clock: Clock
    party: str
    anchor: Event
    reckoning: Reckoning
    due: date
    extension: Event | None
    met_on: date | None
    left_on: date | None = None
    place: int = 0
    still_since: date | None = None
    anew: Event | None = None
    kept: bool = False

    @property
    def name(self) -> tuple[str, str, int]:
        """What tells it from every other of the case."""
        return self.clock.key, self.party, self.place

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
        return not unused and (self.ended_on or self.still_since or on) > self.due

    def breached(self, on: date) -> bool:
        """Say whether a firm limit was passed; passing a usual one is no breach."""
        return self.clock.firm and self.passed(on)


def clocks(
    procedure: Procedure, at: Position, calendar: WorkingCalendar, kept: Kept | None = None
) -> tuple[Deadline, ...]:
    """Return every clock that has started, running or met, in the order of their due dates."""
    found = [
        deadline
        for clock in procedure.clocks
        for deadline in _started(procedure, clock, at, calendar, kept or {})
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.clock.key, one.party)))


def deadlines(
    procedure: Procedure, at: Position, calendar: WorkingCalendar, kept: Kept | None = None
) -> tuple[Deadline, ...]:
    """Return the clocks that run now: what is awaited and by when. None once the case is closed.

    One that goes on while the case stands aside is among them, one that stands still is not.
    """
    if at.closed:
        return ()
    here = {at.stage, at.main[-1] if at.main else at.stage}
    return tuple(
        one
        for one in clocks(procedure, at, calendar, kept)
        if one.met_on is None
        and one.still_since is None
        and here.intersection(_stages(procedure, one.clock))
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


@record
class Limit:
    """How the end of a clock was reckoned, where it ends, the extension, and what stopped it."""

    reckoning: Reckoning
    due: date
    extension: Event | None
    stopped: Stopped
    kept: bool = False


def limit(
    procedure: Procedure,
    clock: Clock,
    at: Position,
    calendar: WorkingCalendar,
    kept: Kept | None = None,
    party: str = "",
) -> Limit | None:
    """Return the limit of a clock for a party; None before it starts."""
    found = anchored(clock, at)
    if found is None:
        return None
    index, anchor = found
    what = _stopped(procedure, clock, at, index, party)
    start = _start(clock, anchor)
    if what.anew:
        start = max(start, what.anew.on)
    reckoning = calendar.reckon(start, clock.span, before=bool(clock.before), pauses=what.pauses)
    extension = _extension(procedure, clock, at, what.begun)
    if extension and extension.fixed:
        later = (pause for pause in what.pauses if pause.start >= extension.on)
        due = calendar.pushed(extension.fixed, clock.span.unit, later)
        return Limit(reckoning, due, extension, what)
    stands = (kept or {}).get((clock.key, party, index))
    if stands and stands > reckoning.due:
        return Limit(reckoning, stands, None, what, kept=True)
    return Limit(reckoning, reckoning.due, None, what)


def done_on(clock: Clock, event: Event) -> date:
    """Return the day that counts for meeting `clock`: a limit before a date may ask for receipt."""
    return (event.received or event.on) if clock.before and clock.on_receipt else event.on


def _started(
    procedure: Procedure, clock: Clock, at: Position, calendar: WorkingCalendar, kept: Kept
) -> Iterator[Deadline]:
    found = anchored(clock, at)
    if found is None:
        return
    index, anchor = found
    for party in _owners(procedure, clock, at):
        ends = limit(procedure, clock, at, calendar, kept, party)
        if ends is None:
            continue
        met = _met(procedure, clock, at, index, party)
        yield Deadline(
            clock,
            party,
            anchor,
            ends.reckoning,
            ends.due,
            ends.extension,
            met and met[0],
            None if met else _left_on(procedure, clock, at, _since(clock, index)),
            place=index,
            still_since=None if met else ends.stopped.since,
            anew=ends.stopped.anew,
            kept=ends.kept,
        )


def _owners(procedure: Procedure, clock: Clock, at: Position) -> tuple[str, ...]:
    """Return the parties whose clock it is, each its own; nobody in particular for any other."""
    if not clock.each_party:
        return ("",)
    sides = {procedure.step(key).side for key in clock.met_by}
    return tuple(party for party in at.parties if any(party in at.on(side) for side in sides))


def _since(clock: Clock, index: int) -> int:
    """Return the first place that counts: what runs back from a date is often met before that."""
    return 0 if clock.before else index + 1


def _stopped(procedure: Procedure, clock: Clock, at: Position, index: int, party: str) -> Stopped:
    if clock.before:
        return Stopped((), None, None, index)
    met = _met(procedure, clock, at, index, party)
    return stopped(procedure, clock, at, index, met[1] if met else len(at.events))


def _start(clock: Clock, anchor: Event) -> date:
    if clock.before and anchor.fixed:
        return anchor.fixed
    return (anchor.received or anchor.on) if clock.on_receipt else anchor.on


def _extension(procedure: Procedure, clock: Clock, at: Position, index: int) -> Event | None:
    """Find the last extension of `clock` since it began; a joint one counts once all agreed."""
    extending = {step.key for step in procedure.steps if step.extends == clock.key}
    for place in range(len(at.events) - 1, index, -1):
        if at.events[place].step in extending and at.effective[place]:
            return at.events[place]
    return None


def _stages(procedure: Procedure, clock: Clock) -> frozenset[str]:
    """Return the stages at which `clock` can be met."""
    return frozenset(stage for key in clock.met_by for stage in procedure.step(key).at)


def _met(
    procedure: Procedure, clock: Clock, at: Position, index: int, party: str
) -> tuple[date, int] | None:
    """Return the day on which a clock was met, and the place of the event that met it."""
    taken = [
        found
        for key in clock.met_by
        for found in _days_taken(clock, procedure.step(key), at, _since(clock, index), party)
    ]
    return min(taken, default=None)


def _days_taken(
    clock: Clock, step: Step, at: Position, since: int, party: str
) -> Iterator[tuple[date, int]]:
    """Yield the days `step` was taken: by `party`, or with effect where no party is named."""
    for place in range(since, len(at.events)):
        event = at.events[place]
        mine = event.party in {party, ""} if party else at.effective[place]
        if event.step == step.key and mine:
            yield done_on(clock, event), place


def _left_on(procedure: Procedure, clock: Clock, at: Position, since: int) -> date | None:
    """Return the day on which the case left the stages where `clock` could be met.

    A case that stands aside has not left the stage that it turned aside from.
    """
    stages = _stages(procedure, clock)
    places, main = (procedure.start, *at.path), (procedure.start, *at.main)
    inside = [n for n in range(since, len(places)) if stages.intersection((places[n], main[n]))]
    left = inside[-1] if inside else len(at.events) - at.closed
    return at.events[left].on if left < len(at.events) else None
