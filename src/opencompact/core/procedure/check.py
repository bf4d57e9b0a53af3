"""Proves of a procedure that it can always finish; names the place and the remedy where not."""

from collections import Counter
from collections.abc import Iterable, Iterator

from opencompact.core.procedure.model import Clock, Holder, Procedure, Step
from opencompact.core.record import record

Place = tuple[str | int, ...]


@record
class Fault:
    """What is wrong and what to do; `place` leads to it: `("stages", 2)` is the third stage."""

    place: Place
    says: str


def check(procedure: Procedure) -> tuple[Fault, ...]:
    """Return every fault of `procedure`; none means that each stage can end.

    Clocks and rooms are only checked once every name they use is known.
    """
    dead_ends = (*_unreached(procedure), *_trapped(procedure))
    unnamed = (*_twice(procedure), *_unknown(procedure))
    if unnamed:
        return (*unnamed, *dead_ends)
    return (
        *dead_ends,
        *_clocks(procedure),
        *_withdrawal(procedure),
        *_hidden(procedure),
    )


def _twice(procedure: Procedure) -> Iterator[Fault]:
    for name in ("roles", "stages", "steps", "clocks", "endings", "gates"):
        keys = Counter(item.key for item in getattr(procedure, name))
        for index, item in enumerate(getattr(procedure, name)):
            if keys[item.key] > 1:
                yield Fault((name, index), f"“{item.key}” is used twice: give one another key.")
    both = {s.key for s in procedure.stages} & {e.key for e in procedure.endings}
    for key in sorted(both):
        yield Fault(("endings",), f"“{key}” is a stage and an ending: rename one of them.")


def _unknown(procedure: Procedure) -> Iterator[Fault]:
    roles = {role.key for role in procedure.roles}
    stages = {stage.key for stage in procedure.stages}
    steps = {step.key for step in procedure.steps}
    clocks = {clock.key for clock in procedure.clocks}
    endings = {ending.key for ending in procedure.endings}
    yield from _strangers(("start",), [procedure.start], stages, "stage")
    if procedure.withdrawal:
        yield from _strangers(("withdrawal",), [procedure.withdrawal], steps, "step")
        yield from _strangers(("withdrawal_at",), procedure.withdrawal_at, stages, "stage")
    for n, stage in enumerate(procedure.stages):
        yield from _strangers(("stages", n, "open_to"), stage.open_to, roles, "role")
    for n, step in enumerate(procedure.steps):
        place: Place = ("steps", n)
        yield from _strangers((*place, "by"), step.by, roles, "role")
        yield from _strangers((*place, "at"), step.at, stages, "stage")
        yield from _strangers((*place, "to"), [step.to], stages | endings, "stage or ending")
        yield from _strangers((*place, "requires"), step.requires, steps, "step")
        yield from _strangers((*place, "choices"), step.choices, endings, "ending")
        yield from _strangers((*place, "ends_with"), [step.ends_with], steps, "step")
        yield from _strangers((*place, "extends"), [step.extends], clocks, "clock")
        if step.schedules:
            asked = (*step.schedules.after, *step.schedules.by)
            yield from _strangers((*place, "schedules"), asked, clocks, "clock")
        wanted = [need.if_taken for need in step.needs]
        yield from _strangers((*place, "needs"), wanted, steps, "step")
    for n, clock in enumerate(procedure.clocks):
        yield from _strangers(("clocks", n, "owner"), [clock.owner], roles, "role")
        yield from _strangers(("clocks", n, "met_by"), clock.met_by, steps, "step")
        yield from _strangers(("clocks", n, "after"), clock.after, steps, "step")
        yield from _strangers(("clocks", n, "before"), [clock.before], steps, "step")


def _strangers(place: Place, keys: Iterable[str], known: set[str], kind: str) -> Iterator[Fault]:
    for key in keys:
        if key and key not in known:
            there = ", ".join(sorted(known)) or "none"
            yield Fault(place, f"“{key}” is no {kind} of this procedure. There are: {there}.")


def _targets(procedure: Procedure, step: Step) -> tuple[str, ...]:
    if step.ends_with:
        return next((s.choices for s in procedure.steps if s.key == step.ends_with), ())
    return (step.to,) if step.to else ()


