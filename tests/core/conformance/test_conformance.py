"""Seven neighbouring procedures: no fault, every scenario holds, and what is special about each."""

import json
import re
from collections.abc import Iterable
from functools import cache

import pytest

from opencompact.cli import main
from opencompact.core.calendar import Span, Unit
from opencompact.core.pack.check import check
from opencompact.core.pack.scenarios import Outcome, run
from opencompact.core.procedure import (
    Position,
    StepNotAllowedError,
    clocks,
    deadlines,
    position,
    refused,
    take,
)
from opencompact.core.procedure import options as steps_open
from opencompact.formats.nations import published
from opencompact.formats.packs import read
from tests.core.conformance.seven import FOLDER, SEVEN, pack_of
from tests.core.procedure.cases import TWO, day, told

ENGLAND = published("england")
FEWEST = 8


@cache
def outcomes(name: str) -> list[Outcome]:
    return list(run(pack_of(name), read(FOLDER / name), ENGLAND))


def texts(name: str) -> str:
    """All scenarios of a pack as they are written."""
    files = read(FOLDER / name)
    return "\n".join(text for file, text in files.items() if file.startswith("tests/"))


def test_all_seven_are_here():
    assert {path.parent.name for path in FOLDER.glob("*/pack.yaml")} == set(SEVEN)


@pytest.mark.parametrize("name", SEVEN)
def test_no_fault(name):
    assert check(pack_of(name)) == ()


@pytest.mark.parametrize("name", SEVEN)
def test_scenarios(name, subtests):
    for one in outcomes(name):
        with subtests.test(one.name):
            assert not one.faults, f"{name}/{one.file}:{one.line}: {'; '.join(one.faults)}"


@pytest.mark.parametrize("name", SEVEN)
def test_the_scenarios_are_many_and_touch_everything(name):
    """Every step, ending, clock and gate, a limit that was not kept and a step refused."""
    names = [one.name for one in outcomes(name)]
    assert len(names) == len(set(names)) >= FEWEST
    procedure, text = pack_of(name).procedure, texts(name)
    wanted = [
        *(f"step: {step.key}," for step in procedure.steps),
        *(f"ending: {ending.key}" for ending in procedure.endings),
        *(f"{clock.key}: 20" for clock in procedure.clocks),
        *(f"barred: [{gate.key}]" for gate in procedure.gates),
        "refused: ",
    ]
    assert [one for one in wanted if one not in text] == []
    assert re.search(r"(late|slow): \[[a-z]", text)


