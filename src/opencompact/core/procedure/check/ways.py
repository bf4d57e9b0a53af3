"""The ways through a procedure: every stage is reached, every one can be left, every step taken.

A stage aside gives a case back to the stage that it came from, so that it ends where all those do.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from opencompact.core.procedure.check.fault import Fault
from opencompact.core.procedure.model import Holder, Procedure, Side, Step

SILENT: Final[tuple[Side, ...]] = ("", "raising", "answering")
"""Who may stay silent: any one party, or a whole side with what is for it alone."""
SEATING: Final = frozenset({Holder.CHAIR, Holder.OFFICER})
"""Who says, by being that, who else sits in a case."""


def way_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find what no case can reach, and where a case could be stuck."""
    stages, steps = _possible(procedure)
    yield from _unreached(procedure, stages)
    yield from _never_taken(procedure, stages, steps)
    yield from _trapped(procedure, steps)


def targets(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """Return the stages or endings that `step` can lead to, which may be back to one before."""
    if step.returns:
        return origins(procedure, step)
    if step.ends_with:
        return next((s.choices for s in procedure.steps if s.key == step.ends_with), ())
    return (step.to,) if step.to else ()


def origins(procedure: Procedure, step: Step) -> tuple[str, ...]:
    """Return the stages that a case can have turned aside from before `step` leads it back."""
    aside = {stage.key for stage in procedure.stages if stage.aside}
    here, grows = set(step.at), True
    while grows:
        new = {
            place for one in procedure.steps if one.to in here & aside for place in one.at
        } - here
        here |= new
        grows = bool(new)
    return tuple(stage.key for stage in procedure.stages if stage.key in here - aside)


def reached_from(procedure: Procedure, start: str) -> set[str]:
    """Return the stages and endings that can follow the stage `start`, and itself."""
    reached, open_ends = {start}, [start]
    while open_ends:
        stage = open_ends.pop()
        for step in procedure.steps:
            if stage in step.at:
                new = set(targets(procedure, step)) - reached
                reached |= new
                open_ends += new
    return reached


def can_precede(procedure: Procedure, first: str, later: Step) -> bool:
    """Say whether the step `first` can come before `later` in some case."""
    step = procedure.step(first)
    stages = {*targets(procedure, step), *step.at}
    after = set().union(*(reached_from(procedure, stage) for stage in stages))
    return bool(after.intersection(later.at))


def _needed(procedure: Procedure, step: Step) -> list[Step]:
    """Return the steps that must come before `step`; unknown ones are complained of elsewhere."""
    wanted = {*step.requires, step.ends_with}
    return [one for one in procedure.steps if one.key in wanted]


def _possible(procedure: Procedure) -> tuple[set[str], set[str]]:
    """Return the stages and endings that a case can reach, and the steps it can take."""
    stages, steps = {procedure.start}, set[str]()
    grows = True
    while grows:
        new = [
            step
            for step in procedure.steps
            if step.key not in steps
            and stages.intersection(step.at)
            and all(
                one.key in steps and can_precede(procedure, one.key, step)
                for one in _needed(procedure, step)
            )
        ]
        steps |= {step.key for step in new}
        # What leads back leads to no stage that the case was not at.
        stages.update(*(targets(procedure, step) for step in new if not step.returns))
        grows = bool(new)
    return stages, steps


def has_seater(procedure: Procedure) -> bool:
    """Say whether somebody in the procedure can give others a seat in a case."""
    return any(role.held_by in SEATING for role in procedure.roles)


def _unreached(procedure: Procedure, reached: set[str]) -> Iterator[Fault]:
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


def _never_taken(procedure: Procedure, stages: set[str], steps: set[str]) -> Iterator[Fault]:
    for n, step in enumerate(procedure.steps):
        if step.key not in steps and stages.intersection(step.at):
            wanted = ", ".join(f"“{one.key}”" for one in _needed(procedure, step))
            yield Fault(
                ("steps", n),
                f"“{step.key}” can never be taken: it needs {wanted} first, and no case comes "
                "there with that done: let a case come there so, or mend what it needs.",
            )


def _trapped(procedure: Procedure, possible: set[str]) -> Iterator[Fault]:
    """Find stages that end only if every party agrees, or only if one side goes on with them."""
    ending = {side: _ending(procedure, possible, side) for side in SILENT}
    for n, stage in enumerate(procedure.stages):
        if stage.key not in ending[""]:
            yield Fault(
                ("stages", n),
                f"A case at the stage “{stage.key}” may never end: no way out of it that does not "
                "need the agreement of every party leads to an ending. Add a step there, at "
                "best one of a role that is not a party.",
            )
            continue
        for side in SILENT:
            # Before the first step nobody has raised anything that could be held.
            begins = side == "raising" and stage.key == procedure.start
            if stage.key not in ending[side] and not begins:
                yield Fault(
                    ("stages", n),
                    f"A case at the stage “{stage.key}” may never end where the {side} side stays "
                    "silent. Add a step there for somebody else, at best for a role that is not a "
                    "party.",
                )


def _ending(procedure: Procedure, possible: set[str], silent: Side) -> set[str]:
    """Return where a case comes to an ending without all agreeing and without the silent side."""
    free = _free(procedure, possible, silent)
    ends = {ending.key for ending in procedure.endings}
    grows = True
    while grows:
        new = {stage for step in free if _ends(procedure, step, ends) for stage in step.at} - ends
        ends |= new
        grows = bool(new)
    return ends


def _ends(procedure: Procedure, step: Step, ends: set[str]) -> bool:
    """Say whether `step` leads to where a case can end: one that returns, wherever it does."""
    found = set(targets(procedure, step))
    return bool(found) and found <= ends if step.returns else bool(found & ends)


def _free(procedure: Procedure, possible: set[str], silent: Side) -> list[Step]:
    """Return the steps that one role can take alone, with all that it needs at the same stage.

    Those of a side that stays silent are not among them, nor those of a mediator who has no seat
    before all agree on one.
    """
    free: list[Step] = []
    alone = partial(_alone, procedure, free)
    agreed = () if has_seater(procedure) else _held_by(procedure, Holder.MEDIATOR)
    left = [
        step
        for step in procedure.steps
        if step.key in possible
        and not step.joint
        and not (silent and step.side == silent)
        and not set(step.by) <= set(agreed)
    ]
    while new := [step for step in left if step not in free and alone(step)]:
        free += new
    return free


def _held_by(procedure: Procedure, holder: Holder) -> tuple[str, ...]:
    return tuple(role.key for role in procedure.roles if role.held_by is holder)


def _alone(procedure: Procedure, free: list[Step], step: Step) -> bool:
    return all(
        one in free or not set(one.at).intersection(step.at) for one in _needed(procedure, step)
    )
