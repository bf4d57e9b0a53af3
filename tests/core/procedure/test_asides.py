"""A case that turns aside and comes back, whose side may do what, and steps that wait."""

from dataclasses import replace
from datetime import date

import pytest

from opencompact.core.calendar import Pause, Span, Unit, WorkingCalendar
from opencompact.core.procedure import (
    Procedure,
    Stage,
    Step,
    StepNotAllowedError,
    advance,
    check,
    clocks,
    deadlines,
    opens,
    options,
    redated,
    take,
    waiting_for,
)
from tests.core.procedure.cases import THREE, WEEKDAYS, day, played, told
from tests.core.procedure.roundabout import ROUNDABOUT, with_clock, with_stage, with_step

# Monday 1 March 2027.
ASKED = "a ask 2027-03-01"
ASIDE = ASKED + "\na turn 2027-03-04\nb turn 2027-03-05"
BACK = ASIDE + "\na resume 2027-03-15"


def at(lines, parties=("a", "b"), procedure=ROUNDABOUT):
    return played(lines, parties, procedure)


def due(lines, key, procedure=ROUNDABOUT, calendar=WEEKDAYS):
    found = clocks(procedure, at(lines, procedure=procedure), calendar)
    [one] = [one for one in found if one.clock.key == key]
    return one


def test_the_procedure_of_these_tests_has_no_fault():
    assert check(ROUNDABOUT) == ()


def test_a_case_turns_aside_and_comes_back_to_where_it_was():
    there = at(ASIDE)
    assert (there.stage, there.aside.stage, there.main[-1]) == ("mediation", "asked", "asked")
    back = at(BACK)
    assert (back.stage, back.aside, back.main[-1]) == ("asked", None, "asked")
    assert back.since == day("2027-03-01")


def test_from_another_stage_it_comes_back_there():
    lines = (
        ASKED + "\nb answer 2027-03-03\na turn 2027-03-04\nb turn 2027-03-05\na resume 2027-03-09"
    )
    assert at(lines).stage == "answered"


def test_what_was_done_before_still_stands():
    lines = ASKED + "\na note 2027-03-02\na turn 2027-03-04\nb turn 2027-03-05\nb resume 2027-03-15"
    there = at(lines)
    with pytest.raises(StepNotAllowedError, match="has been taken already"):
        advance(ROUNDABOUT, there, told("a note 2027-03-16"))
    assert advance(ROUNDABOUT, there, told("b note 2027-03-16")).stage == "asked"


def test_it_can_turn_aside_again():
    again = at(BACK + "\na turn 2027-03-16\nb turn 2027-03-17")
    assert (again.stage, again.aside.stage) == ("mediation", "asked")


def test_a_case_can_end_aside():
    ended = at(ASIDE + "\na settle 2027-03-08\nb settle 2027-03-09")
    assert (ended.ending, ended.closed) == ("settled", True)


# Clocks meanwhile.


def test_a_clock_stands_still_while_the_case_is_aside():
    one = due(ASIDE, "answer")
    assert (one.still_since, one.left_on) == (day("2027-03-05"), None)
    assert not one.overdue(date(2040, 1, 1))
    assert [d.clock.key for d in deadlines(ROUNDABOUT, at(ASIDE), WEEKDAYS)] == ["settling"]


def test_it_goes_on_afterwards_with_what_was_left():
    one = due(BACK, "answer")
    # Ten days from 1 March: four are used on the 5th, and six are left on the 15th.
    assert (one.due, one.still_since) == (day("2027-03-21"), None)
    still = [step for step in one.reckoning.steps if step.counted is None]
    assert [still[0].day, still[-1].day] == [day("2027-03-06"), day("2027-03-15")]
    assert {step.why for step in still} == {"the clock stands still: Mediation"}
    assert [step.counted for step in one.reckoning.steps][-1] == 10


def test_one_that_was_late_before_stays_late():
    lines = ASKED + "\na turn 2027-03-17\nb turn 2027-03-18\na resume 2027-03-25"
    one = due(lines, "answer")
    assert one.due == day("2027-03-11")
    assert one.breached(day("2027-03-26"))


def test_one_that_was_met_before_does_not_move():
    lines = (
        ASKED + "\nb answer 2027-03-03\na turn 2027-03-04\nb turn 2027-03-05\na resume 2027-03-30"
    )
    assert due(lines, "answer").due == day("2027-03-11")


