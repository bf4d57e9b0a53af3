"""Scenarios: cases and records written down by domain people, with what they expect of the pack."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from opencompact.core.calendar import CalendarError, WorkingCalendar
from opencompact.core.pack.parse import faults_in, located
from opencompact.core.pack.schema import Pack
from opencompact.core.pack.tree import PackError, line_of, plain, read_yaml
from opencompact.core.procedure import (
    Event,
    Fault,
    Position,
    StepNotAllowedError,
    clocks,
    meeting_days,
    options,
    position,
    refused,
    take,
)
from opencompact.core.record import record
from opencompact.core.rules import Departure, Fact, Judgement, judge


@record
class Meeting:
    """The days expected for the date that is to be fixed next; `clash` is part of the sentence."""

    earliest: date | None = None
    latest: date | None = None
    clash: str | None = None


@record
class Expect:
    """What a scenario expects; only what is written is compared.

    `late` are the firm limits that were not kept, `slow` the usual ones, `still` those that stand
    still; `refused` is part of what the last event is refused with, and the rest is then as it
    stood before it. `barred` are the gates that the `facts` do not pass.
    """

    stage: str | None = None
    ending: str | None = None
    options: Mapping[str, tuple[str, ...]] | None = None
    due: Mapping[str, date] | None = None
    late: tuple[str, ...] | None = None
    slow: tuple[str, ...] | None = None
    still: tuple[str, ...] | None = None
    barred: tuple[str, ...] | None = None
    meeting: Meeting | None = None
    refused: str | None = None
    verdict: str | None = None
    because: str | None = None


@record
class Scenario:
    """A case (`events` among `parties`, seen `on` a day) or a record (`facts` held to a `rule`).

    `raising` are the parties who began the case, the first where that is not said. A case that is
    only asked for has `facts` for the gates.
    """

    name: str
    expect: Expect
    parties: tuple[str, ...] = ()
    raising: tuple[str, ...] = ()
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
    """A case to try a procedure with: the parties and what happened.

    `raising` are the parties who began it, the first where that is not said.
    """

    parties: tuple[str, ...]
    raising: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


@record
class RecordFile:
    """A record to hold against the rules of a pack. `on` is its day, and that on which one asks.

    `owner` is a sector of the pack whose record it is.
    """

    record: str
    owner: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    on: date | None = None
    departure: Departure | None = None


@record
class _Scenarios:
    scenarios: tuple[Scenario, ...]


_SCENARIOS: TypeAdapter[_Scenarios] = TypeAdapter(_Scenarios)
_CASE: TypeAdapter[CaseFile] = TypeAdapter(CaseFile)
_RECORD: TypeAdapter[RecordFile] = TypeAdapter(RecordFile)


def read_case(text: str, name: str) -> CaseFile:
    """Read a case file: `parties: [a, b]` and `events:` with on, step, by, party …"""
    found: CaseFile = _validated(_CASE, read_yaml(text, name), name)
    return found


def read_record(text: str, name: str) -> RecordFile:
    """Read a record file: `record:`, `owner:`, `facts:` and, where there is one, `departure:`."""
    found: RecordFile = _validated(_RECORD, read_yaml(text, name), name)
    return found


def held(
    pack: Pack, given: RecordFile, name: str, calendar: WorkingCalendar
) -> tuple[Judgement, ...]:
    """Hold a record against every rule for its kind; PackError where the pack does not know it."""
    rules = [rule for rule in pack.rules if rule.record == given.record]
    if not rules:
        there = _listed({rule.record for rule in pack.rules})
        says = f"no rule of {pack.key} is about “{given.record}”: write one of {there}"
        raise PackError([f"{name}: record: {says}."])
    sectors = [sector.key for sector in pack.sectors]
    if given.owner not in sectors:
        says = f"“{given.owner}” is no sector of {pack.key}: write one of {_listed(sectors)}"
        raise PackError([f"{name}: owner: {says}."])
    owner = pack.bound(given.owner)
    return tuple(
        judge(
            rule,
            given.facts,
            owner=owner,
            calendar=calendar,
            departure=given.departure,
            on=given.on,
        )
        for rule in rules
    )


def run(pack: Pack, files: Mapping[str, str], calendar: WorkingCalendar) -> Iterator[Outcome]:
    """Play every scenario of the pack's `tests/*.yaml` and yield how each went."""
    for name in sorted(files):
        if name.startswith("tests/"):
            tree = read_yaml(files[name], name)
            if not (isinstance(tree, dict) and tree.get("scenarios")):
                raise PackError([f"{name}:1: write the scenarios in a list called `scenarios`."])
            found: _Scenarios = _validated(_SCENARIOS, tree, name)
            for n, scenario in enumerate(found.scenarios):
                line = line_of(tree, ("scenarios", n))
                yield Outcome(name, line, scenario.name, tuple(_faults(pack, scenario, calendar)))


def _validated(adapter: TypeAdapter[Any], tree: Any, name: str) -> Any:
    try:
        return adapter.validate_python(plain(tree))
    except ValidationError as error:
        faults: list[Fault] = list(faults_in(error))
    raise PackError([located(name, tree, fault) for fault in faults])


