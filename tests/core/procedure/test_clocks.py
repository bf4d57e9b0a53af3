"""What is awaited and by when: anchors, receipt, each party's own, extensions, soft and firm."""

from dataclasses import replace

import pytest

from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import clocks, deadlines, position
from opencompact.formats.nations import published
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
    deadline,
    due,
    played,
    running,
)
from tests.core.small import PROCEDURE

DUE = [
    ("a give-up 2027-03-01", "writing", {"": "2027-03-06"}, "plain days, as written"),
    (
        "a give-up 2027-03-01\nb give-up 2027-03-03",
        "writing",
        {"": "2027-03-08"},
        "the later of two",
    ),
    (WRITTEN, "answering", {"": "2027-03-17"}, "ten working days"),
    (WRITTEN, "sending", {}, "not begun"),
    (AGREED + "a name-mediator 2027-03-08", "mediating", {}, "one yes starts nothing"),
    (MEDIATING, "mediating", {"": "2027-03-31"}, "from the day both had agreed"),
    (PAPERS, "sending", {"a": "2027-03-24", "b": "2027-03-24"}, "each party's own"),
    (STOPPED, "sending", {"a": "2027-04-07", "b": "2027-04-07"}, "after mediation"),
    (
        WRITTEN + "chair open-papers 2027-03-10 received=2027-03-12",
        "sending",
        {"a": "2027-03-26", "b": "2027-03-26"},
        "from the day it was received",
    ),
    (PAPERS + "a send 2027-03-15", "remarking", {}, "the exchange is not complete"),
    (HEARING, "remarking", {"a": "2027-03-23", "b": "2027-03-23"}, "four working days"),
    (HEARING, "deciding", {"": "2027-04-07"}, "from the last papers"),
    (
        HEARING + "a remark 2027-03-18",
        "deciding",
        {"": "2027-04-08"},
        "a remark is an exchange too",
    ),
    (HEARING, "ahead", {}, "no day fixed yet"),
    (
        HEARING + "chair fix-day 2027-03-22 fixed=2027-03-31",
        "ahead",
        {"a": "2027-03-17", "b": "2027-03-17"},
        "ten working days back from the day",
    ),
    (
        HEARING
        + "chair fix-day 2027-03-22 fixed=2027-03-31\nchair fix-day 2027-03-24 fixed=2027-04-07",
        "ahead",
        {"a": "2027-03-24", "b": "2027-03-24"},
        "the day was fixed again",
    ),
]


@pytest.mark.parametrize(("lines", "clock", "wanted", "because"), DUE)
def test_due_dates(lines, clock, wanted, because):
    assert due(played(lines), clock) == {p: day(on) for p, on in wanted.items()}, because


RUNNING = [
    ("a give-up 2027-03-01", [("writing", "")]),
    (WRITTEN, [("answering", "")]),
    (AGREED, []),
    (MEDIATING, [("mediating", "")]),
    (PAPERS, [("sending", "a"), ("sending", "b")]),
    (PAPERS + "a send 2027-03-15", [("sending", "b")]),
    (HEARING, [("remarking", "a"), ("remarking", "b"), ("deciding", "")]),
    (HEARING + "b remark 2027-03-18", [("remarking", "a"), ("deciding", "")]),
    (DECIDED, []),
    (DECIDED + "officer announce 2027-04-02", []),
    (WRITTEN + "chair reject 2027-03-05", []),
]


@pytest.mark.parametrize(("lines", "wanted"), RUNNING)
def test_what_runs_now(lines, wanted):
    assert running(played(lines)) == wanted


def test_three_parties_each_have_a_clock():
    at = played(PAPERS + "b send 2027-03-15", THREE)
    assert running(at) == [("sending", "a"), ("sending", "c")]


def test_a_clock_that_all_share_ends_when_the_last_has_done_it():
    at = played(MEDIATING + "a settle 2027-03-16\nb settle 2027-03-18")
    assert deadline(at, "mediating").met_on == day("2027-03-18")


