"""Where a case stands and who may do what: order, hands, joint consent, endings, refusals."""

import pytest

from opencompact.core.procedure import (
    PARTY,
    Event,
    StepNotAllowedError,
    advance,
    chosen,
    options,
    position,
    refused,
    waiting_for,
)
from tests.core.procedure.cases import (
    AGREED,
    DECIDED,
    HEARING,
    MEDIATING,
    PAPERS,
    STOPPED,
    THREE,
    TWO,
    WEEKDAYS,
    WRITTEN,
    day,
    played,
    told,
)
from tests.core.small import PROCEDURE


def names(at, role="", party=""):
    return {step.key for step in options(PROCEDURE, at, role, party)}


def test_a_case_without_events_stands_at_the_start():
    at = position(PROCEDURE, (), TWO)
    assert (at.stage, at.ending, at.since, at.closed) == ("talks", "", None, False)
    assert names(at) == {"give-up"}


STAGES = [
    (WRITTEN, "asked", "2027-03-03"),
    (AGREED, "mediation", "2027-03-05"),
    (MEDIATING, "mediation", "2027-03-05"),
    (STOPPED, "papers", "2027-03-24"),
    (PAPERS, "papers", "2027-03-10"),
    (HEARING, "hearing", "2027-03-17"),
    (DECIDED, "decided", "2027-03-31"),
]


@pytest.mark.parametrize(("lines", "stage", "since"), STAGES)
def test_the_stage_and_since_when(lines, stage, since):
    at = played(lines)
    assert (at.stage, at.ending, at.since) == (stage, "", day(since))


ENDINGS = [
    (WRITTEN + "chair reject 2027-03-05", "rejected", "asked"),
    (MEDIATING + "a settle 2027-03-20\nb settle 2027-03-22", "settled", "mediation"),
    (DECIDED + "officer announce 2027-04-02", "broken", "decided"),
    (
        HEARING
        + "chair fix-day 2027-03-22 fixed=2027-03-31\nchair decide 2027-03-31 outcome=kept\n"
        + "officer announce 2027-04-02",
        "kept",
        "decided",
    ),
    (PAPERS + "a withdraw 2027-03-11\nb withdraw 2027-03-12", "withdrawn", "papers"),
]


@pytest.mark.parametrize(("lines", "ending", "stage"), ENDINGS)
def test_every_ending(lines, ending, stage):
    at = played(lines)
    assert (at.ending, at.stage, at.closed) == (ending, stage, True)
    assert at.path[-1] == ending
    assert options(PROCEDURE, at) == ()


def test_every_ending_is_shown():
    assert {ending for _, ending, _ in ENDINGS} == {one.key for one in PROCEDURE.endings}


WHO_MAY = [
    (WRITTEN, PARTY, "a", {"mediate", "withdraw"}),
    (WRITTEN, "chair", "", {"reject", "open-papers"}),
    (WRITTEN, "officer", "", set()),
    (WRITTEN, "", "", {"mediate", "withdraw", "reject", "open-papers"}),
    (AGREED, "mediator", "", {"stop"}),
    (AGREED, PARTY, "a", {"name-mediator", "stop", "withdraw"}),
    (AGREED + "a name-mediator 2027-03-08", PARTY, "a", {"stop", "withdraw"}),
    (AGREED + "a name-mediator 2027-03-08", PARTY, "b", {"name-mediator", "stop", "withdraw"}),
    (MEDIATING, PARTY, "a", {"more-time", "settle", "stop", "withdraw"}),
    (MEDIATING, "mediator", "", {"set-terms", "stop"}),
    (PAPERS, "mediator", "", set()),
    (STOPPED, "mediator", "", {"report"}),
    (PAPERS + "a send 2027-03-15", PARTY, "a", {"withdraw"}),
    (PAPERS + "a send 2027-03-15", PARTY, "b", {"send", "withdraw"}),
    (HEARING, "chair", "", {"fix-day"}),
    (HEARING + "chair fix-day 2027-03-22 fixed=2027-03-31", "chair", "", {"fix-day", "decide"}),
    (HEARING + "a remark 2027-03-18", PARTY, "a", {"withdraw"}),
    (HEARING + "a remark 2027-03-18", PARTY, "b", {"remark", "withdraw"}),
    (HEARING + "a remark 2027-03-18", PARTY, "", {"withdraw"}),
    (DECIDED, "officer", "", {"announce"}),
    (DECIDED, PARTY, "a", set()),
]


