"""Verdicts: each kind of rule, each way out of it, and that silence is never "met"."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.rules import (
    Alike,
    Count,
    Departure,
    Duration,
    Interval,
    Ordering,
    Presence,
    Share,
    Verdict,
    judge,
)
from opencompact.formats.nations import published

PUBLIC = frozenset({"public"})
VOLUNTARY = frozenset({"vcs"})
ENGLAND = published("england")

OPENED = date(2026, 11, 30)
TOO_SOON = date(2027, 2, 21)
IN_TIME = date(2027, 2, 22)

LENGTH = Duration(
    key="consultation-length",
    kind="duration",
    commitment="consulting",
    record="consultation",
    begins="opened",
    ends="closes",
    at_least=Span(12, Unit.WEEKS),
    binds=("public",),
    words="It stays open for 12 weeks at least.",
    when={"significant_effect": True},
    unless={"legally_impossible": True},
)
FEEDBACK = Presence(
    key="consultation-feedback",
    kind="presence",
    commitment="consulting",
    record="consultation",
    facts=("feedback_published", "decision_explained"),
    binds=("public",),
    words="People are told what came of it, and why.",
    when={"significant_effect": True},
)
# A consultation that closes one day too soon, and what can be said of it.
SHORT = {"opened": OPENED, "closes": TOO_SOON, "significant_effect": True}
LONG = {**SHORT, "closes": IN_TIME}
TOLD = {
    "feedback_published": date(2027, 4, 1),
    "decision_explained": "On the website",
    "significant_effect": True,
}


def judged(rule, facts, owner=PUBLIC, departure=None, on=None):
    return judge(rule, facts, owner=owner, calendar=ENGLAND, departure=departure, on=on)


def without(facts, *names):
    return {name: value for name, value in facts.items() if name not in names}


DURATIONS = [
    (
        LONG,
        Verdict.MET,
        "12 weeks from 30 November 2026 is 22 February 2027; the end is 22 February 2027.",
    ),
    (SHORT, Verdict.NOT_MET, "the end is 21 February 2027, 1 day too soon."),
    ({**SHORT, "closes": date(2027, 2, 20)}, Verdict.NOT_MET, "2 days too soon."),
    ({**SHORT, "closes": date(2026, 11, 1)}, Verdict.NOT_MET, "113 days too soon."),
    ({**LONG, "closes": date(2027, 6, 1)}, Verdict.MET, "the end is 1 June 2027."),
    (without(LONG, "opened"), Verdict.CANNOT_TELL, "Not recorded: opened."),
    (without(LONG, "closes"), Verdict.CANNOT_TELL, "Not recorded: closes."),
    ({**LONG, "closes": "22 February"}, Verdict.CANNOT_TELL, "Not a date: closes."),
    (
        without(LONG, "significant_effect"),
        Verdict.CANNOT_TELL,
        "Whether the rule applies is not recorded: significant effect?",
    ),
    (
        {**SHORT, "significant_effect": False},
        Verdict.NOT_APPLICABLE,
        "The rule applies only where this holds: significant effect.",
    ),
    (
        {**SHORT, "legally_impossible": True},
        Verdict.NOT_APPLICABLE,
        "The rule makes an exception here: legally impossible.",
    ),
    ({**SHORT, "legally_impossible": False}, Verdict.NOT_MET, "1 day too soon"),
    ({}, Verdict.CANNOT_TELL, "significant effect?"),
]


@pytest.mark.parametrize(("facts", "verdict", "because"), DURATIONS)
def test_a_duration(facts, verdict, because):
    found = judged(LENGTH, facts)
    assert found.verdict is verdict
    assert because in " ".join(map(str, found.because))


PRESENCES = [
    (TOLD, Verdict.MET, "Recorded: feedback published. Recorded: decision explained."),
    ({**TOLD, "feedback_published": True}, Verdict.MET, "Recorded: feedback published."),
    ({**TOLD, "feedback_published": 3}, Verdict.MET, "Recorded: feedback published."),
    ({**TOLD, "feedback_published": False}, Verdict.NOT_MET, "Not there: feedback published."),
    ({**TOLD, "decision_explained": ""}, Verdict.NOT_MET, "Not there: decision explained."),
    ({**TOLD, "decision_explained": "  "}, Verdict.NOT_MET, "Not there: decision explained."),
    ({**TOLD, "decision_explained": 0}, Verdict.NOT_MET, "Not there: decision explained."),
    (without(TOLD, "decision_explained"), Verdict.CANNOT_TELL, "Not recorded: decision explained."),
    (
        {"significant_effect": True, "feedback_published": False},
        Verdict.NOT_MET,
        "Not there: feedback published.",
    ),
    (without(TOLD, "significant_effect"), Verdict.CANNOT_TELL, "significant effect?"),
    ({"significant_effect": False}, Verdict.NOT_APPLICABLE, "significant effect"),
]


@pytest.mark.parametrize(("facts", "verdict", "because"), PRESENCES)
def test_a_presence(facts, verdict, because):
    found = judged(FEEDBACK, facts)
    assert found.verdict is verdict
    assert because in " ".join(map(str, found.because))


@pytest.mark.parametrize("rule", [LENGTH, FEEDBACK])
@pytest.mark.parametrize("owner", [VOLUNTARY, frozenset()])
def test_a_body_that_is_not_bound(rule, owner):
    found = judged(rule, {**SHORT, **TOLD}, owner=owner)
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert tuple(map(str, found.because)) == (
        "This binds public; the body concerned is none of these.",
    )


def test_one_of_several_sectors_is_enough():
    assert judged(LENGTH, LONG, owner=frozenset({"funder", "public"})).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("value", "facts", "verdict", "because"),
    [
        ("grant", {"type": "grant"}, Verdict.MET, "22 February 2027"),
        ("grant", {"type": "loan"}, Verdict.NOT_APPLICABLE, "type is grant"),
        ("grant", {}, Verdict.CANNOT_TELL, "type is grant?"),
        (False, {"type": False}, Verdict.MET, "22 February 2027"),
        (False, {"type": True}, Verdict.NOT_APPLICABLE, "not type"),
    ],
)
def test_a_condition_may_be_a_word_or_a_no(value, facts, verdict, because):
    rule = replace(LENGTH, when={"type": value}, unless=None)
    found = judged(rule, {"opened": OPENED, "closes": IN_TIME, **facts})
    assert found.verdict is verdict
    assert because in " ".join(map(str, found.because))


def test_a_condition_that_fails_settles_it_whatever_else_is_unknown():
    rule = replace(LENGTH, when={"significant_effect": True, "formal": True})
    assert judged(rule, {"formal": False}).verdict is Verdict.NOT_APPLICABLE
    found = judged(rule, {})
    assert (found.verdict, found.missing) == (
        Verdict.CANNOT_TELL,
        ("significant_effect", "formal"),
    )


def test_a_rule_without_conditions():
    rule = replace(LENGTH, when=None, unless=None)
    assert judged(rule, {"opened": OPENED, "closes": IN_TIME}).verdict is Verdict.MET


def test_the_trace_names_what_was_used_and_what_was_missing():
    found = judged(LENGTH, {**LONG, "legally_impossible": False})
    assert found.used == ("legally_impossible", "significant_effect", "opened", "closes")
    assert found.missing == ()
    assert found.reckoning.due == IN_TIME
    short = judged(LENGTH, without(LONG, "closes"))
    assert (short.used, short.missing) == (("significant_effect", "opened"), ("closes",))
    assert short.reckoning is None
    told = judged(FEEDBACK, without(TOLD, "decision_explained"))
    assert (told.used, told.missing) == (
        ("significant_effect", "feedback_published"),
        ("decision_explained",),
    )


AIMS = [
    (IN_TIME, Verdict.MET, "The aim of 16 weeks is not reached."),
    (date(2027, 3, 21), Verdict.MET, "not reached"),
    (date(2027, 3, 22), Verdict.MET, "The aim of 16 weeks is reached."),
    (TOO_SOON, Verdict.NOT_MET, "not reached"),
]


@pytest.mark.parametrize(("closes", "verdict", "because"), AIMS)
def test_an_aim_is_told_and_decides_nothing(closes, verdict, because):
    rule = replace(LENGTH, aim=Span(16, Unit.WEEKS))
    found = judged(rule, {**SHORT, "closes": closes})
    assert found.verdict is verdict
    assert because in str(found.because[-1])


def test_an_aim_that_is_the_promise_itself_is_not_repeated():
    rule = replace(LENGTH, aim=Span(12, Unit.WEEKS))
    assert len(judged(rule, LONG).because) == 1


def test_working_days_are_counted_on_the_calendar():
    rule = replace(LENGTH, at_least=Span(10, Unit.WORKING_DAYS))
    facts = {**LONG, "opened": date(2026, 12, 18), "closes": date(2027, 1, 6)}
    assert judged(rule, facts).verdict is Verdict.MET
    scotland = judge(rule, facts, owner=PUBLIC, calendar=published("scotland"))
    assert scotland.verdict is Verdict.NOT_MET
    assert "1 day too soon" in str(scotland.because[0])


REASON = Departure(
    reason="The budget is set by law on 1 March.",
    mitigation="Two public meetings in December.",
    approver="The Director of Finance",
    filed=date(2026, 11, 23),
    expires=date(2027, 3, 31),
)
DEPARTURES = [
    (REASON, Verdict.EXPLAINED, "Reason given: The budget is set by law on 1 March."),
    (replace(REASON, filed=OPENED), Verdict.EXPLAINED, "Reason given"),
    (
        replace(REASON, filed=date(2026, 12, 1)),
        Verdict.NOT_MET,
        "A reason was given on 1 December 2026, but too late: it had begun on 30 November 2026.",
    ),
    (replace(REASON, expires=OPENED), Verdict.EXPLAINED, "Reason given"),
    (
        replace(REASON, expires=date(2026, 11, 29)),
        Verdict.NOT_MET,
        "it had lapsed on 29 November 2026.",
    ),
    (replace(REASON, reason=" "), Verdict.NOT_MET, "it does not say the reason."),
    (
        replace(REASON, mitigation="", approver=""),
        Verdict.NOT_MET,
        "it does not say the mitigation and the approver.",
    ),
]


@pytest.mark.parametrize(("departure", "verdict", "because"), DEPARTURES)
def test_a_departure_from_a_duration(departure, verdict, because):
    found = judged(LENGTH, SHORT, departure=departure)
    assert found.verdict is verdict
    assert because in str(found.because[-1])
    assert "1 day too soon" in str(found.because[0])
    assert found.reckoning.due == IN_TIME


def test_a_departure_from_a_presence_counts_until_it_lapses():
    gone = {**TOLD, "feedback_published": False}
    assert judged(FEEDBACK, gone, departure=REASON).verdict is Verdict.EXPLAINED
    lapsed = replace(REASON, expires=REASON.filed - timedelta(days=1))
    assert judged(FEEDBACK, gone, departure=lapsed).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (LONG, Verdict.MET),
        (without(LONG, "closes"), Verdict.CANNOT_TELL),
        ({**SHORT, "legally_impossible": True}, Verdict.NOT_APPLICABLE),
    ],
)
def test_a_departure_changes_only_what_is_not_met(facts, verdict):
    assert judged(LENGTH, facts, departure=REASON).verdict is verdict


DATES = st.dates(date(2026, 1, 1), date(2028, 12, 31))
FACT = st.one_of(st.booleans(), DATES, st.integers(-2, 2), st.sampled_from(["", " ", "grant", "x"]))
NAMES = st.sampled_from(
    ["opened", "closes", "significant_effect", "legally_impossible", "type", "feedback_published"]
)
FACTS = st.dictionaries(NAMES, FACT)
CONDITIONS = st.none() | st.dictionaries(NAMES, st.booleans() | st.just("grant"), max_size=2)
SPANS = st.builds(Span, st.integers(1, 20), st.sampled_from(list(Unit)))
RULES = st.one_of(
    st.builds(
        replace,
        st.just(LENGTH),
        at_least=SPANS,
        aim=st.none() | SPANS,
        convention=st.sampled_from(["exclusive", "inclusive"]),
        when=CONDITIONS,
        unless=CONDITIONS,
        since=st.none() | DATES,
    ),
    st.builds(
        replace,
        st.just(FEEDBACK),
        facts=st.lists(NAMES, min_size=1, max_size=3).map(tuple),
        when=CONDITIONS,
        unless=CONDITIONS,
        since=st.none() | DATES,
        event=st.just("") | NAMES,
    ),
    st.builds(
        Ordering,
        key=st.just("order"),
        kind=st.just("ordering"),
        commitment=st.just("consulting"),
        record=st.just("consultation"),
        first=NAMES,
        then=NAMES,
        binds=st.just(("public",)),
        words=st.just("First one, then the other."),
        when=CONDITIONS,
        unless=CONDITIONS,
        since=st.none() | DATES,
    ),
    st.builds(
        Share,
        key=st.just("share"),
        kind=st.just("share"),
        commitment=st.just("consulting"),
        record=st.just("payments"),
        part=NAMES,
        whole=NAMES,
        at_least=st.integers(0, 100).map(Decimal),
        binds=st.just(("public",)),
        words=st.just("Most of them."),
        fewest=st.integers(1, 3),
        when=CONDITIONS,
        unless=CONDITIONS,
    ),
    st.builds(
        Interval,
        key=st.just("interval"),
        kind=st.just("interval"),
        commitment=st.just("consulting"),
        record=st.just("body"),
        last=NAMES,
        within=SPANS,
        binds=st.just(("public",)),
        words=st.just("Again in time."),
        again=st.just("") | NAMES,
        convention=st.sampled_from(["exclusive", "inclusive"]),
        unless=CONDITIONS,
        since=st.none() | DATES,
    ),
    st.builds(
        Count,
        key=st.just("count"),
        kind=st.just("count"),
        commitment=st.just("consulting"),
        record=st.just("body"),
        fact=NAMES,
        at_least=st.integers(1, 3),
        binds=st.just(("public",)),
        words=st.just("Enough of them."),
        when=CONDITIONS,
        unless=CONDITIONS,
        since=st.none() | DATES,
    ),
)
ASKED = st.none() | DATES
FILED = st.none() | st.builds(
    replace, st.just(REASON), filed=DATES, expires=DATES, reason=st.sampled_from(["", "So."])
)
OWNERS = st.sampled_from([PUBLIC, VOLUNTARY, frozenset()])


@given(RULES, FACTS, OWNERS, FILED, ASKED)
@settings(max_examples=200, deadline=None)
def test_taking_a_fact_away_never_makes_it_met(rule, facts, owner, departure, on):
    """Silence is never "met", not even about an exception."""
    before = judged(rule, facts, owner, departure, on).verdict
    for name in facts:
        after = judged(rule, without(facts, name), owner, departure, on).verdict
        assert before is Verdict.MET or after is not Verdict.MET


@given(RULES, st.lists(st.tuples(FACTS, OWNERS, FILED, ASKED), max_size=6))
@settings(max_examples=200, deadline=None)
def test_records_that_are_alike_are_judged_as_one_by_one(rule, records):
    alike = Alike(rule, ENGLAND)
    for facts, owner, departure, on in records * 2:
        assert repr(alike.judge(facts, owner, on, departure)) == repr(
            judged(rule, facts, owner, departure, on)
        )


def test_what_is_equal_but_said_in_other_words_is_told_apart():
    rule = replace(FEEDBACK, facts=("feedback_published",), when=None)
    alike = Alike(rule, ENGLAND)
    for fact in (True, 1, Decimal(1), Decimal("1.0"), True):
        found = alike.judge({"feedback_published": fact}, PUBLIC, OPENED, None)
        assert repr(found.facts) == repr({"feedback_published": fact})


@given(RULES, OWNERS, FILED)
@settings(deadline=None)
def test_nothing_recorded_is_never_met(rule, owner, departure):
    assert judged(rule, {}, owner, departure).verdict in {
        Verdict.NOT_APPLICABLE,
        Verdict.CANNOT_TELL,
    }


@given(RULES, FACTS, OWNERS, FILED)
@settings(deadline=None)
def test_every_verdict_gives_its_reasons(rule, facts, owner, departure):
    found = judged(rule, facts, owner, departure)
    assert found.because
    assert all(
        sentence[0].isupper() or sentence.lstrip("-")[0].isdigit()
        for sentence in map(str, found.because)
    )
    assert not set(found.used) & set(found.missing)
    assert set(found.used) <= set(facts)
    assert "unlawful" not in " ".join(map(str, found.because))
    if isinstance(rule, Duration | Ordering | Presence | Count):
        told = rule.since and not found.missing
        assert (found.verdict is Verdict.CANNOT_TELL) <= bool(found.missing or told)


@given(RULES, FACTS, FILED)
@settings(deadline=None)
def test_explained_needs_a_departure(rule, facts, departure):
    found = judged(rule, facts, PUBLIC, departure)
    if found.verdict is Verdict.EXPLAINED:
        assert departure
        assert not departure.blank()
        assert judged(rule, facts, PUBLIC).verdict is Verdict.NOT_MET


def test_a_calendar_without_holidays_will_do():
    assert judge(LENGTH, LONG, owner=PUBLIC, calendar=WorkingCalendar()).verdict is Verdict.MET
