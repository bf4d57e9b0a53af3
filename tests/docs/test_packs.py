"""docs/packs.md describes every field a pack can have as the code has it; its example is a pack."""

import dataclasses
import inspect
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

import pytest
from pydantic import TypeAdapter

from opencompact.core import calendar, rules
from opencompact.core.calendar import Span, Unit
from opencompact.core.keeping import Keeping
from opencompact.core.pack import parse, scenarios, schema
from opencompact.core.pack.parse import plain, read_yaml
from opencompact.core.pack.scenarios import run
from opencompact.core.procedure import model
from opencompact.core.standing import Watch
from opencompact.formats.nations import published
from tests.docs.pages import ROOT, blocks, tables, words

PAGE, PROCEDURES = ROOT / "docs/packs.md", ROOT / "docs/procedures.md"
COLUMNS = ["Field", "Type", "If left out", "Meaning", "Example"]
SIMPLE = {str: "text", int: "whole number", bool: "true or false", date: "date", Decimal: "number"}
# Made by the software: nobody writes these.
MADE = {scenarios.Outcome, rules.Judgement, rules.Measured}


def described() -> dict[str, type]:
    """Every value that a pack, a scenario or a case file is made of, by name."""
    found = {Keeping, Span, Watch}
    for module in (schema, model, rules, scenarios):
        found |= {
            one
            for one in vars(module).values()
            if inspect.isclass(one)
            and dataclasses.is_dataclass(one)
            and f"{one.__module__}.".startswith(f"{module.__name__}.")
            and not one.__name__.startswith("_")
        }
    return {one.__name__: one for one in found - MADE}


def said(kind: object) -> str:
    """A type in the words of the documentation: "list of Stage", "text", "one of a, b"."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if origin is tuple:
        return f"list of {said(inner[0])}"
    if origin in {dict, Mapping}:
        return f"fields, each {said(inner[1])}"
    if origin in {types.UnionType, typing.Union}:
        return " or ".join(said(one) for one in inner if one is not types.NoneType)
    if origin is typing.Literal or issubclass(kind, Enum):
        return _one_of(inner or [one.value for one in kind])
    return kind.__name__


def _one_of(values: Sequence[object]) -> str:
    listed = ", ".join(map(str, values))
    return f"one of {listed}" if len(values) > 1 else listed


def default(field: dataclasses.Field) -> str:
    """What stands in the column "If left out"."""
    if field.default is dataclasses.MISSING:
        return "needed" if field.default_factory is dataclasses.MISSING else "empty"
    value = field.default.value if isinstance(field.default, Enum) else field.default
    if value is None or value in {"", ()}:
        return "empty"
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_value_is_described():
    titles = set(tables(PAGE))
    missing = sorted(set(described()) - titles)
    assert not missing, f"docs/packs.md: add a heading and a table for: {', '.join(missing)}."


def test_nothing_else_is_described():
    described_here = {title for title, rows in tables(PAGE).items() if list(rows[0]) == COLUMNS}
    extra = sorted(described_here - set(described()))
    assert not extra, f"docs/packs.md: the code has no {', '.join(extra)}: remove it."


@pytest.mark.parametrize("name", sorted(described()))
def test_its_fields_are_as_the_code_has_them(name):
    kind = described()[name]
    hints = typing.get_type_hints(kind)
    there = {
        field.name: (said(hints[field.name]), default(field)) for field in dataclasses.fields(kind)
    }
    told = {
        words(row["Field"]): (words(row["Type"]), words(row["If left out"]))
        for row in tables(PAGE).get(name, [])
    }
    assert told == there, f"docs/packs.md, {name}: make its table say what the code says."


@pytest.mark.parametrize("name", sorted(described()))
def test_its_examples_are_valid(name):
    hints = typing.get_type_hints(described()[name])
    for row in tables(PAGE).get(name, []):
        example, field = row["Example"], words(row["Field"])
        if example.startswith("`") and field in hints:
            value = plain(read_yaml(example.strip("`"), f"docs/packs.md {name}.{field}"))
            TypeAdapter(hints[field]).validate_python(value)


def test_every_unit_and_verdict_is_named():
    text = PAGE.read_text(encoding="utf-8")
    for value in (*Unit, *calendar.Unit, *rules.Verdict):
        assert f"`{value.value}`" in text, f"docs/packs.md: explain `{value.value}`."


def example() -> dict[str, str]:
    """The pack that the two pages build together: file name -> text."""
    found = [*blocks(PAGE, "yaml"), *blocks(PAGE, "markdown"), *blocks(PROCEDURES, "yaml")]
    return {block.name: block.text for block in found if block.name}


def test_the_example_is_a_pack_without_faults():
    files = example()
    assert {"pack.yaml", "procedure.yaml", "text/about.md", "tests/meeting.yaml"} <= set(files)
    pack = parse(files)
    assert pack.key == "anytown-2026"


def test_the_scenarios_of_the_example_hold():
    files = example()
    pack = parse(files)
    outcomes = list(run(pack, files, published(pack.nation)))
    assert outcomes
    assert not [fault for one in outcomes for fault in one.faults]