@pytest.mark.parametrize(("lines", "role", "party", "steps"), WHO_MAY)
def test_who_may_do_what(lines, role, party, steps):
    assert names(played(lines), role, party) == steps


REFUSALS = [
    ("", "a write 2027-03-01", "needs give-up first. Possible now: give-up."),
    ("", "chair reject 2027-03-01", "cannot be taken at the stage “talks”"),
    ("", "a dance 2027-03-01", "There is no step “dance”. The steps are: give-up, write,"),
    ("", "chair give-up 2027-03-01", "is for party, not for chair"),
    ("", "z give-up 2027-03-01", "must say which party takes it (a, b), not “z”"),
    ("a give-up 2027-03-01", "a give-up 2027-03-02", "has been taken already"),
    (WRITTEN, "a open-papers 2027-03-05", "is for chair, not for party"),
    (WRITTEN, "a mediate 2027-03-02", "is dated 2 March 2027, before the step it follows (3 March"),
    (WRITTEN, "a settle 2027-03-05", "cannot be taken at the stage “asked”"),
    (
        WRITTEN,
        "chair open-papers 2027-03-05 received=2027-03-04",
        "was received on 4 March 2027, before it was sent (5 March 2027)",
    ),
    (AGREED, "a settle 2027-03-09", "needs name-mediator first"),
    (AGREED + "a name-mediator 2027-03-08", "b settle 2027-03-09", "needs name-mediator first"),
    (AGREED + "a name-mediator 2027-03-08", "a name-mediator 2027-03-09", "taken already"),
    (MEDIATING, "a more-time 2027-03-11", "must say the date that it fixes (write it as `fixed`)"),
    (
        MEDIATING,
        "a more-time 2027-03-11 fixed=2027-03-10",
        "fixes 10 March 2027, a day already past on 11 March 2027",
    ),
    (PAPERS, "mediator report 2027-03-11", "needs name-mediator first"),
    (HEARING, "chair fix-day 2027-03-22", "must say the date that it fixes"),
    (HEARING, "chair decide 2027-03-22 outcome=kept", "needs fix-day first"),
    (HEARING + "chair fix-day 2027-03-22 fixed=2027-03-31", "chair decide 2027-03-31", "outcome"),
    (
        HEARING + "chair fix-day 2027-03-22 fixed=2027-03-31",
        "chair decide 2027-03-31 outcome=settled",
        "must choose one of kept, broken (write it as `outcome`)",
    ),
    (DECIDED, "chair announce 2027-04-02", "is for officer, not for chair"),
    (
        DECIDED + "officer announce 2027-04-02",
        "a withdraw 2027-04-03",
        "cannot be taken: the case has ended (broken). Possible now: nothing: the case is closed.",
    ),
]


@pytest.mark.parametrize(("lines", "line", "says"), REFUSALS)
def test_refusals_say_why_and_what_is_possible(lines, line, says):
    at = played(lines)
    with pytest.raises(StepNotAllowedError) as found:
        advance(PROCEDURE, at, told(line))
    assert says in str(found.value)


def test_a_refusal_lists_what_is_possible():
    with pytest.raises(StepNotAllowedError) as found:
        advance(PROCEDURE, played(WRITTEN), told("a write 2027-03-05"))
    assert found.value.possible == ("reject", "open-papers", "mediate", "withdraw")


def test_only_a_party_names_a_party():
    event = Event("open-papers", day("2027-03-05"), "chair", party="a")
    with pytest.raises(StepNotAllowedError, match="is taken by the chair, who is no party"):
        advance(PROCEDURE, played(WRITTEN), event)


def test_the_first_step_that_was_not_allowed_stops_the_fold():
    with pytest.raises(StepNotAllowedError, match="“settle” cannot be taken"):
        played(WRITTEN + "a settle 2027-03-04\na dance 2027-03-05")


@pytest.mark.parametrize("kind", ["stage", "ending", "clock", "role"])
def test_looking_up_what_is_not_there(kind):
    with pytest.raises(StepNotAllowedError, match=f"There is no {kind} “moon”. The {kind}s are: "):
        getattr(PROCEDURE, kind)("moon")


