"""The clocks of a procedure: each has an owner who can meet it, a start and a length."""

from collections.abc import Iterator

from opencompact.core.procedure.check.fault import Fault
from opencompact.core.procedure.check.ways import can_precede, targets
from opencompact.core.procedure.model import PARTY, Clock, Procedure


def clock_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find clocks that nobody can keep, and dates fixed without regard to a clock."""
    for n, clock in enumerate(procedure.clocks):
        for says in (*_anchors(procedure, clock), *_keepers(procedure, clock)):
            yield Fault(("clocks", n), f"The clock “{clock.key}” {says}")
    yield from _windows(procedure)
    yield from _waits(procedure)


def _anchors(procedure: Procedure, clock: Clock) -> Iterator[str]:
    if clock.span.amount <= 0:
        yield "has no length: write an amount of 1 or more."
    if bool(clock.after) == bool(clock.before):
        yield "needs exactly one anchor: `after` (steps) or `before` (a step that fixes a date)."
    elif clock.before:
        yield from _runs_back(procedure, clock)
    elif clock.met_by and not _can_follow(procedure, clock):
        yield (
            "can never run: none of its anchors can come before a step that meets it. Name in "
            "`after` a step that can, or mend `met_by`."
        )


def _runs_back(procedure: Procedure, clock: Clock) -> Iterator[str]:
    window = procedure.step(clock.before).schedules
    if window is None:
        yield f"runs back from “{clock.before}”, which fixes no date: give that step `schedules`."
    elif clock.key not in window.after:
        yield (
            f"runs back from “{clock.before}”, which would fix a date without regard to it: add "
            "it to `schedules: after` there."
        )


def _keepers(procedure: Procedure, clock: Clock) -> Iterator[str]:
    if not clock.met_by:
        yield "is met by no step: say in `met_by` what stops it."
    for key in clock.met_by:
        if clock.owner not in procedure.step(key).by:
            yield f"belongs to {clock.owner}, who cannot take “{key}”: change `owner` or `met_by`."
    if clock.each_party and clock.owner != PARTY:
        yield f"is each party's own but belongs to {clock.owner}: write `owner: {PARTY}`."


def _can_follow(procedure: Procedure, clock: Clock) -> bool:
    return any(
        can_precede(procedure, anchor, procedure.step(key))
        for anchor in clock.after
        for key in clock.met_by
    )


def _windows(procedure: Procedure) -> Iterator[Fault]:
    for n, step in enumerate(procedure.steps):
        for key in step.schedules.by if step.schedules else ():
            if procedure.clock(key).before:
                yield Fault(
                    ("steps", n, "schedules"),
                    f"The clock “{key}” runs back from a date, so it cannot be its upper limit: "
                    "move it to `after`.",
                )


def _waits(procedure: Procedure) -> Iterator[Fault]:
    """Find steps that wait for a clock which need not run when a case comes there."""
    for n, step in enumerate(procedure.steps):
        if not step.waits_for:
            continue
        clock = procedure.clock(step.waits_for)
        if clock.before:
            yield Fault(
                ("steps", n, "waits_for"),
                f"“{step.key}” waits for “{clock.key}”, which runs back from a date: name a clock "
                "that runs forwards.",
            )
        elif not set(clock.after).intersection(step.requires):
            for stage in step.at:
                if not _begun(procedure, clock, stage):
                    yield Fault(
                        ("steps", n, "waits_for"),
                        f"“{step.key}” waits for “{clock.key}”, which need not have begun at the "
                        f"stage “{stage}”: let the clock start `after` every step that leads "
                        "there, or let the step `requires` one that starts it.",
                    )


def _begun(procedure: Procedure, clock: Clock, stage: str) -> bool:
    """Say whether every way into a stage starts the clock."""
    ways = [step.key for step in procedure.steps if stage in targets(procedure, step)]
    ways = [key for key in ways if not procedure.step(key).returns]
    return bool(ways) and stage != procedure.start and set(ways) <= set(clock.after)