def _faults(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    if scenario.expect == Expect():
        yield "it expects nothing: write under `expect` what should come of it"
    try:
        if scenario.rule:
            yield from _judged(pack, scenario, calendar)
        else:
            yield from _played(pack, scenario, calendar)
    except CalendarError as error:
        yield str(error)


def _played(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    expect = scenario.expect
    if expect.verdict is not None or expect.because is not None:
        yield "a verdict is expected, but no `rule` is named"
    if len(scenario.parties) < pack.procedure.min_parties:
        yield f"name the parties: there are at least {pack.procedure.min_parties}"
        return
    at = position(pack.procedure, (), scenario.parties, scenario.raising)
    try:
        for event in scenario.events:
            at = take(pack.procedure, at, event, calendar)
    except StepNotAllowedError as error:
        if len(at.events) + 1 < len(scenario.events) or expect.refused is None:
            yield f"event {len(at.events) + 1} was refused: {error}"
            return
        if expect.refused not in str(error):
            yield f"refused: expected “{expect.refused}”, found: {error}"
    else:
        if expect.refused is not None:
            yield f"expected a refusal ({expect.refused}), but every step was allowed"
    yield from _stands(pack, expect, at)
    yield from _barred(pack, scenario, calendar)
    yield from _dated(pack, scenario, at, calendar)


def _stands(pack: Pack, expect: Expect, at: Position) -> Iterator[str]:
    if expect.stage is not None and (at.stage, at.ending) != (expect.stage, ""):
        yield f"stage: expected {expect.stage}, found {at.ending or at.stage}"
    if expect.ending is not None and at.ending != expect.ending:
        yield f"ending: expected {expect.ending}, found {at.ending or f'none, at {at.stage}'}"
    for role, wanted in (expect.options or {}).items():
        who, _, party = role.partition(":")
        found = {step.key for step in options(pack.procedure, at, who, party)}
        if found != set(wanted):
            yield f"options of {role}: expected {_listed(wanted)}, found {_listed(found)}"


def _barred(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    wanted = scenario.expect.barred
    if wanted is None:
        return
    if scenario.on is None:
        yield "say `on` which day the case would begin"
        return
    facts = {key: str(value) for key, value in (scenario.facts or {}).items()}
    found = {gate.key for gate in refused(pack.procedure, facts, scenario.on, calendar)}
    if found != set(wanted):
        yield f"barred: expected {_listed(wanted)}, found {_listed(found)}"


def _dated(
    pack: Pack, scenario: Scenario, at: Position, calendar: WorkingCalendar
) -> Iterator[str]:
    expect, on = scenario.expect, scenario.on
    running = clocks(pack.procedure, at, calendar)
    for key, wanted in (expect.due or {}).items():
        found = {one.due for one in running if one.clock.key == key}
        if found != {wanted}:
            yield f"due {key}: expected {wanted}, found {_listed(map(str, found))}"
    still = {one.clock.key for one in running if one.still_since}
    if expect.still is not None and still != set(expect.still):
        yield f"still: expected {_listed(expect.still)}, found {_listed(still)}"
    if on is None:
        if (expect.late, expect.slow, expect.meeting) != (None, None, None):
            yield "say `on` which day the case is seen"
        return
    passed = [one for one in running if one.passed(on)]
    for name, firm, keys in (("late", True, expect.late), ("slow", False, expect.slow)):
        there = {one.clock.key for one in passed if one.clock.firm is firm}
        if keys is not None and there != set(keys):
            yield f"{name}: expected {_listed(keys)}, found {_listed(there)}"
    if expect.meeting:
        yield from _met(pack, expect.meeting, at, calendar, on)


def _met(
    pack: Pack, wanted: Meeting, at: Position, calendar: WorkingCalendar, on: date
) -> Iterator[str]:
    step = next((one for one in options(pack.procedure, at) if one.schedules), None)
    if step is None:
        yield "meeting: no date can be fixed at this point"
        return
    found = meeting_days(pack.procedure, step, at, calendar, on)
    if wanted.earliest is not None and found.earliest != wanted.earliest:
        yield f"meeting: expected the earliest day {wanted.earliest}, found {found.earliest}"
    if wanted.latest is not None and found.latest != wanted.latest:
        yield f"meeting: expected the latest day {wanted.latest}, found {found.latest}"
    if wanted.clash is not None and (wanted.clash not in str(found.clash) or not found.clash):
        yield f"meeting: expected the clash “{wanted.clash}”, found “{found.clash or 'none'}”"
    if wanted.clash is None and found.clash:
        yield f"meeting: {found.clash}"


def _judged(pack: Pack, scenario: Scenario, calendar: WorkingCalendar) -> Iterator[str]:
    expect = scenario.expect
    if expect != Expect(verdict=expect.verdict, because=expect.because):
        yield "a record is held to a rule: of it only `verdict` and `because` can be expected"
    rule = next((rule for rule in pack.rules if rule.key == scenario.rule), None)
    if rule is None:
        there = _listed(one.key for one in pack.rules)
        yield f"there is no rule “{scenario.rule}” in the pack. There are: {there}"
        return
    sectors = [sector.key for sector in pack.sectors]
    if scenario.owner not in sectors:
        yield f"say in `owner` whose record it is: one of {_listed(sectors)}"
        return
    found = judge(
        rule,
        scenario.facts or {},
        owner=pack.bound(scenario.owner),
        calendar=calendar,
        departure=scenario.departure,
    )
    if expect.verdict != found.verdict.value:
        yield f"verdict: expected {expect.verdict}, found {found.verdict.value}"
    if expect.because and expect.because not in " ".join(map(str, found.because)):
        yield f"because: expected “{expect.because}”, found “{' '.join(map(str, found.because))}”"


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys)) or "none"