def test_it_can_begin_anew_instead():
    anew = with_stage("mediation", clocks="restart")
    one = due(BACK, "answer", anew)
    assert (one.due, one.reckoning.start) == (day("2027-03-25"), day("2027-03-15"))
    assert one.anew.step == "resume"


LETTER = ASKED + " received=2027-03-10"
LETTERS = [
    # when the case is aside, and when ten days from the letter of 10 March are over
    ("2027-03-04", "2027-03-08", "2027-03-20"),
    ("2027-03-04", "2027-03-15", "2027-03-25"),
    ("2027-03-12", "2027-03-15", "2027-03-23"),
]


@pytest.mark.parametrize(("away", "back", "wanted"), LETTERS)
def test_only_what_of_a_pause_lies_after_the_letter_counts(away, back, wanted):
    """A limit that runs from receipt has not begun when the case turns aside before."""
    posted = with_clock("answer", on_receipt=True)
    lines = f"{LETTER}\na turn {away}\nb turn {away}\na resume {back}"
    assert due(lines, "answer", posted).due == day(wanted)


def test_what_begins_anew_does_not_begin_before_the_letter():
    posted = with_clock("answer", on_receipt=True)
    stages = with_stage("mediation", clocks="restart").stages
    lines = LETTER + "\na turn 2027-03-04\nb turn 2027-03-04\na resume 2027-03-08"
    assert due(lines, "answer", replace(posted, stages=stages)).due == day("2027-03-20")


EXTENDED = [
    # When the end was agreed, and when it comes. The case is aside from the 5th to the 15th.
    ("2027-03-02", "2027-03-30"),
    ("2027-03-16", "2027-03-20"),
]


@pytest.mark.parametrize(("agreed", "wanted"), EXTENDED)
def test_an_agreed_end_is_pushed_on_by_what_comes_after_it(agreed, wanted):
    longer = with_step("note", extends="answer")
    lines = BACK.splitlines()
    lines.append(f"a note {agreed} fixed=2027-03-20")
    told_in_order = "\n".join(sorted(lines, key=lambda line: line.split()[2]))
    assert due(told_in_order, "answer", longer).due == day(wanted)


def test_what_begins_anew_forgets_an_end_agreed_before():
    longer = with_step("note", extends="answer")
    anew = replace(longer, stages=with_stage("mediation", clocks="restart").stages)
    lines = BACK.replace("\na turn", "\na note 2027-03-02 fixed=2027-03-12\na turn", 1)
    assert due(lines, "answer", anew).due == day("2027-03-25")
    assert due(f"{lines}\nb note 2027-03-16 fixed=2027-03-30", "answer", anew).due == (
        day("2027-03-30")
    )


def test_from_one_stage_aside_to_another_the_clock_still_stands():
    """It would begin anew after the first; the second stops it again on the same day."""
    away = Stage("away", "Away", ("party",), aside=True, clocks="restart")
    leave = Step("leave", "Leave", ("party",), ("asked",), to="away")
    onward = Step("onward", "Go on to mediation", ("party",), ("away",), to="mediation")
    home = Step("home", "Go back", ("party",), ("away",), returns=True)
    both = replace(
        ROUNDABOUT,
        stages=(*ROUNDABOUT.stages, away),
        steps=(*ROUNDABOUT.steps, leave, onward, home),
    )
    assert check(both) == ()
    lines = ASKED + "\na leave 2027-03-04\na onward 2027-03-05"
    assert due(lines, "answer", both).still_since == day("2027-03-05")
    assert due(lines + "\nb resume 2027-03-15", "answer", both).due == day("2027-03-25")


def test_it_can_go_on_meanwhile():
    running = with_stage("mediation", clocks="run")
    assert due(ASIDE, "answer", running).due == day("2027-03-11")
    assert due(BACK, "answer", running).due == day("2027-03-11")
    awaited = {one.clock.key for one in deadlines(running, at(ASIDE, procedure=running), WEEKDAYS)}
    assert awaited == {"answer", "settling"}


def test_one_clock_alone_can_go_on_meanwhile():
    through = with_clock("answer", runs_on=True)
    assert due(BACK, "answer", through).due == day("2027-03-11")
    awaited = {one.clock.key for one in deadlines(through, at(ASIDE, procedure=through), WEEKDAYS)}
    assert awaited == {"answer", "settling"}


def test_the_clock_of_the_stage_aside_runs_there():
    one = due(ASIDE, "settling")
    assert (one.due, one.still_since) == (day("2027-03-12"), None)
    assert due(BACK, "settling").left_on == day("2027-03-15")