def test_a_clock_of_each_party_ends_when_the_chair_goes_on_for_all():
    chaired = replace(
        PROCEDURE,
        clocks=tuple(
            replace(one, met_by=(*one.met_by, "close")) if one.key == "sending" else one
            for one in PROCEDURE.clocks
        ),
    )
    at = played(PAPERS + "a send 2027-03-15\nchair close 2027-03-20", procedure=chaired)
    met = {party: deadline(at, "sending", party, procedure=chaired).met_on for party in TWO}
    assert met == {"a": day("2027-03-15"), "b": day("2027-03-20")}


def test_the_calendar_is_the_areas_own():
    assert due(played(PAPERS), "sending", published("england"))["a"] == day("2027-03-24")
    lines = PAPERS.replace("open-papers 2027-03-10", "open-papers 2027-03-22")
    assert due(played(lines), "sending", published("england"))["a"] == day("2027-04-07")
    assert due(played(lines), "sending", published("scotland"))["a"] == day("2027-04-06")


def test_a_new_holiday_moves_the_date():
    shut = WorkingCalendar(holidays=((day("2027-03-16"), "Extra holiday"),))
    assert due(played(PAPERS), "sending", shut)["a"] == day("2027-03-25")


def test_clocks_come_in_the_order_of_their_dates():
    found = clocks(PROCEDURE, played(HEARING), WEEKDAYS)
    assert [one.due for one in found] == sorted(one.due for one in found)


def test_nothing_runs_before_the_first_event():
    at = position(PROCEDURE, (), TWO)
    assert (clocks(PROCEDURE, at, WEEKDAYS), deadlines(PROCEDURE, at, WEEKDAYS)) == ((), ())


# Soft and firm, kept and broken, left behind.

# Overdue (it runs and is past), passed (it was not kept), breached (it was not kept and is firm).
KEPT = (False, False, False)
SLOW = (True, True, False)
WAS_SLOW = (False, True, False)
LATE = (True, True, True)
WAS_LATE = (False, True, True)

# (events, clock, party, seen on, how it stands then)
JUDGED = [
    (WRITTEN, "answering", "", "2027-03-17", KEPT),
    (WRITTEN, "answering", "", "2027-03-18", SLOW),
    (WRITTEN + "chair open-papers 2027-03-18", "answering", "", "2027-05-01", WAS_SLOW),
    (PAPERS, "answering", "", "2027-05-01", KEPT),
    (PAPERS, "sending", "a", "2027-03-24", KEPT),
    (PAPERS, "sending", "a", "2027-03-25", LATE),
    (HEARING, "sending", "a", "2027-05-01", KEPT),
    (PAPERS + "a send 2027-03-25", "sending", "a", "2027-03-25", WAS_LATE),
    # The chair went on in time: the clock stops there and is not broken by what comes later.
    (PAPERS + "chair close 2027-03-24", "sending", "b", "2027-05-01", KEPT),
    (PAPERS + "chair close 2027-03-25", "sending", "b", "2027-05-01", WAS_LATE),
    # The case ended while a clock ran.
    (
        PAPERS + "a withdraw 2027-03-11\nb withdraw 2027-03-12",
        "sending",
        "a",
        "2027-05-01",
        KEPT,
    ),
    (
        HEARING + "a withdraw 2027-03-18\nb withdraw 2027-03-19",
        "deciding",
        "",
        "2027-05-01",
        KEPT,
    ),
    # A time that need not be used: unused it lapses, used too late it is passed.
    (HEARING, "remarking", "a", "2027-03-24", KEPT),
    (HEARING + "a remark 2027-03-23", "remarking", "a", "2027-05-01", KEPT),
    (HEARING + "a remark 2027-03-24", "remarking", "a", "2027-05-01", WAS_LATE),
    # Backwards: papers ten working days before the day fixed.
    (DECIDED, "ahead", "a", "2027-05-01", KEPT),
    (
        HEARING + "chair fix-day 2027-03-22 fixed=2027-03-30",
        "ahead",
        "b",
        "2027-03-22",
        WAS_LATE,
    ),
    (
        HEARING + "chair fix-day 2027-03-22 fixed=2027-03-30",
        "ahead",
        "a",
        "2027-03-22",
        KEPT,
    ),
]