def test_a_step_may_be_received_later_than_it_was_sent():
    at = played(WRITTEN + "chair open-papers 2027-03-10 received=2027-03-12")
    assert at.events[-1].received == day("2027-03-12")


# All parties together.


def test_two_parties_agree():
    half = played(WRITTEN + "b mediate 2027-03-04")
    assert (half.stage, half.effective[-1]) == ("asked", False)
    assert waiting_for(PROCEDURE.step("mediate"), half) == ("a",)
    assert not half.happened("mediate")
    assert half.taken("mediate")
    whole = played(WRITTEN + "b mediate 2027-03-04\na mediate 2027-03-09")
    assert (whole.stage, whole.since) == ("mediation", day("2027-03-09"))
    assert whole.happened("mediate")


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_three_parties_agree_in_any_order(order):
    lines = WRITTEN
    for n, party in enumerate(order):
        at = played(lines, THREE)
        assert at.stage == "asked"
        assert set(waiting_for(PROCEDURE.step("mediate"), at)) == set(order[n:])
        lines += f"{party} mediate 2027-03-{4 + n:02}\n"
    assert played(lines, THREE).stage == "mediation"


def test_one_of_three_is_missing():
    lines = WRITTEN + "a mediate 2027-03-04\nc mediate 2027-03-05\n"
    at = played(lines, THREE)
    assert (at.stage, waiting_for(PROCEDURE.step("mediate"), at)) == ("asked", ("b",))


def test_agreement_does_not_carry_over_to_another_stage():
    """A yes to withdrawing in one stage is not a yes to it in the next."""
    at = played(PAPERS + "a withdraw 2027-03-11\na send 2027-03-12\nb send 2027-03-15")
    assert at.stage == "hearing"
    assert waiting_for(PROCEDURE.step("withdraw"), at) == TWO


def test_a_joint_step_that_can_be_repeated_starts_afresh():
    once = MEDIATING + "a more-time 2027-03-11 fixed=2027-04-09\n"
    assert waiting_for(PROCEDURE.step("more-time"), played(once)) == ("b",)
    agreed = once + "b more-time 2027-03-12 fixed=2027-04-09\n"
    assert waiting_for(PROCEDURE.step("more-time"), played(agreed)) == TWO
    again = agreed + "b more-time 2027-03-15 fixed=2027-04-16\n"
    assert waiting_for(PROCEDURE.step("more-time"), played(again)) == ("a",)


def test_a_yes_to_another_date_is_a_new_proposal():
    at = played(
        MEDIATING
        + "a more-time 2027-03-11 fixed=2027-04-09\nb more-time 2027-03-12 fixed=2027-04-16\n"
    )
    assert at.effective[-1] is False
    assert waiting_for(PROCEDURE.step("more-time"), at) == ("a",)


def test_the_outcome_that_counts_is_the_last():
    at = played(DECIDED)
    assert chosen(at, "decide") == "broken"
    assert chosen(at, "announce") == ""


def test_a_day_may_be_fixed_again():
    at = played(
        HEARING
        + "chair fix-day 2027-03-22 fixed=2027-03-31\nchair fix-day 2027-03-24 fixed=2027-04-07"
    )
    assert at.stage == "hearing"
    assert [event.fixed for event in at.taken("fix-day")] == [day("2027-03-31"), day("2027-04-07")]


def test_the_path_keeps_where_each_event_led():
    at = played(HEARING)
    assert at.path == ("talks", "asked", "papers", "papers", "hearing")
    assert at.effective == (True, True, True, False, True)


# Gates.

GATES = [
    ({}, {"signed", "subject"}),
    ({"signed": "yes"}, {"subject"}),
    ({"signed": "no", "subject": "agreement"}, {"signed"}),
    ({"signed": "yes", "subject": "contract"}, {"subject"}),
    ({"signed": "yes", "subject": "agreement"}, set()),
    ({"signed": "yes", "subject": "code"}, set()),
    ({"signed": "", "subject": ""}, {"signed", "subject"}),
]


@pytest.mark.parametrize(("facts", "gates"), GATES)
def test_gates(facts, gates):
    found = refused(PROCEDURE, facts, day("2027-03-01"), WEEKDAYS)
    assert {gate.key for gate in found} == gates
    assert all(gate.instead for gate in found)
