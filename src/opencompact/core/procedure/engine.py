"""Where a case stands and what may happen next: both derived from its events, nothing stored."""

from collections.abc import Sequence
from datetime import date

from opencompact.core.procedure.model import (
    PARTY,
    Event,
    Procedure,
    Step,
    StepNotAllowedError,
)
from opencompact.core.record import record


@record
class Position:
    """Where a case has come to. `done` holds (step, party) pairs taken since the stage began."""

    parties: tuple[str, ...]
    stage: str
    ending: str
    since: date | None
    events: tuple[Event, ...]
    done: frozenset[tuple[str, str]]

    @property
    def closed(self) -> bool:
        """Say whether the case is over."""
        return bool(self.ending)

    def taken(self, step: str) -> tuple[Event, ...]:
        """Return every event of `step`, in order."""
        return tuple(event for event in self.events if event.step == step)


def position(procedure: Procedure, events: Sequence[Event], parties: Sequence[str]) -> Position:
    """Fold `events` into a position; raise StepNotAllowedError at the first that was not allowed.

    `parties` are the keys of every side of the case.
    """
    at = Position(tuple(parties), procedure.start, "", None, (), frozenset())
    for event in events:
        at = advance(procedure, at, event)
    return at


def advance(procedure: Procedure, at: Position, event: Event) -> Position:
    """Return the position after `event`, or raise StepNotAllowedError with what is possible."""
    step = procedure.step(event.step)
    if problem := _problem(at, event, step):
        names = tuple(option.key for option in options(procedure, at))
        can = ", ".join(names) or "nothing: the case is closed"
        raise StepNotAllowedError(f"“{step.key}” {problem}. Possible now: {can}.", names)
    done = at.done | {(step.key, event.party)}
    target = chosen(at, step.ends_with) if step.ends_with else step.to
    if step.joint and any((step.key, party) not in done for party in at.parties):
        target = ""
    return _moved(procedure, at, event, done, target)


def options(
    procedure: Procedure, at: Position, role: str = "", party: str = ""
) -> tuple[Step, ...]:
    """Return the steps that `role` (everybody, when empty) may take next, for `party` if a side."""
    if at.closed:
        return ()
    return tuple(
        step
        for step in procedure.steps
        if at.stage in step.at
        and (not role or role in step.by)
        and _ready(step, at)
        and not _spent(step, at, party)
    )


def waiting_for(step: Step, at: Position) -> tuple[str, ...]:
    """Return the parties who have not yet taken a joint step at this stage."""
    return tuple(party for party in at.parties if (step.key, party) not in at.done)


def chosen(at: Position, step: str) -> str:
    """Return the outcome chosen at `step`, the last time it was taken; empty when never."""
    return next((event.outcome for event in reversed(at.taken(step))), "")


def _ready(step: Step, at: Position) -> bool:
    return all(at.taken(needed) for needed in step.requires)


def _spent(step: Step, at: Position, party: str) -> bool:
    if step.repeat:
        return False
    if party or step.joint:
        return (step.key, party) in at.done
    return any(key == step.key for key, _ in at.done)


def _moved(
    procedure: Procedure,
    at: Position,
    event: Event,
    done: frozenset[tuple[str, str]],
    target: str,
) -> Position:
    events = (*at.events, event)
    if not target or target == at.stage:
        return Position(at.parties, at.stage, "", at.since, events, done)
    if any(ending.key == target for ending in procedure.endings):
        return Position(at.parties, at.stage, target, event.on, events, frozenset())
    return Position(at.parties, target, "", event.on, events, frozenset())


def _problem(at: Position, event: Event, step: Step) -> str:
    if at.closed:
        return f"cannot be taken: the case has ended ({at.ending})"
    if at.stage not in step.at:
        return f"cannot be taken at the stage “{at.stage}”"
    if missing := [needed for needed in step.requires if not at.taken(needed)]:
        return f"needs {', '.join(missing)} first"
    if _spent(step, at, event.party):
        return "has been taken already"
    return _wrong_hand(at, event, step) or _missing_detail(step, event)


def _wrong_hand(at: Position, event: Event, step: Step) -> str:
    if event.by not in step.by:
        return f"is for {', '.join(step.by)}, not for {event.by}"
    if event.by == PARTY and event.party not in at.parties:
        return f"must say which party takes it ({', '.join(at.parties)}), not “{event.party}”"
    if at.events and event.on < at.events[-1].on:
        return f"is dated {event.on}, before the step it follows ({at.events[-1].on})"
    return ""


def _missing_detail(step: Step, event: Event) -> str:
    if step.choices and event.outcome not in step.choices:
        return f"must choose one of {', '.join(step.choices)}"
    if (step.schedules or step.extends) and event.fixed is None:
        return "must say the date that it fixes"
    return ""
