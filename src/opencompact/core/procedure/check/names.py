"""Names in a procedure: each is given once, and each that is used is known."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from opencompact.core.procedure.check.fault import Fault, Place
from opencompact.core.procedure.model import Procedure, Step

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LISTS = ("roles", "stages", "steps", "clocks", "endings", "gates")


def name_faults(procedure: Procedure) -> Iterator[Fault]:
    """Find keys that are no keys, are used twice, or are used but not known."""
    yield from _keys(procedure)
    yield from _unknown(procedure)


def is_slug(key: str) -> bool:
    """Say whether `key` can stand in an address: small letters, figures and single hyphens."""
    return bool(_SLUG.fullmatch(key))


def _keys(procedure: Procedure) -> Iterator[Fault]:
    for name in _LISTS:
        items = getattr(procedure, name)
        yield from _listed((name,), [item.key for item in items])
        for n, item in enumerate(items):
            if not is_slug(item.key):
                yield Fault(
                    (name, n, "key"),
                    f"“{item.key}” cannot be a key: use small letters, figures and hyphens.",
                )
    for n, step in enumerate(procedure.steps):
        yield from _listed(("steps", n, "needs"), [need.key for need in step.needs])
    both = {s.key for s in procedure.stages} & {e.key for e in procedure.endings}
    for key in sorted(both):
        yield Fault(("endings",), f"“{key}” is a stage and an ending: rename one of them.")


def _listed(place: Place, keys: list[str]) -> Iterator[Fault]:
    times = Counter(keys)
    for n, key in enumerate(keys):
        if times[key] > 1:
            yield Fault((*place, n), f"“{key}” is used twice: give one another key.")


def _unknown(procedure: Procedure) -> Iterator[Fault]:
    roles = {role.key for role in procedure.roles}
    stages = {stage.key for stage in procedure.stages}
    steps = {step.key for step in procedure.steps}
    yield from _strangers(("start",), [procedure.start], stages, "stage")
    if procedure.withdrawal:
        yield from _strangers(("withdrawal",), [procedure.withdrawal], steps, "step")
        yield from _strangers(("withdrawal_at",), procedure.withdrawal_at, stages, "stage")
    yield from _strangers(("bundle_by",), procedure.bundle_by, roles, "role")
    for n, stage in enumerate(procedure.stages):
        yield from _strangers(("stages", n, "open_to"), stage.open_to, roles, "role")
    for n, step in enumerate(procedure.steps):
        yield from _unknown_in(procedure, n, step)
    for n, clock in enumerate(procedure.clocks):
        yield from _strangers(("clocks", n, "owner"), [clock.owner], roles, "role")
        yield from _strangers(("clocks", n, "met_by"), clock.met_by, steps, "step")
        yield from _strangers(("clocks", n, "after"), clock.after, steps, "step")
        yield from _strangers(("clocks", n, "before"), [clock.before], steps, "step")


def _unknown_in(procedure: Procedure, n: int, step: Step) -> Iterator[Fault]:
    roles = {role.key for role in procedure.roles}
    stages = {stage.key for stage in procedure.stages}
    steps = {step.key for step in procedure.steps}
    endings = {ending.key for ending in procedure.endings}
    clocks = {clock.key for clock in procedure.clocks}
    place: Place = ("steps", n)
    yield from _strangers((*place, "by"), step.by, roles, "role")
    yield from _strangers((*place, "at"), step.at, stages, "stage")
    yield from _strangers((*place, "to"), [step.to], stages | endings, "stage or ending")
    yield from _strangers((*place, "requires"), step.requires, steps, "step")
    yield from _strangers((*place, "choices"), step.choices, endings, "ending")
    yield from _strangers((*place, "ends_with"), [step.ends_with], steps, "step")
    yield from _strangers((*place, "extends"), [step.extends], clocks, "clock")
    yield from _strangers((*place, "waits_for"), [step.waits_for], clocks, "clock")
    if step.schedules:
        asked = (*step.schedules.after, *step.schedules.by)
        yield from _strangers((*place, "schedules"), asked, clocks, "clock")
        yield from _strangers((*place, "schedules"), step.schedules.who, roles, "role")
    wanted = [need.if_taken for need in step.needs]
    yield from _strangers((*place, "needs"), wanted, steps, "step")


def _strangers(place: Place, keys: Iterable[str], known: set[str], kind: str) -> Iterator[Fault]:
    for key in keys:
        if key and key not in known:
            there = ", ".join(sorted(known)) or "none"
            yield Fault(place, f"“{key}” is no {kind} of this procedure. There are: {there}.")
