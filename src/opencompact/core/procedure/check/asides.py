"""Stages aside: a case comes to them from elsewhere and can go back; only they stop clocks."""

from collections.abc import Iterator

from opencompact.core.procedure.check.fault import Fault
from opencompact.core.procedure.model import Procedure, Stage, Step


def aside_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find stages aside that a case cannot come back from, and steps that go back nowhere."""
    aside = {stage.key for stage in procedure.stages if stage.aside}
    for n, stage in enumerate(procedure.stages):
        for says in _stage(procedure, stage):
            yield Fault(("stages", n), says)
    for n, step in enumerate(procedure.steps):
        for says in _step(step, aside):
            yield Fault(("steps", n), f"“{step.key}” {says}")


def _stage(procedure: Procedure, stage: Stage) -> Iterator[str]:
    if not stage.aside:
        if stage.clocks != "run":
            yield (
                f"The stage “{stage.key}” stops clocks but is not `aside`, so that no case comes "
                "back to them: write `aside: true`, or take `clocks` away."
            )
        return
    if stage.key == procedure.start:
        yield f"“{stage.key}” lies aside and is where a case starts: start at another stage."
    if not any(step.returns and stage.key in step.at for step in procedure.steps):
        yield (
            f"A case that turns aside to “{stage.key}” cannot go back: add a step there with "
            "`returns: true`."
        )


def _step(step: Step, aside: set[str]) -> Iterator[str]:
    if not step.returns:
        return
    if not set(step.at) <= aside:
        yield "returns, but not only from stages that lie aside: mend `at` or `returns`."
    if step.to or step.ends_with:
        yield "returns to where the case was: take `to` and `ends_with` away."
