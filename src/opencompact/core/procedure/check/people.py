"""The people of a procedure: who acts, who agrees together, who sees what, and who may start."""

from collections.abc import Iterator

from opencompact.core.procedure.check.fault import Fault
from opencompact.core.procedure.check.ways import has_seater
from opencompact.core.procedure.model import (
    PARTY,
    Gate,
    Holder,
    NeedKind,
    Procedure,
    Role,
    Stage,
    Step,
)
from opencompact.core.procedure.opening import opening

FEWEST = 2
"""A disagreement has two sides at least."""


def people_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find steps nobody can take, roles that cannot act, and rooms open to the wrong people."""
    for n, role in enumerate(procedure.roles):
        yield from _role(n, role)
    for n, step in enumerate(procedure.steps):
        for says in _step(procedure, step):
            yield Fault(("steps", n), f"“{step.key}” {says}")
    for n, stage in enumerate(procedure.stages):
        for says in (*_hidden(procedure, stage), *_room(procedure, stage)):
            yield Fault(("stages", n, "open_to"), says)
    for n, gate in enumerate(procedure.gates):
        for says in _gate(gate):
            yield Fault(("gates", n), says)
    if procedure.min_parties < FEWEST:
        yield Fault(
            ("min_parties",), f"A case has at least {FEWEST} parties: write {FEWEST} or more."
        )
    yield from _unseated(procedure)
    yield from _withdrawal(procedure)
    yield from _begins(procedure)


def _unseated(procedure: Procedure) -> Iterator[Fault]:
    """Find roles that somebody gets with a seat in the case, where nobody gives one."""
    if has_seater(procedure):
        return
    named = any(step.names_mediator for step in procedure.steps)
    for n, role in enumerate(procedure.roles):
        if role.held_by is Holder.PANEL or (role.held_by is Holder.MEDIATOR and not named):
            own = (
                "Let a step name the mediator (`names_mediator: true`), or add"
                if role.held_by is Holder.MEDIATOR
                else "Add"
            )
            yield Fault(
                ("roles", n),
                f"Nobody can give anybody the seat of “{role.key}”. {own} a role that is "
                "`held_by: chair` or `held_by: officer`: they say who sits in a case.",
            )


def _begins(procedure: Procedure) -> Iterator[Fault]:
    try:
        opening(procedure)
    except ValueError:
        yield Fault(
            ("start",),
            f"No party can begin a case at “{procedure.start}” alone: give one a step there that "
            "leads on, or that says what the case is about.",
        )


def _gate(gate: Gate) -> Iterator[str]:
    if not gate.accepts and gate.within is None:
        yield f"Nobody can pass “{gate.key}”: say what it `accepts`."
    if gate.accepts and gate.within is not None:
        yield f"“{gate.key}” asks for a word and for a day: write `accepts` or `within`, not both."
    if gate.within is not None and gate.within.amount <= 0:
        yield f"The time bar “{gate.key}” has no length: write an amount of 1 or more."
    if bool(gate.unless) != bool(gate.lifted):
        yield (
            f"The time bar “{gate.key}” is lifted by a fact that is asked for: write both, the "
            "fact in `unless` and in `lifted` when it holds."
        )
    if gate.unless and gate.within is None:
        yield f"Only a time bar can be lifted: give “{gate.key}” a `within`, or take `unless` away."


def _role(n: int, role: Role) -> Iterator[Fault]:
    if (role.key == PARTY) != (role.held_by == Holder.PARTY):
        yield Fault(
            ("roles", n),
            f"The role of the sides of a case has the key “{PARTY}” and `held_by: {PARTY}`, and no "
            f"other role has either: mend “{role.key}”.",
        )


def _step(procedure: Procedure, step: Step) -> Iterator[str]:
    if not step.by:
        yield "is for nobody: write in `by` who takes it."
    if not step.at:
        yield "can be taken at no stage: write in `at` where."
    if step.joint and step.by != (PARTY,):
        yield f"is joint, and only parties agree together: write `by: [{PARTY}]`."
    if step.side and step.by != (PARTY,):
        yield f"is of the {step.side} side, and only parties have one: write `by: [{PARTY}]`."
    if step.by_mail and (step.by != (PARTY,) or _asks(step)):
        yield (
            "is answered by mail, where a party can only say yes or no: write "
            f"`by: [{PARTY}]`, and let it ask for nothing, choose nothing and fix no date."
        )
    yield from _kept_in(procedure, step)
    yield from _mediator_named(procedure, step)
    yield from _shared(procedure, step)
    if step.ends_with and not procedure.step(step.ends_with).choices:
        yield f"ends with what “{step.ends_with}” chose, and that has no `choices`: add them."


def _kept_in(procedure: Procedure, step: Step) -> Iterator[str]:
    """Find steps that would carry something out of the mediation room."""
    sealed = {stage.key for stage in procedure.stages if stage.room == "mediation"}
    public = {ending.key for ending in procedure.endings if ending.public}
    if not sealed.intersection(step.at) or step.from_outside:
        return
    if step.by_mail:
        yield "is answered by mail, but mediation stays in its room: take `by_mail` away."
    for key in sorted(public.intersection((step.to, *step.choices))):
        yield (
            f"leads from mediation to “{key}”, which is made public: let it lead to an ending that "
            "is not `public`, or out of the mediation room first."
        )


def _mediator_named(procedure: Procedure, step: Step) -> Iterator[str]:
    """A mediator is named by all the sides, or by somebody beside them, where there is one."""
    if not step.names_mediator:
        return
    if PARTY in step.by and (not step.joint or step.side):
        yield (
            "names the mediator, and one side cannot do that for the others: write `joint: true` "
            "without a `side`, or give it to another role."
        )
    if not any(role.held_by == Holder.MEDIATOR for role in procedure.roles):
        yield "names a mediator, and no role is `held_by: mediator`: add one."


def _shared(procedure: Procedure, step: Step) -> Iterator[str]:
    """Shares are asked of the sides, once there are some."""
    if not any(need.kind is NeedKind.SHARES for need in step.needs):
        return
    if step.by != (PARTY,) or procedure.start in step.at:
        yield (
            "asks how something is paid for, which the sides say once the case has begun: write "
            f"`by: [{PARTY}]`, at a later stage."
        )


def _asks(step: Step) -> bool:
    """Say whether a step wants more than a word from whoever takes it."""
    wanted = (step.needs, step.choices, step.ends_with, step.extends, step.schedules)
    return step.repeat or step.names_mediator or any(wanted)


def _hidden(procedure: Procedure, stage: Stage) -> Iterator[str]:
    """Find roles that must act at a stage whose exchange they may not see."""
    for role in sorted(_acting(procedure, stage) - set(stage.open_to)):
        yield (
            f"“{role}” acts at the stage “{stage.key}” but is not in its `open_to`: let them "
            "see it, or take the step away from them."
        )


def _room(procedure: Procedure, stage: Stage) -> Iterator[str]:
    """Keep what is said in mediation between the parties and the mediator."""
    held = {role.key: role.held_by for role in procedure.roles}
    if stage.room != "mediation":
        if any(held[role] is Holder.MEDIATOR for role in _acting(procedure, stage)):
            yield (
                f"A mediator acts at the stage “{stage.key}”, so what is exchanged there is "
                "confidential: write `room: mediation`."
            )
        return
    for role in sorted(stage.open_to):
        if held[role] not in {Holder.PARTY, Holder.MEDIATOR}:
            yield (
                f"The mediation room of “{stage.key}” is open to “{role}”: mediation material "
                f"is for the parties and the mediator alone. Take “{role}” out."
            )


def _acting(procedure: Procedure, stage: Stage) -> set[str]:
    inside = (step for step in procedure.steps if stage.key in step.at and not step.from_outside)
    return {role for step in inside for role in step.by}


def _withdrawal(procedure: Procedure) -> Iterator[Fault]:
    if not procedure.withdrawal:
        return
    step = procedure.step(procedure.withdrawal)
    if step.to not in {ending.key for ending in procedure.endings}:
        yield Fault(
            ("withdrawal",), f"“{step.key}” does not end the case: let it lead to an ending."
        )
    for key in procedure.withdrawal_at:
        if key not in step.at:
            yield Fault(
                ("withdrawal_at",),
                f"Withdrawal is promised at the stage “{key}”, but “{step.key}” cannot "
                "be taken there: add the stage to its `at`.",
            )
