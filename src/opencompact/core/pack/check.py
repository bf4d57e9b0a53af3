"""Faults of a pack that its form alone does not show: names, references, dead ends."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from opencompact.core.calendar import Span
from opencompact.core.keeping import Keeping, Kept
from opencompact.core.pack.diagnosis import faults as diagnosis_faults
from opencompact.core.pack.schema import Log, Pack
from opencompact.core.procedure import Fault
from opencompact.core.procedure import check as check_procedure
from opencompact.core.procedure.check import Place, is_slug
from opencompact.core.rules import Count, Duration, Interval, Ordering, Presence, Rule, Share
from opencompact.core.standing import Watch

PLACE = "{organisation}"
TWO = 2
HUNDRED = 100
LONGEST = 1200
"""Months: what is kept for a hundred years is kept for good."""
FIXED = frozenset(
    {"agreement", "editions", "glossary", "part", "print", "search", "who"},
)
"""Words that the agreement's own addresses use, so that no commitment can have them as its key."""
_NO_NUMBER = "write a whole number of 1 or more."
_YES_AND_NO = frozenset({"yes", "no", "true", "false", "on", "off"})


def check(pack: Pack) -> tuple[Fault, ...]:
    """Return every fault; the procedure's places begin with `procedure`."""
    return (
        *_keys(pack),
        *_text(pack),
        *_sectors(pack),
        *_rules(pack),
        *_pledge(pack),
        *(Fault(("log", *f.place), f.says) for f in _log(pack.log)),
        *_keeping(pack.keeping),
        *(Fault(("watch", field), _NO_NUMBER) for field in _blind(pack.watch)),
        *_challenge(pack),
        *diagnosis_faults(pack),
        *(Fault(("procedure", *f.place), f.says) for f in check_procedure(pack.procedure)),
    )


def _keys(pack: Pack) -> Iterator[Fault]:
    yield from _listed("sectors", _at(("sectors",), pack.sectors))
    yield from _listed("parts", _at(("parts",), pack.parts))
    yield from _listed("rules", _at(("rules",), pack.rules))
    groups, commitments = dict[Place, str](), dict[Place, str]()
    for n, part in enumerate(pack.parts):
        groups |= _at(("parts", n, "groups"), part.groups)
        for m, group in enumerate(part.groups):
            commitments |= _at(("parts", n, "groups", m, "commitments"), group.commitments)
    yield from _listed("groups", groups)
    yield from _listed("commitments", commitments)
    for place, key in commitments.items():
        if key in FIXED:
            yield Fault(place, f"“{key}” is an address of the site: give another key.")


def _at(place: Place, items: Iterable[object]) -> dict[Place, str]:
    return {(*place, n, "key"): getattr(item, "key", "") for n, item in enumerate(items)}


def _listed(kind: str, keys: Mapping[Place, str]) -> Iterator[Fault]:
    times = Counter(keys.values())
    for place, key in keys.items():
        if times[key] > 1:
            yield Fault(place, f"“{key}” is used twice among the {kind}: give one another key.")
        if not is_slug(key):
            says = f"“{key}” cannot be a key: use small letters, figures and hyphens."
            yield Fault(place, says)


def _text(pack: Pack) -> Iterator[Fault]:
    for n, part in enumerate(pack.parts):
        if not (part.file or part.prose or part.groups):
            yield Fault(("parts", n), f"“{part.key}” is empty: give it a `file` or `groups`.")
        for m, group in enumerate(part.groups):
            for i, one in enumerate(group.commitments):
                if not (one.binds or group.binds):
                    place: Place = ("parts", n, "groups", m, "commitments", i)
                    yield Fault(place, "nobody is bound: write `binds` here or on its group.")


def _sectors(pack: Pack) -> Iterator[Fault]:
    known = {sector.key for sector in pack.sectors}
    for n, sector in enumerate(pack.sectors):
        yield from _strange((sector.part_of,), known, ("sectors", n, "part_of"))
        if sector.part_of and sector.key in pack.bound(sector.part_of):
            says = f"“{sector.key}” would be part of itself: mend `part_of`."
            yield Fault(("sectors", n, "part_of"), says)
    for n, part in enumerate(pack.parts):
        for m, group in enumerate(part.groups):
            place = ("parts", n, "groups", m)
            yield from _strange(group.binds, known, (*place, "binds"))
            for i, one in enumerate(group.commitments):
                yield from _strange(one.binds, known, (*place, "commitments", i, "binds"))


def _strange(keys: tuple[str, ...], known: set[str], place: Place) -> Iterator[Fault]:
    for key in keys:
        if key and key not in known:
            there = ", ".join(sorted(known)) or "none"
            yield Fault(place, f"“{key}” is no sector of this pack. There are: {there}.")


