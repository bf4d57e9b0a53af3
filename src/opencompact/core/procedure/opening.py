"""How a case begins: what a party does before anybody else has a part in it."""

from collections.abc import Iterator

from opencompact.core.procedure.model import Holder, Procedure, Step
from opencompact.core.record import record


@record
class Opening:
    """The step that puts a case before others, and the steps it needs first, in order."""

    step: Step
    before: tuple[Step, ...]
    role: str


def opening(procedure: Procedure) -> Opening:
    """Find how a party begins a case; ValueError when none can.

    That is the first step on which a party alone leaves the first stage for the next one. Where
    every such step has to wait for a time, or there is none, the case begins with what starts that
    time, or else with the first thing a party can do, and stays at the first stage for now.
    """
    found = tuple(_alone(procedure))
    onward = [one for one in found if _leads_on(procedure, one.step)]
    plain = [one for one in found if not _moves(procedure, one.step)]
    starting = [one for one in plain if one.step.key in _clocks_awaited(procedure)]
    now = [one for one in onward if not one.step.waits_for]
    for one in (*now, *starting, *plain):
        return one
    raise ValueError(f"No party can begin a case at “{procedure.start}”.")


def _alone(procedure: Procedure) -> Iterator[Opening]:
    """What a party who raises a case can do at the first stage without anybody else."""
    parties = {role.key for role in procedure.roles if role.held_by == Holder.PARTY}
    for step in procedure.steps:
        before = tuple(dict.fromkeys(_needed(procedure, step, ())))
        roles = parties.intersection(step.by)
        if roles and all(_own(procedure, one, parties) for one in (*before, step)):
            yield Opening(step, before, min(roles))


def _own(procedure: Procedure, step: Step, parties: set[str]) -> bool:
    mine = procedure.start in step.at and bool(parties.intersection(step.by))
    return mine and not step.joint and step.side != "answering"


def _moves(procedure: Procedure, step: Step) -> bool:
    return bool(step.ends_with or step.returns) or step.to not in {"", procedure.start}


def _leads_on(procedure: Procedure, step: Step) -> bool:
    """Say whether a step leads to another stage of the main way; what ends a case begins none."""
    ahead = {one.key for one in procedure.stages if not one.aside} - {procedure.start}
    return step.to in ahead


def _clocks_awaited(procedure: Procedure) -> set[str]:
    """The steps that start the times for which the first stage's steps wait."""
    return {
        key
        for step in procedure.steps
        if step.waits_for and procedure.start in step.at
        for key in procedure.clock(step.waits_for).after
    }


def _needed(procedure: Procedure, step: Step, seen: tuple[str, ...]) -> Iterator[Step]:
    for key in step.requires:
        if key not in seen:
            earlier = procedure.step(key)
            yield from _needed(procedure, earlier, (*seen, step.key))
            yield earlier