@pytest.mark.parametrize(("lines", "clock", "party", "on", "stands"), JUDGED)
def test_kept_and_not_kept(lines, clock, party, on, stands):
    one = deadline(played(lines), clock, party)
    assert (one.overdue(day(on)), one.passed(day(on)), one.breached(day(on))) == stands


def test_a_soft_limit_is_never_a_breach():
    for lines in (WRITTEN, HEARING, DECIDED, HEARING + "a remark 2027-03-30"):
        for one in clocks(PROCEDURE, played(lines), WEEKDAYS):
            assert one.clock.firm or not one.breached(day("2037-01-01"))


LEFT = [
    (WRITTEN + "a mediate 2027-03-04\nb mediate 2027-03-22", "answering", "", "2027-03-22"),
    (PAPERS + "a send 2027-03-15\nchair close 2027-03-26", "sending", "b", "2027-03-26"),
    (HEARING + "a withdraw 2027-03-18\nb withdraw 2027-03-19", "deciding", "", "2027-03-19"),
    (PAPERS, "sending", "a", None),
    (HEARING, "deciding", "", None),
]


@pytest.mark.parametrize(("lines", "clock", "party", "left"), LEFT)
def test_the_day_a_case_went_on_without(lines, clock, party, left):
    one = deadline(played(lines), clock, party)
    assert one.met_on is None
    assert one.left_on == one.ended_on == (day(left) if left else None)


def test_a_clock_that_never_had_its_stage_ends_with_the_case():
    lines = PAPERS + "a withdraw 2027-03-11\nb withdraw 2027-03-12"
    late = replace(
        PROCEDURE,
        clocks=tuple(
            replace(one, after=("write",)) if one.key == "deciding" else one
            for one in PROCEDURE.clocks
        ),
    )
    open_case = played(PAPERS, procedure=late)
    assert deadline(open_case, "deciding", procedure=late).left_on is None
    closed = played(lines, procedure=late)
    assert deadline(closed, "deciding", procedure=late).left_on == day("2027-03-12")


def test_papers_sent_before_a_day_was_fixed_count_by_their_receipt():
    lines = HEARING.replace("b send 2027-03-17", "b send 2027-03-17 received=2027-03-19")
    at = played(lines + "chair fix-day 2027-03-22 fixed=2027-03-31")
    assert deadline(at, "ahead", "a").met_on == day("2027-03-15")
    assert deadline(at, "ahead", "b").met_on == day("2027-03-19")
    assert deadline(at, "ahead", "b").breached(day("2027-03-22"))


def test_a_limit_that_runs_forward_is_met_by_sending():
    at = played(PAPERS + "a send 2027-03-24 received=2027-03-26")
    assert deadline(at, "sending", "a").met_on == day("2027-03-24")


def test_a_limit_before_a_day_is_met_by_sending_unless_it_asks_for_receipt():
    lines = STOPPED + "a send 2027-03-26\nb send 2027-03-29\n"
    at = played(
        lines
        + "mediator report 2027-03-29 received=2027-03-31\n"
        + "chair fix-day 2027-03-31 fixed=2027-04-12"
    )
    assert deadline(at, "report-ahead").met_on == day("2027-03-29")


# More time.