def _rules(pack: Pack) -> Iterator[Fault]:
    known = {sector.key for sector in pack.sectors}
    commitments = {one.key for one in pack.commitments()}
    for n, rule in enumerate(pack.rules):
        if rule.commitment not in commitments:
            yield Fault(
                ("rules", n, "commitment"),
                f"there is no commitment with the key “{rule.commitment}”: mend it or add one.",
            )
        yield from _strange(rule.binds, known, ("rules", n, "binds"))
        for field, says in _rule(rule):
            yield Fault(("rules", n, field), says)


def _rule(rule: Rule) -> Iterator[tuple[str, str]]:
    if not rule.binds:
        yield "binds", "the rule binds nobody: say whom."
    yield from _measured(rule)
    for field, facts in (("when", rule.when), ("unless", rule.unless)):
        for fact, value in (facts or {}).items():
            if isinstance(value, str) and value.lower() in _YES_AND_NO:
                yield field, f"“{fact}: {value}” is read as a word: write true or false."


def _measured(rule: Rule) -> Iterator[tuple[str, str]]:
    """What is wrong with what the rule measures, by its kind."""
    match rule:
        case Duration():
            yield from _lengths(rule)
            yield from _two(rule.begins, rule.ends, "ends", "begins and ends with")
        case Ordering():
            yield from _two(rule.first, rule.then, "then", "compares")
        case Presence() if not rule.facts:
            yield "facts", "name one fact at least: with none, silence would count as kept."
        case Share():
            yield from _share(rule)
            yield from _two(rule.part, rule.whole, "whole", "takes both numbers from")
        case Interval():
            yield from _long_enough(rule.within, "within")
            yield from _two(rule.last, rule.again, "again", "takes both dates from")
        case Count():
            yield from _numbers(rule)


def _two(one: str, other: str, field: str, does: str) -> Iterator[tuple[str, str]]:
    if one == other:
        yield field, f"the rule {does} “{other}”: name two facts."


def _long_enough(span: Span, field: str) -> Iterator[tuple[str, str]]:
    if span.amount <= 0:
        yield field, "this is no length: write an amount of 1 or more."


def _lengths(rule: Duration) -> Iterator[tuple[str, str]]:
    yield from _long_enough(rule.at_least, "at_least")
    if rule.aim and rule.aim.unit == rule.at_least.unit and rule.aim.amount < rule.at_least.amount:
        yield "aim", f"the aim of {rule.aim} is less than what is promised, {rule.at_least}."


def _share(rule: Share) -> Iterator[tuple[str, str]]:
    if not 0 < rule.at_least <= HUNDRED:
        yield "at_least", f"this is a share in per cent: write more than 0 and at most {HUNDRED}."
    if rule.aim is not None and not rule.at_least <= rule.aim <= HUNDRED:
        yield "aim", f"write an aim from {rule.at_least} to {HUNDRED}."
    if rule.fewest < 1:
        yield "fewest", "of none nothing can be said: write 1 or more."


def _numbers(rule: Count) -> Iterator[tuple[str, str]]:
    if rule.at_least < 1:
        yield "at_least", "less than 1 promises nothing: write 1 or more."
    if rule.aim is not None and rule.aim < rule.at_least:
        yield "aim", f"the aim of {rule.aim} is less than what is promised, {rule.at_least}."


def _pledge(pack: Pack) -> Iterator[Fault]:
    if pack.pledge and PLACE not in pack.pledge.text:
        yield Fault(("pledge", "text"), f"say where the name goes: write {PLACE} in it.")


def _log(log: Log) -> Iterator[Fault]:
    yield from _listed("causes", _at(("causes",), log.causes))
    if log.joint_at < TWO:
        yield Fault(("joint_at",), "nobody acts jointly alone: write 2 or more.")
    if log.within_days < 0:
        yield Fault(("within_days",), "this must be 0 or more: 0 means on the same day.")
    if log.small < TWO:
        yield Fault(("small",), "with less than 2 every number would be told: write 2 or more.")


def _keeping(keeping: Keeping) -> Iterator[Fault]:
    for kept in Kept:
        if not 1 <= keeping.months(kept) <= LONGEST:
            yield Fault(("keeping", kept.value), f"write whole months, from 1 to {LONGEST}.")


def _blind(watch: Watch) -> Iterator[str]:
    """The fields of the watch that would see nothing."""
    for field in ("within", "quiet_after", "hot_at"):
        if getattr(watch, field) < 1:
            yield field


def _challenge(pack: Pack) -> Iterator[Fault]:
    yield from _listed("limits elsewhere", _at(("elsewhere",), pack.elsewhere))
    for n, one in enumerate(pack.elsewhere):
        if one.span.amount <= 0:
            yield Fault(("elsewhere", n, "span"), "this is no time: write an amount of 1 or more.")
    if pack.challenge and pack.challenge.reply and pack.challenge.reply.amount <= 0:
        yield Fault(("challenge", "reply"), "this is no time: write an amount of 1 or more.")