# A clock that starts while the case is aside already: when it starts, what the stage does to the
# others, when the case comes back, and when five days are over. The case is aside from 5 March.
WORD = "\na word 2027-03-08"
STARTS = [
    # with the very step that turned the case aside: still from that day
    ("turn", "pause", "", "2027-03-15", "2027-03-20"),
    # with a step aside: still from its own first day
    ("word", "pause", WORD, "2027-03-15", "2027-03-20"),
    ("word", "restart", WORD, "2027-03-15", "2027-03-20"),
    ("word", "run", WORD, "2027-03-15", "2027-03-13"),
    # from receipt, which comes after the case is back: nothing of it was aside
    ("word", "pause", f"{WORD} received=2027-03-20", "2027-03-15", "2027-03-25"),
    # from receipt while it still is
    ("word", "pause", f"{WORD} received=2027-03-10", "2027-03-15", "2027-03-20"),
    # with the step that brings the case back: it runs at once
    ("resume", "pause", "", "2027-03-15", "2027-03-20"),
    ("resume", "restart", "", "2027-03-15", "2027-03-20"),
]


def begun_aside(anchor, does, **fields):
    """The clock `deciding`, five days long, that starts with a step taken aside."""
    changed = with_clock("deciding", after=(anchor,), span=Span(5, Unit.DAYS), **fields)
    word = Step("word", "Leave word", ("party",), ("mediation",))
    stages = with_stage("mediation", clocks=does).stages
    return replace(changed, stages=stages, steps=(*changed.steps, word))


@pytest.mark.parametrize(("anchor", "does", "lines", "back", "wanted"), STARTS)
def test_a_clock_that_starts_aside_stands_still_until_the_case_is_back(
    anchor, does, lines, back, wanted
):
    procedure = begun_aside(anchor, does, on_receipt=True)
    one = due(f"{ASIDE}{lines}\na resume {back}", "deciding", procedure)
    assert (one.due, one.still_since) == (day(wanted), None)


@pytest.mark.parametrize(
    ("anchor", "lines", "since"),
    [("turn", "", "2027-03-05"), ("word", WORD, "2027-03-08")],
)
def test_meanwhile_it_is_not_awaited_and_says_since_when_it_stands(anchor, lines, since):
    procedure = begun_aside(anchor, "pause")
    assert due(ASIDE + lines, "deciding", procedure).still_since == day(since)
    running = deadlines(procedure, at(ASIDE + lines, procedure=procedure), WEEKDAYS)
    assert [one.clock.key for one in running] == ["settling"]


def test_a_second_time_aside_stops_it_again():
    procedure = begun_aside("word", "pause")
    lines = f"{ASIDE}{WORD}\na resume 2027-03-15\na turn 2027-03-17\nb turn 2027-03-17"
    assert due(lines, "deciding", procedure).still_since == day("2027-03-17")
    assert due(f"{lines}\nb resume 2027-03-22", "deciding", procedure).due == day("2027-03-25")


def test_one_that_runs_on_or_can_be_met_aside_does_not_stand_still():
    through = begun_aside("word", "pause", runs_on=True)
    assert due(ASIDE + WORD, "deciding", through).due == day("2027-03-13")
    aside = begun_aside("word", "pause", met_by=("decide", "settle"))
    assert due(ASIDE + WORD, "deciding", aside).still_since is None


def test_one_that_starts_at_one_stage_aside_and_is_met_at_another_goes_on():
    """It belongs to what is done aside; what stands still is what ran on the main way."""
    away = Stage("away", "Away", ("party",), aside=True, clocks="pause")
    leave = Step("leave", "Leave", ("party",), ("asked",), to="away")
    onward = Step("onward", "Go on to mediation", ("party",), ("away",), to="mediation")
    home = Step("home", "Go back", ("party",), ("away",), returns=True)
    clock = replace(ROUNDABOUT.clock("settling"), after=("leave",))
    both = replace(
        ROUNDABOUT,
        stages=(*ROUNDABOUT.stages, away),
        steps=(*ROUNDABOUT.steps, leave, onward, home),
        clocks=(*ROUNDABOUT.clocks[:2], clock),
    )
    lines = ASKED + "\na leave 2027-03-04"
    assert (due(lines, "settling", both).due, due(lines, "settling", both).still_since) == (
        day("2027-03-11"), None,
    )  # fmt: skip