A_ASKS = "a more-time 2027-03-15 fixed=2027-04-09\n"
B_AGREES = "b more-time 2027-03-16 fixed=2027-04-09\n"
EXTENSIONS = [
    ("", "2027-03-31", "as the procedure has it"),
    (A_ASKS, "2027-03-31", "one party alone extends nothing"),
    (A_ASKS + B_AGREES, "2027-04-09", "both agreed"),
    (A_ASKS + "b more-time 2027-03-16 fixed=2027-04-12\n", "2027-03-31", "two different days"),
    (
        A_ASKS
        + "b more-time 2027-03-16 fixed=2027-04-12\na more-time 2027-03-17 fixed=2027-04-12\n",
        "2027-04-12",
        "agreed at the second try",
    ),
    (
        A_ASKS
        + "a more-time 2027-03-16 fixed=2027-04-12\nb more-time 2027-03-17 fixed=2027-04-09\n",
        "2027-03-31",
        "yes to what the other had given up",
    ),
    (
        A_ASKS + B_AGREES + "a more-time 2027-03-22 fixed=2027-04-16\n",
        "2027-04-09",
        "asking for more again does not undo what was agreed",
    ),
    (
        A_ASKS
        + B_AGREES
        + "a more-time 2027-03-22 fixed=2027-04-16\nb more-time 2027-03-23 fixed=2027-04-16\n",
        "2027-04-16",
        "extended twice",
    ),
    (
        "mediator set-terms 2027-03-11 fixed=2027-04-05\n",
        "2027-04-05",
        "the mediator's terms need nobody else",
    ),
    (
        "mediator set-terms 2027-03-11 fixed=2027-04-05\n" + A_ASKS,
        "2027-04-05",
        "one party alone does not undo the terms",
    ),
    (
        "mediator set-terms 2027-03-11 fixed=2027-04-05\n" + A_ASKS + B_AGREES,
        "2027-04-09",
        "the parties agreed after the terms were set",
    ),
]


@pytest.mark.parametrize(("lines", "wanted", "because"), EXTENSIONS)
def test_extensions(lines, wanted, because):
    one = deadline(played(MEDIATING + lines), "mediating")
    assert one.due == day(wanted), because
    assert one.reckoning.due == day("2027-03-31")
    assert (one.extension is None) == (wanted == "2027-03-31")


def test_three_parties_must_all_agree_to_more_time():
    lines = """
a give-up 2027-03-01
a write 2027-03-03
a mediate 2027-03-04
b mediate 2027-03-04
c mediate 2027-03-05
a name-mediator 2027-03-08
b name-mediator 2027-03-09
c name-mediator 2027-03-10
a more-time 2027-03-11 fixed=2027-04-09
b more-time 2027-03-12 fixed=2027-04-09
"""
    assert due(played(lines, THREE), "mediating") == {"": day("2027-03-31")}
    whole = lines + "c more-time 2027-03-12 fixed=2027-04-09"
    assert due(played(whole, THREE), "mediating") == {"": day("2027-04-09")}


def test_an_extension_counts_for_whether_the_limit_was_kept():
    late = MEDIATING + A_ASKS + B_AGREES + "mediator stop 2027-04-08"
    assert not deadline(played(late), "mediating").breached(day("2027-05-01"))
    assert deadline(played(MEDIATING + "a stop 2027-04-08"), "mediating").breached(
        day("2027-05-01")
    )


def test_an_extension_belongs_to_the_clock_that_ran():
    """What was extended before a clock started again is over."""
    again = replace(
        PROCEDURE,
        clocks=tuple(
            replace(one, after=("name-mediator", "more-time")) if one.key == "mediating" else one
            for one in PROCEDURE.clocks
        ),
    )
    at = played(MEDIATING + A_ASKS + B_AGREES, procedure=again)
    assert due(at, "mediating", procedure=again) == {"": day("2027-04-06")}


def test_every_date_says_how_it_was_reached():
    one = deadline(played(WRITTEN), "answering")
    assert one.anchor.step == "write"
    assert str(one.reckoning.span) == "10 working days"
    assert [step.counted for step in one.reckoning.steps if step.counted] == [*range(1, 11)]
