"""A table of cases for each kind of rule: what is recorded, what comes of it, and why."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from opencompact.core.calendar import Span, Unit
from opencompact.core.rules import (
    Count,
    Departure,
    Duration,
    Interval,
    Ordering,
    Share,
    Verdict,
    judge,
)
from opencompact.formats.nations import published

ENGLAND = published("england")
MET, NOT, CANNOT, OUT = (
    Verdict.MET,
    Verdict.NOT_MET,
    Verdict.CANNOT_TELL,
    Verdict.NOT_APPLICABLE,
)
JAN, FEB, MAR = date(2027, 1, 15), date(2027, 2, 15), date(2027, 3, 15)


def told(rule, facts, on=None, departure=None):
    found = judge(
        rule, facts, owner=frozenset({"public"}), calendar=ENGLAND, departure=departure, on=on
    )
    return found.verdict, " ".join(map(str, found.because))


def made(kind, **fields):
    named = kind.__name__.lower()
    given = {"key": named, "kind": named, "commitment": "promise", "record": "decision"}
    return kind(**given, binds=("public",), words="So it was promised.", **fields)


ORDER = made(Ordering, first="assessed", then="decided")
ORDERINGS = [
    ({"assessed": JAN, "decided": FEB}, MET, "assessed on 15 January 2027, decided on 15 February"),
    ({"assessed": JAN, "decided": JAN}, MET, "In the right order: assessed on 15 January"),
    (
        {"assessed": FEB, "decided": JAN},
        NOT,
        "In the wrong order, by 31 days: assessed on 15 February 2027",
    ),
    ({"assessed": date(2027, 1, 16), "decided": JAN}, NOT, "by 1 day"),
    ({"assessed": False, "decided": JAN}, NOT, "Not there: assessed."),
    ({"assessed": "", "decided": JAN}, NOT, "Not there: assessed."),
    ({"assessed": "yes", "decided": JAN}, CANNOT, "Not a date: assessed."),
    ({"decided": JAN}, CANNOT, "Not recorded: assessed."),
    ({"assessed": JAN}, CANNOT, "Not recorded: decided."),
    ({}, CANNOT, "Not recorded: assessed. Not recorded: decided."),
]


@pytest.mark.parametrize(("facts", "verdict", "because"), ORDERINGS)
def test_an_ordering(facts, verdict, because):
    found = told(ORDER, facts)
    assert found[0] is verdict
    assert because in found[1]


SHARED = made(Share, part="paid_on_time", whole="payments", at_least=Decimal(95), fewest=5)
SHARES = [
    ({"payments": 100, "paid_on_time": 95}, MET, "95 of 100 is 95%; 95% at least was promised."),
    ({"payments": 100, "paid_on_time": 94}, NOT, "94 of 100 is 94%; 95%"),
    ({"payments": 1000, "paid_on_time": 949}, NOT, "949 of 1000 is 94.9%"),
    ({"payments": 10000, "paid_on_time": 9499}, NOT, "is 94.9%"),
    ({"payments": 3, "paid_on_time": 3}, CANNOT, "3 are too few to say: there must be 5."),
    ({"payments": 0, "paid_on_time": 0}, OUT, "There was nothing to count: payments."),
    ({"payments": 5, "paid_on_time": 6}, CANNOT, "6 of 5 cannot be"),
    ({"payments": 5, "paid_on_time": -1}, CANNOT, "cannot be"),
    ({"payments": 5}, CANNOT, "Not recorded: paid on time."),
    ({"paid_on_time": 5}, CANNOT, "Not recorded: payments."),
    ({"payments": True, "paid_on_time": True}, CANNOT, "Not a number: paid on time."),
    ({"payments": Decimal("10.5"), "paid_on_time": Decimal("10.5")}, MET, "is 100%"),
]


@pytest.mark.parametrize(("facts", "verdict", "because"), SHARES)
def test_a_share(facts, verdict, because):
    found = told(SHARED, facts)
    assert found[0] is verdict
    assert because in found[1]


def test_the_aim_of_a_share_and_of_a_count_is_told():
    shared = replace(SHARED, aim=Decimal("97.5"))
    assert "aim of 97.5% is not reached" in told(shared, {"payments": 50, "paid_on_time": 48})[1]
    assert "aim of 97.5% is reached" in told(shared, {"payments": 50, "paid_on_time": 50})[1]
    assert "aim of 2 is not reached" in told(replace(COUNTED, aim=2), {"champions": 1})[1]


RENEWED = made(Interval, last="renewed", again="renewed_again", within=Span(12, Unit.MONTHS))
LAST = date(2026, 3, 1)
INTERVALS = [
    ({"renewed": LAST, "renewed_again": date(2027, 3, 1)}, None, MET, "was 1 March 2027."),
    ({"renewed": LAST, "renewed_again": date(2027, 3, 2)}, None, NOT, "is 1 March 2027"),
    ({"renewed": LAST}, date(2027, 3, 1), MET, "which is still to come"),
    ({"renewed": LAST}, date(2027, 3, 2), NOT, "nothing was recorded by 2 March 2027."),
    ({"renewed": LAST}, None, CANNOT, "nothing is recorded since."),
    # What lies beyond the day on which one asks is a plan, and what lies before is no repetition.
    ({"renewed": LAST, "renewed_again": date(2027, 2, 1)}, date(2027, 1, 1), MET, "still to come"),
    ({"renewed": LAST, "renewed_again": date(2025, 2, 1)}, date(2027, 9, 1), NOT, "by 1 September"),
    ({"renewed_again": LAST}, date(2027, 1, 1), CANNOT, "Not recorded: renewed."),
    ({"renewed": True}, date(2027, 1, 1), CANNOT, "Not a date: renewed."),
]


@pytest.mark.parametrize(("facts", "on", "verdict", "because"), INTERVALS)
def test_an_interval(facts, on, verdict, because):
    found = told(RENEWED, facts, on)
    assert found[0] is verdict
    assert because in found[1]


COUNTED = made(Count, fact="champions", at_least=1)
COUNTS = [
    ({"champions": 1}, MET, "Recorded for champions: 1; 1 at least was promised."),
    ({"champions": 3}, MET, "champions: 3"),
    ({"champions": 0}, NOT, "champions: 0"),
    ({"champions": True}, CANNOT, "Not a number: champions."),
    ({"champions": "two"}, CANNOT, "Not a number: champions."),
    ({}, CANNOT, "Not recorded: champions."),
]


@pytest.mark.parametrize(("facts", "verdict", "because"), COUNTS)
def test_a_count(facts, verdict, because):
    found = told(COUNTED, facts)
    assert found[0] is verdict
    assert because in found[1]


def lasting(amount, unit, convention):
    return made(
        Duration, begins="opened", ends="closes", at_least=Span(amount, unit), convention=convention
    )


CONVENTIONS = [
    (12, Unit.WEEKS, "exclusive", date(2026, 11, 30), date(2027, 2, 22)),
    (12, Unit.WEEKS, "inclusive", date(2026, 11, 30), date(2027, 2, 21)),
    (1, Unit.DAYS, "exclusive", date(2026, 11, 30), date(2026, 12, 1)),
    (1, Unit.DAYS, "inclusive", date(2026, 11, 30), date(2026, 11, 30)),
    (6, Unit.MONTHS, "exclusive", date(2027, 3, 1), date(2027, 9, 1)),
    (6, Unit.MONTHS, "inclusive", date(2027, 3, 1), date(2027, 8, 31)),
    (2, Unit.WORKING_DAYS, "exclusive", date(2026, 12, 24), date(2026, 12, 30)),
    (2, Unit.WORKING_DAYS, "inclusive", date(2026, 12, 24), date(2026, 12, 29)),
]


@pytest.mark.parametrize(("amount", "unit", "convention", "opened", "due"), CONVENTIONS)
def test_the_convention_says_whether_the_last_day_counts(amount, unit, convention, opened, due):
    rule = lasting(amount, unit, convention)
    found = judge(
        rule,
        {"opened": opened, "closes": due},
        owner=frozenset({"public"}),
        calendar=ENGLAND,
    )
    assert found.verdict is MET
    assert found.reckoning.due == due
    assert found.reckoning.span == rule.at_least
    assert found.reckoning.steps[-1].day == due
    sooner = {"opened": opened, "closes": date.fromordinal(due.toordinal() - 1)}
    assert told(rule, sooner)[0] is NOT


SINCE = [
    ({"assessed": FEB, "decided": JAN}, JAN, OUT, "holds from 1 February 2027 on"),
    ({"assessed": FEB, "decided": JAN}, FEB, NOT, "wrong order"),
    ({"assessed": FEB, "decided": JAN}, None, OUT, "this was on 15 January 2027"),
    ({"assessed": FEB}, None, CANNOT, "no day is recorded"),
]


@pytest.mark.parametrize(("facts", "on", "verdict", "because"), SINCE)
def test_a_rule_holds_from_a_day_on(facts, on, verdict, because):
    found = told(replace(ORDER, since=date(2027, 2, 1)), facts, on)
    assert found[0] is verdict
    assert because in found[1]


REASON = Departure("The law.", "A meeting.", "The director", date(2027, 1, 20), date(2027, 12, 31))
EVENTS = [
    (ORDER, {"assessed": MAR, "decided": FEB}, None, Verdict.EXPLAINED),
    (ORDER, {"assessed": MAR, "decided": JAN}, None, NOT),
    (COUNTED, {"champions": 0}, FEB, Verdict.EXPLAINED),
    (COUNTED, {"champions": 0}, JAN, NOT),
    (replace(COUNTED, event="elected"), {"champions": 0, "elected": FEB}, JAN, Verdict.EXPLAINED),
    (replace(COUNTED, event="elected"), {"champions": 0}, JAN, NOT),
    (RENEWED, {"renewed": date(2026, 2, 15)}, MAR, Verdict.EXPLAINED),
]


@pytest.mark.parametrize(("rule", "facts", "on", "verdict"), EVENTS)
def test_a_departure_is_filed_before_the_event(rule, facts, on, verdict):
    assert told(rule, facts, on, REASON)[0] is verdict


def test_an_exception_takes_nothing_from_what_was_kept():
    rule = replace(COUNTED, unless={"small": True})
    assert told(rule, {"champions": 0, "small": True})[0] is OUT
    assert told(rule, {"champions": 1, "small": True})[0] is MET
