"""Writes docs/rules.md: each kind of rule from its code, with a table of cases from the packs.

python -m tests.docs.rules > docs/rules.md
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping

from opencompact.core.pack import Pack, plain, read_yaml
from opencompact.core.pack.scenarios import _SCENARIOS, Scenario
from opencompact.core.rules import Rule, judge
from opencompact.formats.nations import published
from opencompact.formats.packs import load, read
from tests.docs.pages import ROOT

PACKS = ("leicester-2008", "leeds-2010")
MOST = 9
INTRO = """\
# Kinds of rules

Each rule of a pack is of one of these kinds. Their fields are in [packs.md](packs.md#the-rules).
The tables hold cases from the packs that come with the software; the tests hold this page to the
code, which judges each of them.

A rule asks for facts of one record and gives a verdict: `met`, `not met`, `explained`,
`not applicable` or `cannot tell`. Taking a fact away never makes a verdict `met`: silence is not
kept.
"""


def page() -> str:
    """The whole page."""
    told = [(load(ROOT / "packs" / name), name) for name in PACKS]
    kinds = (_kind(one, told) for one in typing.get_args(Rule))
    return INTRO + "".join(kinds)


def _kind(kind: type, packs: list[tuple[Pack, str]]) -> str:
    name = typing.get_args(typing.get_type_hints(kind)["kind"])[0]
    said = " ".join((kind.__doc__ or "").split())
    measured = [
        field.name
        for field in dataclasses.fields(kind)
        if field.name not in {"key", "kind", "commitment", "record", "binds", "words", "when",
                              "unless", "since", "event", "counting"}
    ]  # fmt: skip
    fields = ", ".join(f"`{one}`" for one in measured)
    rows = [row for pack, folder in packs for row in _cases(kind, pack, folder)]
    return (
        f"\n## {name.title()}\n\n{said}\n\n"
        f"Of its own it has the fields {fields}: see [{name}](packs.md#{name}).\n\n"
        "| Rule | Recorded | Verdict | Because |\n|---|---|---|---|\n" + "".join(rows[:MOST])
    )


def _cases(kind: type, pack: Pack, folder: str) -> Iterator[str]:
    rules = {rule.key: rule for rule in pack.rules if isinstance(rule, kind)}
    for name, text in sorted(read(ROOT / "packs" / folder).items()):
        if name.startswith("tests/"):
            found = _SCENARIOS.validate_python(plain(read_yaml(text, name)))
            for scenario in found.scenarios:
                if scenario.rule in rules:
                    yield _case(rules[scenario.rule], pack, scenario)


def _case(rule: Rule, pack: Pack, scenario: Scenario) -> str:
    found = judge(
        rule,
        scenario.facts or {},
        owner=pack.bound(scenario.owner),
        calendar=published(pack.nation),
        departure=scenario.departure,
    )
    because = " ".join(map(str, found.because))
    return f"| `{rule.key}` | {_facts(scenario)} | {found.verdict.value} | {because} |\n"


def _facts(scenario: Scenario) -> str:
    facts: Mapping[str, object] = scenario.facts or {}
    told = "; ".join(f"{name.replace('_', ' ')}: {_value(one)}" for name, one in facts.items())
    owner = f"a record of: {scenario.owner}"
    filed = f"; departure filed {scenario.departure.filed}" if scenario.departure else ""
    return f"{owner}; {told}{filed}" if told else f"{owner}; nothing else"


def _value(fact: object) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return str(fact) or "left empty"


if __name__ == "__main__":
    print(page(), end="")