@pytest.mark.parametrize("name", SEVEN)
def test_the_commands(capsys, name):
    folder = str(FOLDER / name)
    assert main(["pack", "check", folder]) == 0
    assert f"{pack_of(name).name} (Invented): no fault found." in capsys.readouterr().out
    assert main(["pack", "test", folder]) == 0
    assert capsys.readouterr().out == f"{len(outcomes(name))} passed, 0 failed\n"
    assert main(["pack", "show", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == name


# What is special about each, asked of the engine itself.

WORKING, DAYS, MONTHS = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS
SPANS = [
    ("grant-terms", {"contacts-time": Span(14, DAYS), "senior-time": Span(28, DAYS)}),
    ("shared-service", {"leaders-time": Span(10, WORKING)}),
    (
        "provider-contract",
        dict.fromkeys(
            ("managers-time", "directors-time", "chiefs-time", "mediation-begins"), Span(30, DAYS)
        ),
    ),
    (
        "conciliation",
        {
            "acknowledgement": Span(5, WORKING),
            "answer": Span(10, WORKING),
            "appointment": Span(5, WORKING),
            "conclusion": Span(30, WORKING),
        },
    ),
    ("written-request", {"answer-time": Span(10, WORKING)}),
]


@pytest.mark.parametrize(("name", "spans"), SPANS)
def test_the_limits(name, spans):
    assert {clock.key: clock.span for clock in pack_of(name).procedure.clocks} == spans


def came(name: str, lines: str | Iterable[str], parties=TWO, raising=()) -> Position:
    """Where a case stands after `a tell 2027-06-07; b pass-on …`, taken as people take steps."""
    procedure = pack_of(name).procedure
    at = position(procedure, (), parties, raising)
    for line in lines.split("; ") if isinstance(lines, str) else lines:
        at = take(procedure, at, told(line), ENGLAND)
    return at


def can(name: str, at: Position, role: str, party: str = "") -> set[str]:
    return {step.key for step in steps_open(pack_of(name).procedure, at, role, party)}


def due(name: str, at: Position, clock: str):
    return {
        one.due for one in clocks(pack_of(name).procedure, at, ENGLAND) if one.clock.key == clock
    }


SENIOR = "a tell 2027-06-07; b pass-to-senior 2027-06-22"


@pytest.mark.parametrize(
    ("subject", "barred"), [("terms", 0), ("holding-back", 1), ("ending", 1), ("", 1)]
)
def test_a_grant_that_is_held_back_or_ended_goes_another_way(subject, barred):
    procedure = pack_of("grant-terms").procedure
    found = refused(procedure, {"subject": subject}, day("2027-06-07"), ENGLAND)
    assert len(found) == barred
    assert all("look at that decision again" in gate.instead for gate in found)


def test_senior_officers_have_their_time_or_the_one_agreed_and_pay_alike():
    at = came("grant-terms", SENIOR)
    assert due("grant-terms", at, "senior-time") == {day("2027-07-20")}
    agreed = (
        "; a change-time 2027-06-23 fixed=2027-07-01; b change-time 2027-06-23 fixed=2027-07-01"
    )
    with pytest.raises(StepNotAllowedError, match="can be taken from 2 July 2027"):
        came("grant-terms", SENIOR + agreed + "; a mediate 2027-07-01")
    at = came("grant-terms", SENIOR + agreed + "; a mediate 2027-07-02; a appoint 2027-07-02")
    assert "settle-in-mediation" not in can("grant-terms", at, "party", "a")
    assert "shared equally" in pack_of("grant-terms").procedure.step("appoint").says


def test_a_shared_service_has_no_clock_after_the_leaders():
    procedure = pack_of("shared-service").procedure
    lines = ["a notify 2027-06-07", "b pass-to-heads 2027-06-22", "a pass-to-committee 2027-06-23"]
    at = came("shared-service", lines[:1])
    assert [one.clock.key for one in deadlines(procedure, at, ENGLAND)] == ["leaders-time"]
    for n in (2, 3):
        at = came("shared-service", lines[:n])
        assert deadlines(procedure, at, ENGLAND) == ()
    at = came("shared-service", [*lines, "committee give-up 2028-06-23"])
    assert (at.stage, deadlines(procedure, at, ENGLAND)) == ("arbitration", ())
    assert not any(one.passed(day("2040-01-01")) for one in clocks(procedure, at, ENGLAND))


def test_a_provider_contract_climbs_three_levels_of_thirty_days():
    lines = ["a notify 2027-03-01", "a to-directors 2027-04-01", "b to-chiefs 2027-05-02"]
    at = came("provider-contract", [*lines, "a mediation-notice 2027-06-02 received=2027-06-04"])
    assert at.path == ("managers", "directors", "chiefs", "choosing")
    assert due("provider-contract", at, "mediation-begins") == {day("2027-07-04")}
    for n, (line, first) in enumerate(zip(lines[1:], ("1 April", "2 May"), strict=True), 1):
        who, step, _ = line.split()
        with pytest.raises(StepNotAllowedError, match=f"can be taken from {first} 2027"):
            came("provider-contract", [*lines[:n], f"{who} {step} {lines[n - 1].split()[2]}"])


def test_a_provider_contract_finds_a_mediator_without_one_of_the_sides():
    notice = (
        "a notify 2027-03-01; a to-directors 2027-04-01; a to-chiefs 2027-05-02; "
        "a mediation-notice 2027-06-02"
    )
    at = came("provider-contract", notice)
    assert can("provider-contract", at, "nominator") == set()
    at = came("provider-contract", notice + "; a ask-nominator 2027-06-03")
    assert can("provider-contract", at, "nominator") == {"nominate"}
    named = notice + "; a ask-nominator 2027-06-03; nominator nominate 2027-06-04"
    assert came("provider-contract", named + "; a begin-with-nominee 2027-06-07").stage == (
        "mediation"
    )


def test_conciliation_counts_each_limit_from_what_came_before():
    told_in_turn = (
        ("a ask 2027-06-07", "acknowledgement", "2027-06-14"),
        ("office acknowledge 2027-06-09", "answer", "2027-06-23"),
        ("b accept 2027-06-10", "appointment", "2027-06-17"),
        ("office appoint 2027-06-11", "conclusion", "2027-07-23"),
    )
    lines = [line for line, _, _ in told_in_turn]
    for n, (_, clock, wanted) in enumerate(told_in_turn, 1):
        assert due("conciliation", came("conciliation", lines[:n]), clock) == {day(wanted)}


def test_conciliation_asks_the_other_side_and_all_of_it():
    asked = "a ask 2027-06-07; office acknowledge 2027-06-09"
    at = came("conciliation", asked, ("a", "b", "c"), ("a",))
    assert {
        party for party in at.parties if "accept" in can("conciliation", at, "party", party)
    } == {
        "b",
        "c",
    }
    one = "; c accept 2027-06-10"
    assert came("conciliation", asked + one, ("a", "b", "c")).stage == "answering"
    both = one + "; b accept 2027-06-10"
    assert came("conciliation", asked + both, ("a", "b", "c")).stage == "appointing"


def test_a_written_request_follows_contact_and_strangers_answer_it():
    procedure = pack_of("written-request").procedure
    assert {role.key for role in procedure.roles if role.recuse} == {"adviser", "secretary"}
    assert {role.key for role in procedure.roles} == {"adviser", "secretary", "party"}
    assert procedure.step("request").requires == ("speak",)
    assert "form" in {need.key for need in procedure.step("request").needs}
    at = came("written-request", "a speak 2027-06-04; a request 2027-06-04 received=2027-06-07")
    assert due("written-request", at, "answer-time") == {day("2027-06-21")}


@pytest.mark.parametrize(
    ("facts", "on", "barred"),
    [
        ({"happened_on": "2026-06-07"}, "2027-06-07", False),
        ({"happened_on": "2026-06-07"}, "2027-06-08", True),
        ({"happened_on": "2024-02-29"}, "2025-02-28", False),
        ({"happened_on": "2024-02-29"}, "2025-03-01", True),
        ({"happened_on": "2020-01-01", "good_reason": "yes"}, "2027-06-08", False),
        ({"happened_on": "some time ago"}, "2027-06-08", True),
        ({}, "2027-06-08", True),
    ],
)
def test_a_complaint_is_barred_after_twelve_months_without_a_good_reason(facts, on, barred):
    found = refused(pack_of("complaints").procedure, facts, day(on), ENGLAND)
    assert [gate.key for gate in found] == ["in-time"] * barred


@pytest.mark.parametrize(
    "lines",
    [
        "a complain 2027-06-07",
        "a complain 2027-06-07; a ask-review-unanswered 2027-07-06",
        (
            "a complain 2027-06-07; a ask-review-unanswered 2027-07-06; "
            "a ask-panel-unreviewed 2027-08-04"
        ),
    ],
)
def test_a_complainant_withdraws_alone_at_each_of_the_three_stages(lines):
    at = came("complaints", lines)
    assert "withdraw" not in can("complaints", at, "party", "b")
    assert came("complaints", lines + "; a withdraw 2027-08-31").ending == "withdrawn"
    with pytest.raises(StepNotAllowedError, match=r"must say which party takes it \(a\)"):
        came("complaints", lines + "; b withdraw 2027-08-31")


def turned(*days: str) -> str:
    return "; ".join(f"{party} turn-to-mediation {on}" for on in days for party in TWO)


@pytest.mark.parametrize(
    ("lines", "stage", "clock", "was", "now"),
    [
        ("a raise 2027-06-07", "raised", "answering", "2027-06-21", "2027-06-28"),
        (
            "a raise 2027-06-01; convenor answer 2027-06-07",
            "answered",
            "appealing",
            "2027-06-21",
            "2027-06-28",
        ),
        (
            "a raise 2027-06-01; convenor answer 2027-06-02; b ask-appeal 2027-06-07",
            "appeal",
            "deciding",
            "2027-07-07",
            "2027-07-14",
        ),
    ],
)
def test_mediation_at_any_stage_stops_the_clock_and_gives_the_case_back(
    lines, stage, clock, was, now
):
    name = "mediation-anytime"
    procedure = pack_of(name).procedure
    assert due(name, came(name, lines), clock) == {day(was)}
    away = came(name, f"{lines}; {turned('2027-06-08')}")
    assert (away.stage, away.main[-1]) == ("mediation", stage)
    assert deadlines(procedure, away, ENGLAND) == ()
    for who in ("a", "b", "mediator"):
        assert "resume" in can(name, away, "party" if len(who) == 1 else who)
        back = came(name, f"{lines}; {turned('2027-06-08')}; {who} resume 2027-06-15")
        assert (back.stage, due(name, back, clock)) == (stage, {day(now)})
        assert [one.clock.key for one in deadlines(procedure, back, ENGLAND)] == [clock]


def test_mediation_is_offered_at_every_other_stage():
    procedure = pack_of("mediation-anytime").procedure
    main = {stage.key for stage in procedure.stages if not stage.aside}
    assert set(procedure.step("turn-to-mediation").at) == main
