"""Playing scenarios: those of every pack hold; and what a scenario says when it does not hold."""

import textwrap
from functools import cache
from pathlib import Path

import pytest

from opencompact.core.pack import PackError
from opencompact.core.pack.scenarios import Outcome, read_case, run
from opencompact.formats.nations import published
from opencompact.formats.packs import load, read
from tests.core.small import FILES, FOLDER, PACK, ROOT

ENGLAND = published("england")
PACKS = [FOLDER, *sorted(path.parent for path in (ROOT / "packs").glob("*/pack.yaml"))]


@cache
def outcomes(folder: Path) -> list[Outcome]:
    """Every scenario of a pack; a pack that cannot be read fails by its name as well."""
    try:
        pack = load(folder)
        return list(run(pack, read(folder), published(pack.nation)))
    except PackError as error:
        return [Outcome("pack.yaml", 1, "the pack can be read", error.faults)]


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_scenarios(folder, subtests):
    assert outcomes(folder)
    for one in outcomes(folder):
        with subtests.test(one.name):
            assert not one.faults, f"{one.file}:{one.line}: {'; '.join(one.faults)}"


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_every_scenario_has_a_name_of_its_own(folder):
    names = [one.name for one in outcomes(folder)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("pack", ["leicester-2008", "leeds-2010"])
def test_the_scenarios_of_a_pack_use_every_step_clock_ending_and_rule(pack):
    """What no scenario touches, nobody has thought through."""
    folder = ROOT / "packs" / pack
    whole = load(folder)
    text = "\n".join(text for name, text in read(folder).items() if name.startswith("tests/"))
    for kind, items in (
        ("step: ", whole.procedure.steps),
        ("ending: ", whole.procedure.endings),
        ("rule: ", whole.rules),
    ):
        missing = [one.key for one in items if f"{kind}{one.key}" not in text]
        assert not missing, f"no scenario has {kind}{', '.join(missing)}"
    missing = [one.key for one in whole.procedure.clocks if f"{one.key}: 20" not in text]
    assert not missing, f"no scenario has a date for {', '.join(missing)}"


def played(text: str) -> list[str]:
    """What one scenario of the small pack complains of."""
    body = textwrap.indent(textwrap.dedent(text).strip(), "    ").strip()
    files = {"tests/one.yaml": f"scenarios:\n  - name: One\n    {body}\n"}
    [one] = run(PACK, files, ENGLAND)
    assert (one.file, one.line, one.name) == ("tests/one.yaml", 2, "One")
    return list(one.faults)


ASKED = """
parties: [a, b]
events:
  - {step: give-up, on: 2027-03-01, by: party, party: a}
  - {step: write, on: 2027-03-03, by: party, party: a}
"""
HEARING = (
    ASKED
    + """\
  - {step: open-papers, on: 2027-03-10, by: chair}
  - {step: send, on: 2027-03-15, by: party, party: a}
  - {step: send, on: 2027-03-17, by: party, party: b}
"""
)
RECORD = (
    "rule: consultation-length\nowner: public\nfacts: {opened: 2026-11-30, closes: 2027-02-21}\n"
)

FAILING = [
    (ASKED + "expect: {stage: papers}", "stage: expected papers, found asked"),
    (ASKED + "expect: {ending: settled}", "ending: expected settled, found none, at asked"),
    (
        ASKED
        + "  - {step: reject, on: 2027-03-05, by: chair}\nexpect: {stage: asked, ending: settled}",
        "stage: expected asked, found rejected",
    ),
    (
        ASKED + "  - {step: reject, on: 2027-03-05, by: chair}\nexpect: {ending: settled}",
        "ending: expected settled, found rejected",
    ),
    (
        ASKED + "expect: {options: {chair: [reject], officer: [publish]}}",
        "options of chair: expected reject, found open-papers, reject",
    ),
    (
        ASKED + "expect: {options: {officer: [publish]}}",
        "options of officer: expected publish, found none",
    ),
    (
        ASKED + "expect: {due: {answering: 2027-03-16}}",
        "due answering: expected 2027-03-16, found 2027-03-17",
    ),
    (
        ASKED + "expect: {due: {sending: 2027-03-16}}",
        "due sending: expected 2027-03-16, found none",
    ),
    (ASKED + "expect: {late: []}", "say `on` which day the case is seen"),
    (ASKED + "expect: {slow: []}", "say `on` which day the case is seen"),
    (ASKED + "expect: {meeting: {}}", "say `on` which day the case is seen"),
    (
        ASKED + "on: 2027-03-18\nexpect: {late: [answering]}",
        "late: expected answering, found none",
    ),
    (ASKED + "on: 2027-03-18\nexpect: {slow: []}", "slow: expected none, found answering"),
    (
        ASKED + "on: 2027-03-18\nexpect: {meeting: {}}",
        "meeting: no date can be fixed at this point",
    ),
    (
        HEARING + "on: 2027-03-22\nexpect: {meeting: {earliest: 2027-04-01}}",
        "meeting: expected the earliest day 2027-04-01, found 2027-04-02",
    ),
    (
        HEARING + "on: 2027-03-22\nexpect: {meeting: {latest: 2027-04-01}}",
        "meeting: expected the latest day 2027-04-01, found 2027-04-09",
    ),
    (
        HEARING + "on: 2027-03-22\nexpect: {meeting: {clash: No day}}",
        "meeting: expected the clash “No day”, found “none”",
    ),
    (
        HEARING + "on: 2027-04-12\nexpect: {meeting: {clash: firm}}",
        "meeting: expected the clash “firm”, found “No day satisfies every clock",
    ),
    (
        HEARING + "on: 2027-04-12\nexpect: {meeting: {latest: 2027-04-09}}",
        "meeting: No day satisfies every clock: the earliest is 13 April 2027",
    ),
    (ASKED + "expect: {refused: never}", "expected a refusal (never), but every step was allowed"),
    (
        ASKED + "  - {step: dance, on: 2027-03-05, by: chair}\nexpect: {stage: asked}",
        "event 3 was refused: There is no step “dance”",
    ),
    (
        ASKED + "  - {step: send, on: 2027-03-05, by: party, party: a}\nexpect: {refused: done}",
        "refused: expected “done”, found: “send” cannot be taken at the stage “asked”",
    ),
    (
        ASKED
        + "  - {step: send, on: 2027-03-05, by: party, party: a}\n"
        + "  - {step: open-papers, on: 2027-03-05, by: chair}\nexpect: {refused: send}",
        "event 3 was refused: “send” cannot be taken",
    ),
    (
        ASKED
        + "  - {step: send, on: 2027-03-05, by: party, party: a}\n"
        + "expect: {refused: cannot be taken, stage: papers}",
        "stage: expected papers, found asked",
    ),
    (
        ASKED.replace("[a, b]", "[a]") + "expect: {stage: asked}",
        "name the parties: there are at least 2",
    ),
    ("expect: {stage: talks}", "name the parties: there are at least 2"),
    (ASKED + "expect: {}", "it expects nothing: write under `expect` what should come of it"),
    (ASKED + "expect: {verdict: met}", "a verdict is expected, but no `rule` is named"),
    (RECORD + "expect: {verdict: met}", "verdict: expected met, found cannot tell"),
    (RECORD + "expect: {because: lost}", "verdict: expected None, found cannot tell"),
    (
        RECORD + "expect: {verdict: cannot tell, because: too soon}",
        "because: expected “too soon”, found “Whether the rule applies is not recorded",
    ),
    (RECORD + "expect: {verdict: cannot tell, stage: talks}", "only `verdict` and `because`"),
    (
        RECORD.replace("-length", "-size") + "expect: {verdict: met}",
        "there is no rule “consultation-size” in the pack. There are: consultation-feedback",
    ),
    (
        RECORD.replace("owner: public\n", "") + "expect: {verdict: met}",
        "say in `owner` whose record it is: one of funder, public, vcs",
    ),
    (
        (
            "rule: consultation-length\nowner: public\n"
            "facts: {opened: 9999-12-01, closes: 9999-12-31, significant_effect: true}\n"
            "expect: {verdict: met}"
        ),
        "12 weeks after 1 December 9999 leads out of the calendar",
    ),
]


@pytest.mark.parametrize(("text", "says"), FAILING, ids=[says for _, says in FAILING])
def test_a_scenario_that_does_not_hold(text, says):
    faults = played(text)
    assert any(says in fault for fault in faults), faults


HOLDING = [
    ASKED + "expect: {stage: asked}",
    ASKED + "expect: {options: {'': [mediate, withdraw, reject, open-papers]}}",
    HEARING + "on: 2027-04-12\nexpect: {meeting: {clash: the usual limit is 9 April 2027}}",
    HEARING + "on: 2027-03-22\nexpect: {meeting: {earliest: 2027-04-02}}",
    HEARING + "on: 2027-03-22\nexpect: {meeting: {}}",
    "rule: consultation-length\nowner: vcs\nexpect: {verdict: not applicable}",
    RECORD + "expect: {verdict: cannot tell}",
]


@pytest.mark.parametrize("text", HOLDING)
def test_a_scenario_that_holds(text):
    assert played(text) == []


ONE = "scenarios:\n  - name: One\n"
UNREADABLE = [
    ("", "tests/x.yaml:1: write the scenarios in a list called `scenarios`."),
    ("scenarios: []\n", "tests/x.yaml:1: write the scenarios in a list"),
    ("- name: One\n", "tests/x.yaml:1: write the scenarios in a list"),
    ("scenarios: One\n", "tests/x.yaml:1: scenarios: this must be a list"),
    (
        "scenarios:\n  - name: One\n",
        "tests/x.yaml:2: scenarios.1.expect: this field is missing: add it.",
    ),
    (
        "scenarios:\n  - name: One\n    expect: {stage: a}\n    parties: a, b\n",
        "tests/x.yaml:4: scenarios.1.parties: this must be a list",
    ),
    (
        ONE + "    expect: {stage: a}\n    events:\n      - {step: x, by: chair}\n",
        "tests/x.yaml:5: scenarios.1.events.1.on: this field is missing: add it.",
    ),
    (
        ONE + "    expect: {stage: a}\n    events:\n      - {step: x, by: c, on: soon}\n",
        "tests/x.yaml:5: scenarios.1.events.1.on: this must be a date, as in 2026-11-21.",
    ),
    (
        "scenarios:\n  - name: One\n    expect: {stge: a}\n",
        "tests/x.yaml:3: scenarios.1.expect.stge: there is no such field here",
    ),
    (
        ONE + "    rule: r\n    facts: {opened: [1]}\n    expect: {verdict: met}\n",
        "tests/x.yaml:4: scenarios.1.facts.opened: this must be one plain value",
    ),
    ("scenarios:\n\t- x\n", "tests/x.yaml:2: a tab stands here: indent with spaces"),
]


@pytest.mark.parametrize(("text", "says"), UNREADABLE, ids=[says for _, says in UNREADABLE])
def test_a_file_of_scenarios_that_cannot_be_read(text, says):
    with pytest.raises(PackError) as found:
        list(run(PACK, {"tests/x.yaml": text}, ENGLAND))
    assert any(fault.startswith(says) for fault in found.value.faults), found.value.faults


def test_a_pack_without_scenarios_has_no_outcomes():
    files = {name: text for name, text in FILES.items() if not name.startswith("tests/")}
    assert list(run(PACK, files, ENGLAND)) == []


def test_scenarios_are_played_file_by_file():
    one = (
        "scenarios:\n  - {name: A, rule: consultation-length, owner: vcs, expect: {verdict: met}}\n"
    )
    found = list(run(PACK, {"tests/b.yaml": one, "tests/a.yaml": one, "text/c.md": "x"}, ENGLAND))
    assert [outcome.file for outcome in found] == ["tests/a.yaml", "tests/b.yaml"]
    assert all(outcome.faults for outcome in found)


def test_a_case_file():
    case = read_case(
        "parties: [a, b]\nevents:\n  - {step: give-up, on: 2027-03-01, by: party, party: a}\n",
        "case.yaml",
    )
    assert case.parties == ("a", "b")
    assert case.events[0].step == "give-up"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "case.yaml:1: the file is empty: write in it what it is for."),
        ("- a\n", "case.yaml:1: this must hold fields"),
        ("events: []\n", "case.yaml:1: parties: this field is missing: add it."),
        (
            "parties: [a, b]\nevents:\n  - step: x\n",
            "case.yaml:3: events.1.on: this field is missing",
        ),
        ("parties: [a, b]\nsteps: []\n", "case.yaml:2: steps: there is no such field here"),
        ("parties: [a, b\n", "case.yaml:1: the bracket opened here is not closed"),
        (
            "parties: [a, b]\nevents:\n  - {step: x, on: 2027-02-31, by: chair}\n",
            "case.yaml:3: there is no day 2027-02-31",
        ),
    ],
)
def test_a_case_file_that_cannot_be_read(text, says):
    with pytest.raises(PackError) as found:
        read_case(text, "case.yaml")
    assert any(fault.startswith(says) for fault in found.value.faults), found.value.faults
