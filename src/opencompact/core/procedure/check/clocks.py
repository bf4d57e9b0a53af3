"""The clocks of a procedure: each has an owner who can meet it, a start and a length."""

from collections.abc import Iterator

from opencompact.core.procedure.check.fault import Fault
from opencompact.core.procedure.check.ways import can_precede
from opencompact.core.procedure.model import PARTY, Clock, Procedure


def clock_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find clocks that nobody can keep, and dates fixed without regard to a clock."""
    for n, clock in enumerate(procedure.clocks):
        for says in (*_anchors(procedure, clock), *_keepers(procedure, clock)):
            yield Fault(("clocks", n), f"The clock “{clock.key}” {says}")
    yield from _windows(procedure)


def _anchors(procedure: Procedure, clock: Clock) -> Iterator[str]:
    if clock.span.amount <= 0:
        yield "has no length: write an amount of 1 or more."
    if bool(clock.after) == bool(clock.before):
        yield "needs exactly one anchor: `after` (steps) or `before` (a step that fixes a date)."
    elif clock.before:
        yield from _runs_back(procedure, clock)
    elif clock.met_by and not _can_follow(procedure, clock):
        yield "can never run: none of its anchors can come before a step that meets it."


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
