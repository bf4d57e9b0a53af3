"""The commands that need no installation, called as a shell calls them."""

import json

import pytest

from opencompact.cli import main

LEICESTER = "packs/leicester-2008"


def run(capsys, *words):
    """Call one command; return its status and what it printed."""
    status = main(words)
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("2026-12-18 10 working-days --nation england", "2027-01-06"),
        ("2026-12-18 10 working-days --nation scotland", "2027-01-07"),
        ("2027-03-22 10 working-days --nation england", "2027-04-07"),
        ("2027-03-22 10 working-days --nation scotland", "2027-04-06"),
        ("22/03/2027 10 working-days --nation wales", "2027-04-07"),
        ("2026-11-30 12 weeks", "2027-02-22"),
        ("2027-01-31 1 months", "2027-02-28"),
        ("2027-01-06 10 working-days --before", "2026-12-18"),
        ("2026-12-18 0 working-days", "2026-12-18"),
        ("2026-12-18 5 days", "2026-12-23"),
    ],
)
def test_clock_as_json_gives_the_date_and_its_steps(capsys, words, due):
    status, out, err = run(capsys, "clock", *words.split(), "--json")
    found = json.loads(out)
    assert (status, found["due"], err) == (0, due, "")
    counted = [step["counted"] for step in found["steps"] if step["counted"]]
    assert counted == list(range(1, len(counted) + 1))


def test_clock_says_in_words_which_days_do_not_count(capsys):
    _, out, _ = run(capsys, "clock", "2026-12-18", "10", "working-days", "--nation", "scotland")
    assert out.startswith(
        "10 working days after Friday 18 December 2026 is Thursday 7 January 2027."
    )
    assert "(Christmas Day)" in out
    assert "   -  Saturday 19 December 2026  (Saturday)" in out


@pytest.mark.parametrize(
    ("day", "part"), [("2011-03-01", "begin in 2012"), ("2035-03-01", "not published yet")]
)
def test_clock_warns_where_no_holidays_are_published(capsys, day, part):
    status, out, _ = run(capsys, "clock", day, "10", "working-days", "--json")
    assert status == 0
    assert part in json.loads(out)["warnings"][0]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("2026-13-01 10 weeks", "is no date"),
        ("2026-12-01 ten weeks", "no whole number"),
        ("2026-12-01 -1 weeks", "no whole number"),
        ("2026-12-01 10 fortnights", "invalid choice"),
        ("2026-12-01 10 weeks --nation france", "invalid choice"),
    ],
)
def test_clock_refuses_a_wrong_call_with_status_2(capsys, words, part):
    with pytest.raises(SystemExit) as stop:
        main(["clock", *words.split()])
    assert stop.value.code == 2
    assert part in capsys.readouterr().err


def test_clock_past_the_end_of_the_calendar_is_a_plain_message(capsys):
    status, out, err = run(capsys, "clock", "9999-12-01", "99", "weeks", "--json")
    assert status == 1
    assert "out of the calendar" in json.loads(out)["error"]
    assert "out of the calendar" in err


@pytest.mark.parametrize("pack", [LEICESTER, "packs/leeds-2010", f"{LEICESTER}/pack.yaml"])
def test_pack_check_passes_the_shipped_packs(capsys, pack):
    status, out, _ = run(capsys, "pack", "check", pack, "--json")
    assert status == 0
    assert json.loads(out)["faults"] == []


@pytest.fixture
def broken(tmp_path):
    """A pack folder with three faults in it."""
    text = "format: 1\nkey: small\narea: Small\ncolour: red\nnation: france\n"
    (tmp_path / "pack.yaml").write_text(text)
    return tmp_path


def test_pack_check_refuses_a_broken_pack_with_file_line_and_remedy(capsys, broken):
    status, out, err = run(capsys, "pack", "check", str(broken))
    assert (status, out) == (1, "")
    assert "pack.yaml:4: colour: there is no such field here" in err
    assert "pack.yaml:5: nation:" in err


def test_pack_check_as_json_lists_the_faults(capsys, broken):
    status, out, _ = run(capsys, "pack", "check", str(broken), "--json")
    found = json.loads(out)
    assert (status, found["ok"]) == (1, False)
    assert any(fault.startswith("pack.yaml:4: colour") for fault in found["faults"])


