"""Firm clocks that contradict each other in every case, however fast everybody is."""

from collections.abc import Iterable, Iterator
from typing import Final

from opencompact.core.calendar import Span, Unit
from opencompact.core.procedure.check.fault import Fault, Place
from opencompact.core.procedure.check.ways import can_precede
from opencompact.core.procedure.model import Clock, Procedure, Step

WEEK: Final = 7
WORKING: Final = 5
MONTH: Final = (28, 31)
# So many days in a row can be holidays that a nation has beside the weekends, in any fortnight.
HOLIDAYS: Final = 5


def clash_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find pairs of firm clocks of which one is over before the other lets the step be taken."""
    for n, step in enumerate(procedure.steps):
        for floor, ceiling, place in _pairs(procedure, n, step):
            if _contradict(procedure, floor, ceiling):
                yield Fault(
                    place,
                    f"“{step.key}” can never be taken in time: “{ceiling.key}” ({ceiling.span}) "
                    f"is over before “{floor.key}” ({floor.span}) lets it. Make one of them "
                    "longer or shorter, or write `firm: false` for the one that gives way.",
                )


def _pairs(procedure: Procedure, n: int, step: Step) -> Iterator[tuple[Clock, Clock, Place]]:
    """Yield each clock that holds a step back with each firm one that hurries it."""
    if step.schedules:
        for floor in map(procedure.clock, step.schedules.after):
            for ceiling in map(procedure.clock, step.schedules.by):
                if floor.firm and ceiling.firm and not (floor.optional and floor.before):
                    yield floor, ceiling, ("steps", n, "schedules")
    if step.waits_for:
        floor = procedure.clock(step.waits_for)
        for ceiling in procedure.clocks:
            if ceiling.met_by == (step.key,) and ceiling.firm and ceiling.key != floor.key:
                yield floor, ceiling, ("steps", n, "waits_for")


def _contradict(procedure: Procedure, floor: Clock, ceiling: Clock) -> bool:
    """Say whether even in the best case the ceiling is over too soon.

    The best case starts the ceiling as late as it can: where one of its anchors can come after what
    the floor counts from, there is room.
    """
    if ceiling.before:
        return False
    begins = floor.met_by if floor.before else floor.after
    if _can_follow(procedure, begins, ceiling.after):
        return False
    longest, shortest = _longest(ceiling.span), _shortest(floor.span)
    if ceiling.span.unit is floor.span.unit:
        longest, shortest = ceiling.span.amount, floor.span.amount
    # A date may lie right at the end of a limit that runs back; what waits comes a day after.
    return longest < shortest + (not floor.before)


def _can_follow(procedure: Procedure, first: Iterable[str], later: Iterable[str]) -> bool:
    return any(
        one != other and can_precede(procedure, one, procedure.step(other))
        for one in first
        for other in later
    )


def _shortest(span: Span) -> int:
    """Return the fewest days that a span can take."""
    match span.unit:
        case Unit.WORKING_DAYS:
            return span.amount + 2 * ((span.amount - 1) // WORKING)
        case Unit.WEEKS:
            return span.amount * WEEK
        case Unit.MONTHS:
            return span.amount * MONTH[0]
    return span.amount


def _longest(span: Span) -> int:
    """Return more days than a span ever takes."""
    match span.unit:
        case Unit.WORKING_DAYS:
            weeks = span.amount // WORKING + 1
            return span.amount + 2 * weeks + HOLIDAYS * (weeks // 2 + 1)
        case Unit.WEEKS:
            return span.amount * WEEK
        case Unit.MONTHS:
            return span.amount * MONTH[1]
    return span.amount
