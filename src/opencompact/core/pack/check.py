"""Faults of a pack that its form alone does not show: names, references, dead ends."""

from collections import Counter
from collections.abc import Iterator

from opencompact.core.pack.schema import Pack
from opencompact.core.procedure import Fault
from opencompact.core.procedure import check as check_procedure

PLACE = "{organisation}"
FIXED = frozenset(
    {"agreement", "editions", "glossary", "part", "print", "search", "who"},
)
"""Words that the agreement's own addresses use, so that no commitment can have them as its key."""


def check(pack: Pack) -> tuple[Fault, ...]:
    """Return every fault; the procedure's places begin with `procedure`."""
    return (
        *_keys(pack),
        *_sectors(pack),
        *_rules(pack),
        *_pledge(pack),
        *(Fault(("procedure", *f.place), f.says) for f in check_procedure(pack.procedure)),
    )


def _keys(pack: Pack) -> Iterator[Fault]:
    parts = Counter(part.key for part in pack.parts)
    groups = Counter(group.key for group in pack.groups())
    keys = Counter(one.key for one in pack.commitments())
    for n, part in enumerate(pack.parts):
        if parts[part.key] > 1:
            yield Fault(("parts", n, "key"), f"“{part.key}” is used twice among the parts.")
        for m, group in enumerate(part.groups):
            place = ("parts", n, "groups", m)
            if groups[group.key] > 1:
                yield Fault((*place, "key"), f"“{group.key}” is used twice among the groups.")
            for i, one in enumerate(group.commitments):
                here = (*place, "commitments", i)
                if keys[one.key] > 1:
                    yield Fault((*here, "key"), f"“{one.key}” is used twice: give a new key.")
                if one.key in FIXED:
                    yield Fault(
                        (*here, "key"), f"“{one.key}” is an address of the site: give another key."
                    )
                if not (one.binds or group.binds):
                    yield Fault(here, "nobody is bound: write `binds` here or on its group.")


def _sectors(pack: Pack) -> Iterator[Fault]:
    known = {sector.key for sector in pack.sectors}
    for n, sector in enumerate(pack.sectors):
        yield from _strange((sector.part_of,), known, ("sectors", n, "part_of"))
    for n, part in enumerate(pack.parts):
        for m, group in enumerate(part.groups):
            place = ("parts", n, "groups", m)
            yield from _strange(group.binds, known, (*place, "binds"))
            for i, one in enumerate(group.commitments):
                yield from _strange(one.binds, known, (*place, "commitments", i, "binds"))


def _rules(pack: Pack) -> Iterator[Fault]:
    known = {sector.key for sector in pack.sectors}
    commitments = {one.key for one in pack.commitments()}
    keys = Counter(rule.key for rule in pack.rules)
    for n, rule in enumerate(pack.rules):
        if keys[rule.key] > 1:
            yield Fault(("rules", n, "key"), f"“{rule.key}” is used twice among the rules.")
        if rule.commitment not in commitments:
            yield Fault(
                ("rules", n, "commitment"), f"there is no commitment with the key “{rule.commitment}”."
            )
        yield from _strange(rule.binds, known, ("rules", n, "binds"))


def _strange(
    keys: tuple[str, ...], known: set[str], place: tuple[str | int, ...]
) -> Iterator[Fault]:
    for key in keys:
        if key and key not in known:
            there = ", ".join(sorted(known))
            yield Fault(place, f"“{key}” is no sector of this pack. There are: {there}.")


def _pledge(pack: Pack) -> Iterator[Fault]:
    if pack.pledge and PLACE not in pack.pledge.text:
        yield Fault(("pledge", "text"), f"say where the name goes: write {PLACE} in it.")