def test_pack_check_says_when_there_is_no_pack(capsys, tmp_path):
    status, _, err = run(capsys, "pack", "check", str(tmp_path))
    assert status == 1
    assert "there is no pack.yaml in it" in err


def test_pack_test_plays_the_scenarios(capsys):
    status, out, _ = run(capsys, "pack", "test", LEICESTER, "--json")
    found = json.loads(out)
    assert (status, found["failed"]) == (0, 0)
    assert found["passed"] == len(found["scenarios"]) > 10


def test_pack_show_prints_every_commitment(capsys):
    _, out, _ = run(capsys, "pack", "show", LEICESTER)
    assert "4d(h)" in out
    assert "## Procedure:" in out


SEVEN = "tests/core/conformance"


@pytest.mark.parametrize(
    ("pack", "line"),
    [
        ("conciliation", "  ask (party; those who raised it) -> asked"),
        ("conciliation", "  accept (party; all who answer; also by mail) -> appointing"),
        ("conciliation", "  note-silence (office; once the time of answer is over) -> declined"),
        ("mediation-anytime", "  turn-to-mediation (party; all sides) -> mediation"),
        ("mediation-anytime", "  resume (party, mediator) -> back to where the case was"),
        (
            "mediation-anytime",
            "  Lies aside. The other time limits meanwhile stand still.",
        ),
    ],
)
def test_pack_show_says_whose_a_step_is_when_it_opens_and_where_it_leads(capsys, pack, line):
    _, out, _ = run(capsys, "pack", "show", f"{SEVEN}/{pack}")
    assert line in out.splitlines()


THREE = """
parties: [north, south, west]
raising: [north, south]
events:
  - {on: 2026-12-16, step: ask, by: party, party: north}
  - {on: 2026-12-17, step: acknowledge, by: office}
"""


def test_case_simulate_knows_who_raised_the_case_and_what_still_waits(capsys, tmp_path):
    (tmp_path / "case.yaml").write_text(THREE)
    words = ("case", "simulate", f"{SEVEN}/conciliation", str(tmp_path / "case.yaml"))
    _, out, _ = run(capsys, *words, "--on", "2026-12-18")
    lines = out.splitlines()
    assert "north (raised it) may:" in lines
    assert "south (raised it) may:" in lines
    assert "west may:" in lines
    accept = "  accept: Agree to conciliation (all who answer)"
    assert [line for line in lines if "accept:" in line] == [accept]
    assert any("note-silence" in line and "not yet" in line for line in lines)


ASIDE = """
parties: [north, south]
events:
  - {on: 2026-11-02, step: raise, by: party, party: north}
  - {on: 2026-11-04, step: turn-to-mediation, by: party, party: north}
  - {on: 2026-11-04, step: turn-to-mediation, by: party, party: south}
"""


def test_case_simulate_says_that_a_case_stands_aside_and_how_it_comes_back(capsys, tmp_path):
    (tmp_path / "case.yaml").write_text(ASIDE)
    words = ("case", "simulate", f"{SEVEN}/mediation-anytime", str(tmp_path / "case.yaml"))
    _, out, _ = run(capsys, *words, "--on", "2026-11-05")
    assert "It stands aside and came from: raised." in out
    assert "resume: Go on where you were (back to where the case was)" in out
    _, out, _ = run(capsys, *words, "--on", "2026-11-05", "--json")
    [still] = json.loads(out)["finished"]
    assert (still["clock"], still["still_since"]) == ("answering", "2026-11-04")


CASE = """
parties: [northside, council]
events:
  - {on: 2026-12-16, step: fail-informally, by: party, party: northside}
  - {on: 2026-12-18, step: submit, by: party, party: northside}
"""


@pytest.fixture
def case(tmp_path):
    """A case file: a disagreement put in writing just before Christmas."""
    path = tmp_path / "case.yaml"
    path.write_text(CASE)
    return path


def test_case_simulate_says_stage_options_and_deadlines(capsys, case):
    words = ("case", "simulate", LEICESTER, str(case), "--on", "2027-01-08", "--json")
    status, out, _ = run(capsys, *words)
    found = json.loads(out)
    assert (status, found["stage"], found["ending"]) == (0, "written", None)
    assert {one["step"] for one in found["options"]["chair"]} == {
        "refer-to-mediation",
        "start-appeal",
        "rule-not-covered",
    }
    answer = next(one for one in found["deadlines"] if one["clock"] == "chair-answers")
    assert (answer["due"], answer["overdue"], answer["breached"]) == ("2027-01-06", True, False)