PAUSES = [
    # unit, amount, pauses, due: from Monday 1 March 2027
    (Unit.DAYS, 10, [], "2027-03-11"),
    (Unit.DAYS, 10, [("2027-03-05", "2027-03-15")], "2027-03-21"),
    (Unit.DAYS, 10, [("2027-03-10", "2027-03-11")], "2027-03-12"),
    (Unit.DAYS, 10, [("2027-03-11", "2027-03-20")], "2027-03-11"),
    (Unit.DAYS, 10, [("2027-03-05", "2027-03-05")], "2027-03-11"),
    (Unit.DAYS, 10, [("2027-03-02", "2027-03-03"), ("2027-03-11", "2027-03-12")], "2027-03-13"),
    (Unit.WORKING_DAYS, 10, [("2027-03-05", "2027-03-15")], "2027-03-23"),
    (Unit.WORKING_DAYS, 10, [("2027-03-05", "2027-03-07")], "2027-03-15"),
    (Unit.WORKING_DAYS, 1, [("2027-03-01", "2027-03-08")], "2027-03-09"),
    (Unit.DAYS, 10, [("2027-02-20", "2027-02-25"), ("2027-02-26", "2027-03-05")], "2027-03-15"),
    (Unit.WORKING_DAYS, 10, [("2027-02-20", "2027-03-01")], "2027-03-15"),
    (Unit.WEEKS, 2, [("2027-03-05", "2027-03-15")], "2027-03-25"),
    (Unit.MONTHS, 1, [("2027-03-05", "2027-03-15")], "2027-04-11"),
]


@pytest.mark.parametrize(("unit", "amount", "pauses", "wanted"), PAUSES)
def test_pauses_push_the_end_on(unit, amount, pauses, wanted):
    found = WEEKDAYS.reckon(
        day("2027-03-01"),
        Span(amount, unit),
        pauses=[Pause(day(start), day(end), "still") for start, end in pauses],
    )
    assert found.due == day(wanted)
    assert found.steps[-1].day == found.due
    if unit in {Unit.DAYS, Unit.WORKING_DAYS}:
        assert found.steps[-1].counted == amount


# Sides.


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("b ask 2027-03-01", "must say which party takes it (a), not “b”"),
        ("z ask 2027-03-01", "must say which party takes it (a), not “z”"),
    ],
)
def test_a_step_of_a_side_is_for_that_side(line, says):
    with pytest.raises(StepNotAllowedError) as refused:
        advance(ROUNDABOUT, at(""), told(line))
    assert says in str(refused.value)


def test_options_are_those_of_the_side():
    there = at(ASKED)
    assert {step.key for step in options(ROUNDABOUT, there, "party", "a")} == {
        "note", "turn", "drop", "escalate",
    }  # fmt: skip
    assert {step.key for step in options(ROUNDABOUT, there, "party", "b")} == {
        "answer", "note", "turn",
    }  # fmt: skip


def test_a_joint_step_of_a_side_waits_for_that_side_alone():
    there = at(ASKED + "\nb answer 2027-03-03", THREE)
    assert waiting_for(ROUNDABOUT.step("answer"), there) == ("c",)
    assert advance(ROUNDABOUT, there, told("c answer 2027-03-04")).stage == "answered"


def test_the_clock_of_a_side_is_not_the_others():
    found = clocks(ROUNDABOUT, at(ASKED, THREE), WEEKDAYS)
    assert [(one.clock.key, one.party) for one in found] == [("answer", "b"), ("answer", "c")]


# Steps that wait.


def test_a_step_waits_until_the_time_has_run_out():
    there, step = at(ASKED), ROUNDABOUT.step("escalate")
    assert opens(ROUNDABOUT, step, there, WEEKDAYS) == day("2027-03-12")
    with pytest.raises(StepNotAllowedError) as refused:
        take(ROUNDABOUT, there, told("a escalate 2027-03-11"), WEEKDAYS)
    assert "from 12 March 2027, once the answer has had its time" in str(refused.value)
    assert "escalate" not in refused.value.possible
    assert take(ROUNDABOUT, there, told("a escalate 2027-03-12"), WEEKDAYS).stage == "answered"


def test_it_waits_longer_after_a_pause():
    step = ROUNDABOUT.step("escalate")
    assert opens(ROUNDABOUT, step, at(BACK), WEEKDAYS) == day("2027-03-22")


def test_a_step_that_waits_for_nothing_opens_at_once():
    assert opens(ROUNDABOUT, ROUNDABOUT.step("note"), at(ASKED), WEEKDAYS) is None
    assert take(ROUNDABOUT, at(ASKED), told("a note 2027-03-01"), WEEKDAYS).happened("note")


