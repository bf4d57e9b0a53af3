"""When the clocks of a case stood still or began anew, because it stood aside for a while."""

from collections.abc import Iterator
from datetime import date

from opencompact.core.calendar import Pause, Remark, remarked
from opencompact.core.procedure.engine import Position
from opencompact.core.procedure.model import Clock, Event, Procedure, Running
from opencompact.core.record import record


@record
class Stay:
    """A stay at stages aside, from the event at place `began` in the story; `ended` None: still."""

    stage: str
    began: int
    ended: int | None
    does: Running


@record
class Stopped:
    """What the stays aside did to one clock.

    `pauses` are over; `since` is the day it was stopped on, where it still is; `anew` the event
    with which it last began anew. `begun` is the place of that, or else of its anchor.
    """

    pauses: tuple[Pause, ...]
    since: date | None
    anew: Event | None
    begun: int


def stopped(procedure: Procedure, clock: Clock, at: Position, start: int, end: int) -> Stopped:
    """Return what became of a clock that started with the event at place `start`.

    Only stays that began before the event at place `end`, which stopped the clock, matter. One
    that starts while the case is aside already stands still from its first day, unless it is met
    aside as well: then it belongs to what is done there and goes on.
    """
    own = frozenset(stage for key in clock.met_by for stage in procedure.step(key).at)
    found = [
        stay
        for stay in _stays(procedure, at)
        if _over(stay, start, end) and not clock.runs_on and stay.stage not in own
        if start < stay.began or not _aside(procedure, own)
    ]
    anew = next((s.ended for s in reversed(found) if s.ended is not None and _anew(s)), None)
    later = [stay for stay in found if anew is None or stay.began >= anew]
    return Stopped(
        pauses=tuple(
            Pause(at.events[stay.began].on, at.events[stay.ended].on, _why(procedure, stay))
            for stay in later
            if stay.ended is not None and stay.does == "pause"
        ),
        since=next((at.events[max(s.began, start)].on for s in later if s.ended is None), None),
        anew=None if anew is None else at.events[anew],
        begun=start if anew is None else anew,
    )


def _stays(procedure: Procedure, at: Position) -> Iterator[Stay]:
    """Yield every stay at a stage aside that stops the other clocks."""
    stage, began = "", 0
    for index, place in enumerate(at.path):
        if stage and place != stage:
            yield Stay(stage, began, index, procedure.stage(stage).clocks)
            stage = ""
        if not stage and _stops(procedure, place):
            stage, began = place, index
    if stage:
        yield Stay(stage, began, None, procedure.stage(stage).clocks)


def _over(stay: Stay, start: int, end: int) -> bool:
    """Say whether a clock from the place `start` to `end` was running for a part of a stay."""
    return stay.began < end and (stay.ended is None or start < stay.ended)


def _aside(procedure: Procedure, stages: frozenset[str]) -> bool:
    return any(procedure.stage(key).aside for key in stages)


def _stops(procedure: Procedure, place: str) -> bool:
    return any(one.key == place and one.clocks != "run" for one in procedure.stages)


def _anew(stay: Stay) -> bool:
    return stay.does == "restart"


def _why(procedure: Procedure, stay: Stay) -> Remark:
    return remarked("the clock stands still: {stage}", stage=procedure.stage(stay.stage).name)