def test_case_simulate_tells_it_in_words(capsys, case):
    _, out, _ = run(capsys, "case", "simulate", LEICESTER, str(case), "--on", "2027-01-08")
    assert "Due 2027-01-06 (usual, PASSED): the chair's answer, from chair." in out
    assert "2026-12-25 does not count: Christmas Day" in out


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (CASE + "  - {on: 2026-12-20, step: find, by: chair}\n", "cannot be taken at the stage"),
        (CASE + "  - {on: 2026-12-20, step: dance, by: chair}\n", "There is no step “dance”"),
        (
            CASE + "  - {on: 2028-12-20, step: withdraw, by: party, party: council}\n",
            "after the day",
        ),
        ("parties: [a, b]\nevents:\n  - {on: tomorrow, step: submit, by: party}\n", "case.yaml:3"),
        ("parties: [a\n", "not valid YAML"),
        ("[]", "case.yaml:1"),
    ],
)
def test_case_simulate_refuses_what_cannot_have_happened(capsys, case, text, part):
    case.write_text(text)
    status, _, err = run(capsys, "case", "simulate", LEICESTER, str(case), "--on", "2027-01-08")
    assert status == 1
    assert part in err


RECORD = """\
record: consultation
owner: {owner}
facts: {{opened: 2026-11-30, closes: {closes}{effect}}}
"""
EFFECT = ", significant_effect: true"


@pytest.mark.parametrize(
    ("given", "verdict", "missing"),
    [
        (("public", "2027-02-21", EFFECT), "not met", []),
        (("public", "2027-02-22", EFFECT), "met", []),
        (("public", "2027-02-22", ""), "cannot tell", ["significant_effect"]),
        (("vcs", "2027-02-21", EFFECT), "not applicable", []),
    ],
)
def test_verdict_judges_a_record(capsys, tmp_path, given, verdict, missing):
    owner, closes, effect = given
    file = tmp_path / "record.yaml"
    file.write_text(RECORD.format(owner=owner, closes=closes, effect=effect), encoding="utf-8")
    status, out, err = run(capsys, "verdict", LEICESTER, str(file), "--json")
    found = {one["rule"]: one for one in json.loads(out)}["consultation-length"]
    assert (status, err) == (0, "")
    assert (found["verdict"], found["missing"]) == (verdict, missing)
    assert found["commitment"] == "public-h"
    assert all(isinstance(one, str) for one in found["because"])


def test_verdict_says_it_in_words(capsys, tmp_path):
    file = tmp_path / "notice.yaml"
    departure = "{reason: R, mitigation: M, approver: A, filed: 2026-10-30, expires: 2027-12-31}"
    file.write_text(
        "record: notice\nowner: public\ndeparture: " + departure + "\n"
        "facts: {notice_given: 2026-10-31, ends: 2027-03-31}\n",
        encoding="utf-8",
    )
    status, out, _ = run(capsys, "verdict", "packs/leeds-2010", str(file))
    assert status == 0
    assert "notice-of-termination: explained (p4-1-4)" in out
    assert "30 days too soon" in out
    assert "Reason given: R" in out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("record: consultation\nowner: nobody\n", "record.yaml: owner: “nobody” is no sector"),
        ("record: picnic\nowner: public\n", "record.yaml: record: no rule of leicester-2008 is"),
        ("owner: public\n", "record.yaml:1: record: this field is missing: add it."),
        ("record: consultation\nowner: public\nfact: {a: 1}\n", "record.yaml:3: fact: there is no"),
        (
            "record: consultation\nowner: public\nfacts: {a: [1]}\n",
            "record.yaml:3: facts.a: this must",
        ),
    ],
)
def test_verdict_says_what_is_wrong_with_a_record(capsys, tmp_path, text, says):
    file = tmp_path / "record.yaml"
    file.write_text(text, encoding="utf-8")
    status, _, err = run(capsys, "verdict", LEICESTER, str(file))
    assert status == 1
    assert says in err


def test_verdict_needs_a_file(capsys, tmp_path):
    status, _, err = run(capsys, "verdict", LEICESTER, str(tmp_path / "none.yaml"))
    assert status == 1
    assert "cannot be read" in err
