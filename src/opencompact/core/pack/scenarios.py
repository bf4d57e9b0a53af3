"""Scenarios: cases and records written down by domain people, with what they expect of the pack."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.pack.parse import PackError, line_of, plain, read_yaml
from opencompact.core.pack.schema import Pack
from opencompact.core.procedure import (
    Event,
    Position,
    StepNotAllowedError,
    clocks,
    options,
    position,
)
from opencompact.core.record import record
from opencompact.core.rules import Departure, Fact, judge


@record
class Expect:
    """What a scenario expects; only what is written is compared."""

    stage: str | None = None
    ending: str | None = None
    options: Mapping[str, tuple[str, ...]] | None = None
    due: Mapping[str, date] | None = None
    late: tuple[str, ...] | None = None
    refused: str | None = None
    verdict: str | None = None
    because: str | None = None


@record
class Scenario:
    """A case (`events` among `parties`, seen `on` a day) or a record (`facts` held to a `rule`)."""

    name: str
    expect: Expect
    parties: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    on: date | None = None
    rule: str = ""
    owner: str = ""
    facts: Mapping[str, Fact] | None = None
    departure: Departure | None = None


@record
class Outcome:
    """How one scenario went; `faults` has a sentence for each expectation that did not hold."""

    file: str
    line: int
    name: str
    faults: tuple[str, ...]


@record
class CaseFile:
    """A case to try a procedure with: the parties and what happened."""

    parties: tuple[str, ...]
    events: tuple[Event, ...] = ()


_SCENARIOS: TypeAdapter[tuple[Scenario, ...]] = TypeAdapter(tuple[Scenario, ...])
_CASE: TypeAdapter[CaseFile] = TypeAdapter(CaseFile)


def read_case(text: str, name: str) -> CaseFile:
    """Read a case file: `parties: [a, b]` and `events:` with on, step, by, party …"""
    tree = read_yaml(text, name)
    found: CaseFile = _validated(_CASE, tree, name)
    return found


def run(pack: Pack, files: Mapping[str, str], calendar: WorkingCalendar) -> Iterator[Outcome]:
    """Play every scenario of the pack's `tests/*.yaml` and yield how each went."""
    for name in sorted(files):
        if name.startswith("tests/"):
            tree = read_yaml(files[name], name)
            listed = tree.get("scenarios") if isinstance(tree, dict) else None
            if not listed:
                raise PackError([f"{name}:1: write the scenarios in a list called `scenarios`."])
            scenarios = _validated(_SCENARIOS, listed, name)
            for n, scenario in enumerate(scenarios):
                faults = tuple(_faults(pack, scenario, calendar))
                yield Outcome(name, line_of(tree, ("scenarios", n)), scenario.name, faults)


def _validated(adapter: TypeAdapter[Any], tree: Any, name: str) -> Any:
    try:
        return adapter.validate_python(plain(tree))
    except ValidationError as error:
        raise PackError(
            [
                f"{name}:{line_of(tree, fault['loc'])}: "
                f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
                for fault in error.errors()
            ]
        ) from None


def _faults(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    if scenario.rule:
        yield from _judged(pack, scenario, calendar)
        return
    try:
        at = position(pack.procedure, scenario.events, scenario.parties)
    except StepNotAllowedError as error:
        wanted = scenario.expect.refused
        if wanted is None or wanted not in str(error):
            yield f"it was refused: {error}"
        return
    if scenario.expect.refused is not None:
        yield f"expected a refusal ({scenario.expect.refused}), but every step was allowed"
    yield from _stands(pack, scenario, at)
    yield from _dated(pack, scenario, at, calendar)


def _stands(pack: Pack, scenario: Scenario, at: Position) -> Iterator[str]:
    expect = scenario.expect
    if expect.stage is not None and (at.stage, at.ending) != (expect.stage, ""):
        yield f"stage: expected {expect.stage}, found {at.ending or at.stage}"
    if expect.ending is not None and at.ending != expect.ending:
        yield f"ending: expected {expect.ending}, found {at.ending or f'none, at {at.stage}'}"
    for role, wanted in (expect.options or {}).items():
        who, _, party = role.partition(":")
        found = {step.key for step in options(pack.procedure, at, who, party)}
        if found != set(wanted):
            yield f"options of {role}: expected {sorted(wanted)}, found {sorted(found)}"


def _dated(
    pack: Pack, scenario: Scenario, at: Position, calendar: WorkingCalendar
) -> Iterator[str]:
    running = clocks(pack.procedure, at, calendar)
    for key, wanted in (scenario.expect.due or {}).items():
        found = {one.due for one in running if one.clock.key == key}
        if found != {wanted}:
            yield f"due {key}: expected {wanted}, found {', '.join(map(str, sorted(found))) or 'none'}"
    if scenario.expect.late is not None:
        if scenario.on is None:
            yield "late: say `on` which day the case is seen"
            return
        late = {one.clock.key for one in running if one.breached(scenario.on)}
        if late != set(scenario.expect.late):
            yield f"late: expected {sorted(scenario.expect.late)}, found {sorted(late)}"


def _judged(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    rule = next((rule for rule in pack.rules if rule.key == scenario.rule), None)
    if rule is None:
        yield f"there is no rule “{scenario.rule}” in the pack"
        return
    found = judge(
        rule,
        scenario.facts or {},
        owner=pack.bound(scenario.owner),
        calendar=calendar,
        departure=scenario.departure,
    )
    if scenario.expect.verdict != found.verdict.value:
        yield f"verdict: expected {scenario.expect.verdict}, found {found.verdict.value}"
    if scenario.expect.because and scenario.expect.because not in " ".join(found.because):
        yield f"because: expected “{scenario.expect.because}”, found “{' '.join(found.because)}”"