def test_a_clock_that_does_not_run_lets_nothing_through():
    early = with_step("escalate", at=("asked", "talks"))
    with pytest.raises(StepNotAllowedError, match="it waits for the time of the answer"):
        take(early, at("", procedure=early), told("a escalate 2027-03-01"), WEEKDAYS)


# A change of the calendar.

DECIDING = ASKED + "\nb answer 2027-03-03"
CLOSED = WorkingCalendar("with a holiday", ((day("2027-03-10"), "Day of mourning"),))


def test_a_new_holiday_lengthens_the_time():
    [one] = redated(ROUNDABOUT, at(DECIDING), WEEKDAYS, CLOSED)
    assert (one.deadline.clock.key, one.was, one.now) == (
        "deciding", day("2027-03-17"), day("2027-03-18"),
    )  # fmt: skip
    assert not one.shortens


def test_one_that_goes_would_shorten_it_and_waits_for_a_yes():
    [one] = redated(ROUNDABOUT, at(DECIDING), CLOSED, WEEKDAYS)
    assert one.shortens
    kept = {one.deadline.name: one.was}
    [deciding] = [
        found
        for found in clocks(ROUNDABOUT, at(DECIDING), WEEKDAYS, kept)
        if found.clock.key == "deciding"
    ]
    assert (deciding.due, deciding.kept, deciding.reckoning.due) == (
        day("2027-03-18"), True, day("2027-03-17"),
    )  # fmt: skip
    assert redated(ROUNDABOUT, at(DECIDING), CLOSED, WEEKDAYS, kept) == ()


def test_what_is_over_keeps_its_date():
    ended = DECIDING + "\nchair decide 2027-03-16"
    assert redated(ROUNDABOUT, at(ended), WEEKDAYS, CLOSED) == ()


# What the checker says.


def waiting_for_the_answer() -> Procedure:
    """Nobody but one of those who answer can bring a case on from the stage where it was asked."""
    steps = (
        replace(s, at=("answered",)) if s.key in {"decide", "drop"} else s
        for s in with_step("answer", joint=False).steps
        if s.key != "escalate"
    )
    return replace(ROUNDABOUT, steps=tuple(steps))


FAULTS = [
    (with_stage("mediation", aside=False, clocks="run"), "returns, but not only from stages"),
    (with_stage("asked", clocks="pause"), "stops clocks but is not `aside`"),
    (with_step("resume", returns=False, to="asked"), "cannot go back: add a step there"),
    (with_step("resume", to="asked"), "take `to` and `ends_with` away"),
    (with_step("resume", at=("mediation", "asked")), "returns, but not only from stages"),
    (with_step("decide", side="raising"), "only parties have one"),
    (
        with_step("decide", at=("answered",)),
        "the stage “asked” may never end where the raising side stays silent. Add a step there",
    ),
    (
        waiting_for_the_answer(),
        "the stage “asked” may never end where the answering side stays silent",
    ),
    (with_step("settle", to="decided"), "which is made public"),
    (with_step("escalate", waits_for="deciding"), "need not have begun at the stage “asked”"),
    (with_step("escalate", waits_for="nothing"), "“nothing” is no clock of this procedure"),
    (
        with_clock(
            "deciding",
            met_by=("escalate",),
            owner="party",
            after=("ask",),
            span=Span(1, Unit.WEEKS),
        ),
        "“escalate” can never be taken in time: “deciding” (1 week) is over before “answer”",
    ),
]


@pytest.mark.parametrize(("procedure", "says"), FAULTS, ids=[says[:30] for _, says in FAULTS])
def test_the_checker_finds(procedure, says):
    assert any(says in fault.says for fault in check(procedure)), check(procedure)


def test_a_case_must_not_start_aside():
    wrong = replace(ROUNDABOUT, start="mediation")
    assert any("is where a case starts" in one.says for one in check(wrong))


def test_a_stage_aside_ends_only_where_every_stage_it_leads_back_to_does():
    """Where only all together leave a stage, who turned aside from it can be held there too."""
    held = tuple(
        replace(step, at=("answered",)) if step.key in {"decide", "drop"} else step
        for step in ROUNDABOUT.steps
        if step.key != "escalate"
    )
    found = [one.says for one in check(replace(ROUNDABOUT, steps=held))]
    for stage in ("asked", "mediation"):
        assert any(f"the stage “{stage}” may never end" in says for says in found), found
