"""Where a case stands and what may happen next: both derived from its events, nothing stored."""

from collections.abc import Sequence
from datetime import date

from opencompact.core.calendar import written
from opencompact.core.procedure.model import (
    PARTY,
    Event,
    Procedure,
    Side,
    Step,
    StepNotAllowedError,
)
from opencompact.core.record import record

Done = frozenset[tuple[str, str]]
"""The pairs (step, party) that were taken since a stage began."""


@record
class Aside:
    """The stage that a case turned aside from, since when it was there and what was done there."""

    stage: str
    since: date | None
    done: Done


@record
class Position:
    """Where a case has come to. `done` is what was taken since the stage began.

    For each event, `path` holds the stage or ending it left the case at, and `effective` whether it
    took effect: a joint step does when the last party takes it. `main` is `path` with the stages
    that a case turned aside from in place of those aside. `raising` are the parties who began it.
    """

    parties: tuple[str, ...]
    stage: str
    ending: str
    since: date | None
    events: tuple[Event, ...]
    done: Done
    path: tuple[str, ...] = ()
    effective: tuple[bool, ...] = ()
    main: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
    aside: Aside | None = None

    @property
    def closed(self) -> bool:
        """Say whether the case is over."""
        return bool(self.ending)

    def on(self, side: Side) -> tuple[str, ...]:
        """Return the parties on a side, every party for none."""
        wanted = {"": (True, False), "raising": (True,), "answering": (False,)}[side]
        return tuple(party for party in self.parties if (party in self.raising) in wanted)

    def taken(self, step: str) -> tuple[Event, ...]:
        """Return every event of `step`, in order."""
        return tuple(event for event in self.events if event.step == step)

    def happened(self, step: str) -> bool:
        """Say whether `step` took effect at least once."""
        pairs = zip(self.events, self.effective, strict=True)
        return any(event.step == step and took for event, took in pairs)


def position(
    procedure: Procedure,
    events: Sequence[Event],
    parties: Sequence[str],
    raising: Sequence[str] = (),
) -> Position:
    """Fold `events` into a position; raise StepNotAllowedError at the first that was not allowed.

    `parties` are the keys of everybody who is on a side of the case; `raising` are those of them
    who began it, the first where that is not said.
    """
    began = tuple(raising or parties[:1])
    at = Position(tuple(parties), procedure.start, "", None, (), frozenset(), raising=began)
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
    return _moved(procedure, at, event, step)


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
        and (not party or party in at.on(step.side))
        and _ready(step, at)
        and not _spent(step, at, party)
    )


def waiting_for(step: Step, at: Position) -> tuple[str, ...]:
    """Return the parties who have not yet taken a joint step at this stage."""
    return tuple(party for party in at.on(step.side) if (step.key, party) not in at.done)


def chosen(at: Position, step: str) -> str:
    """Return the outcome chosen at `step`, the last time it was taken; empty when never."""
    return next((event.outcome for event in reversed(at.taken(step))), "")


def _ready(step: Step, at: Position) -> bool:
    return not _needed(step, at)


def _needed(step: Step, at: Position) -> tuple[str, ...]:
    """Return the steps that must have taken effect before `step` and have not."""
    before = (*step.requires, step.ends_with)
    return tuple(key for key in before if key and not at.happened(key))


def _spent(step: Step, at: Position, party: str) -> bool:
    if step.repeat:
        return False
    if party or step.joint:
        return (step.key, party) in at.done
    return any(key == step.key for key, _ in at.done)


def _moved(procedure: Procedure, at: Position, event: Event, step: Step) -> Position:
    done = _standing(at, event, step) | {(step.key, event.party)}
    took = not step.joint or all((step.key, party) in done for party in at.on(step.side))
    if took and step.joint and step.repeat:
        done = frozenset(pair for pair in done if pair[0] != step.key)
    place = _target(at, step) if took else at.stage
    over = any(ending.key == place for ending in procedure.endings)
    stage = at.stage if over else place
    came_from = _left(procedure, at, stage, done)
    back = at.aside if at.aside and step.returns and took else None
    stays = place == at.stage
    since, kept = (at.since, done) if stays else (event.on, frozenset[tuple[str, str]]())
    return Position(
        at.parties,
        stage,
        place if over else "",
        back.since if back else since,
        (*at.events, event),
        back.done if back else kept,
        (*at.path, place),
        (*at.effective, took),
        (*at.main, place if over or came_from is None else came_from.stage),
        at.raising,
        came_from,
    )


def _target(at: Position, step: Step) -> str:
    """Return the stage or ending that `step` leads to when it takes effect."""
    if step.returns and at.aside:
        return at.aside.stage
    target = chosen(at, step.ends_with) if step.ends_with else step.to
    return target or at.stage


def _left(procedure: Procedure, at: Position, stage: str, done: Done) -> Aside | None:
    """Return where a case that now is at `stage` turned aside from; None on the main way."""
    if not procedure.stage(stage).aside:
        return None
    return at.aside or Aside(at.stage, at.since, done)


def _standing(at: Position, event: Event, step: Step) -> Done:
    """Return what stands at this stage: another date or person undoes the yes of the others."""
    last = at.taken(step.key)
    if step.joint and last and (last[-1].fixed, last[-1].named) != (event.fixed, event.named):
        return frozenset(pair for pair in at.done if pair[0] != step.key)
    return at.done


def _problem(at: Position, event: Event, step: Step) -> str:
    if at.closed:
        return f"cannot be taken: the case has ended ({at.ending})"
    if at.stage not in step.at:
        return f"cannot be taken at the stage “{at.stage}”"
    if missing := _needed(step, at):
        return f"needs {', '.join(missing)} first"
    if _spent(step, at, event.party):
        return "has been taken already"
    return _wrong_hand(at, event, step) or _undated(at, event) or _missing_detail(step, event)


def _wrong_hand(at: Position, event: Event, step: Step) -> str:
    if event.by not in step.by:
        return f"is for {', '.join(step.by)}, not for {event.by}"
    if event.by == PARTY and event.party not in at.on(step.side):
        can = ", ".join(at.on(step.side))
        return f"must say which party takes it ({can}), not “{event.party}”"
    if event.by != PARTY and event.party:
        return f"is taken by the {event.by}, who is no party: leave out “{event.party}”"
    return ""


def _undated(at: Position, event: Event) -> str:
    if at.events and event.on < at.events[-1].on:
        before = written(at.events[-1].on)
        return f"is dated {written(event.on)}, before the step it follows ({before})"
    if event.received and event.received < event.on:
        return (
            f"was received on {written(event.received)}, before it was sent ({written(event.on)})"
        )
    if event.fixed and event.fixed < event.on:
        return f"fixes {written(event.fixed)}, a day already past on {written(event.on)}"
    return ""


def _missing_detail(step: Step, event: Event) -> str:
    if step.choices and event.outcome not in step.choices:
        return f"must choose one of {', '.join(step.choices)} (write it as `outcome`)"
    if (step.schedules or step.extends) and event.fixed is None:
        return "must say the date that it fixes (write it as `fixed`)"
    return ""