def _unreached(procedure: Procedure) -> Iterator[Fault]:
    reached = _reached_from(procedure, procedure.start)
    for n, stage in enumerate(procedure.stages):
        if stage.key not in reached:
            yield Fault(
                ("stages", n),
                f"No case can reach the stage “{stage.key}”: let a step lead to it, or remove it.",
            )
    for n, ending in enumerate(procedure.endings):
        if ending.key not in reached:
            yield Fault(
                ("endings", n),
                f"No case can end with “{ending.key}”: let a step lead to it, or remove it.",
            )


def _reached_from(procedure: Procedure, start: str) -> set[str]:
    reached, open_ends = {start}, [start]
    while open_ends:
        stage = open_ends.pop()
        for step in procedure.steps:
            if stage in step.at:
                new = set(_targets(procedure, step)) - reached
                reached |= new
                open_ends += new
    return reached


def _trapped(procedure: Procedure) -> Iterator[Fault]:
    """Find stages that end only if every party agrees: one silent party would hold the case."""
    ends = {ending.key for ending in procedure.endings}
    grows = True
    while grows:
        new = {
            stage
            for step in procedure.steps
            if not step.joint and ends.intersection(_targets(procedure, step))
            for stage in step.at
        } - ends
        ends |= new
        grows = bool(new)
    for n, stage in enumerate(procedure.stages):
        if stage.key not in ends:
            yield Fault(
                ("stages", n),
                f"A case at the stage “{stage.key}” may never end: no way out of it that does not "
                "need the agreement of every party leads to an ending. Add a step there, at "
                "best one of a role that is not a party.",
            )


def _clocks(procedure: Procedure) -> Iterator[Fault]:
    for n, clock in enumerate(procedure.clocks):
        for says in _clock_faults(procedure, clock):
            yield Fault(("clocks", n), f"The clock “{clock.key}” {says}")


def _clock_faults(procedure: Procedure, clock: Clock) -> Iterator[str]:
    if bool(clock.after) == bool(clock.before):
        yield "needs exactly one anchor: `after` (steps) or `before` (a step that fixes a date)."
    if not clock.met_by:
        yield "is met by no step: say in `met_by` what stops it."
    for key in clock.met_by:
        if clock.owner not in procedure.step(key).by:
            yield f"belongs to {clock.owner}, who cannot take “{key}”: change `owner` or `met_by`."
    if clock.before and not procedure.step(clock.before).schedules:
        yield f"runs back from “{clock.before}”, which fixes no date: give that step `schedules`."
    if clock.span.amount <= 0:
        yield "has no length: write an amount of 1 or more."
    if clock.met_by and not clock.before and not _can_follow(procedure, clock):
        yield "can never run: none of its anchors can come before a step that meets it."


def _can_follow(procedure: Procedure, clock: Clock) -> bool:
    after: set[str] = set()
    for key in clock.after:
        step = procedure.step(key)
        stages = {*_targets(procedure, step), *step.at}
        after |= set().union(*(_reached_from(procedure, stage) for stage in stages))
    return any(after.intersection(procedure.step(key).at) for key in clock.met_by)


def _withdrawal(procedure: Procedure) -> Iterator[Fault]:
    if not procedure.withdrawal:
        return
    offered = procedure.step(procedure.withdrawal).at
    for key in procedure.withdrawal_at:
        if key not in offered:
            yield Fault(
                ("withdrawal_at",),
                f"Withdrawal is promised at the stage “{key}”, but “{procedure.withdrawal}” cannot "
                "be taken there: add the stage to its `at`.",
            )


def _hidden(procedure: Procedure) -> Iterator[Fault]:
    """Find roles that must act at a stage whose exchange they may not see."""
    for n, stage in enumerate(procedure.stages):
        inside = (s for s in procedure.steps if stage.key in s.at and not s.from_outside)
        acting = {role for step in inside for role in step.by}
        for role in sorted(acting - set(stage.open_to)):
            yield Fault(
                ("stages", n, "open_to"),
                f"“{role}” acts at the stage “{stage.key}” but is not in its `open_to`: let them "
                "see it, or take the step away from them.",
            )
        if stage.room == "mediation":
            for role in sorted(key for key in stage.open_to if _stranger_there(procedure, key)):
                yield Fault(
                    ("stages", n, "open_to"),
                    f"The mediation room of “{stage.key}” is open to “{role}”: mediation material "
                    "is for the parties and the mediator alone.",
                )


def _stranger_there(procedure: Procedure, role: str) -> bool:
    return procedure.role(role).held_by not in {Holder.PARTY, Holder.MEDIATOR}
