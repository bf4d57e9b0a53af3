"""How a case begins in a procedure: what a party does before it leaves the first stage."""

from collections.abc import Iterable

from opencompact.core.procedure import Holder, Need, Position, Procedure, Step
from opencompact.core.record import record


@record
class Opening:
    """The step that puts a case before others, and the steps it needs first, in order."""

    step: Step
    before: tuple[Step, ...]
    role: str


def opening(procedure: Procedure) -> Opening:
    """Find how a party takes a case out of the first stage; ValueError when none can."""
    parties = {role.key for role in procedure.roles if role.held_by == Holder.PARTY}
    for step in procedure.steps:
        roles = parties.intersection(step.by)
        if procedure.start in step.at and roles and step.to not in {"", procedure.start}:
            before = tuple(_needed(procedure, step, ()))
            return Opening(step, before, min(roles))
    raise ValueError(f"No party can take a case out of “{procedure.start}”.")


def needs_of(step: Step, at: Position | None) -> tuple[Need, ...]:
    """What is asked with a step as things stand: some needs come only after another step."""
    return tuple(
        need for need in step.needs if not need.if_taken or (at and at.happened(need.if_taken))
    )


def _needed(procedure: Procedure, step: Step, seen: tuple[str, ...]) -> Iterable[Step]:
    for key in step.requires:
        if key not in seen:
            earlier = procedure.step(key)
            yield from _needed(procedure, earlier, (*seen, step.key))
            yield earlier
