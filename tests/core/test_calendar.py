"""Counting days: known dates, edges, the reason for every day, and two independent oracles."""

from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opencompact.core.calendar import (
    CalendarError,
    DayStep,
    Pause,
    Span,
    Unit,
    WorkingCalendar,
    add_months,
    written,
)
from opencompact.formats.nations import FIRST_YEAR, LAST_YEAR, NATIONS, published
from tests import figures
from tests.core.oracles import (
    begun,
    length_of,
    looked_up,
    picked,
    recounted,
    table,
    walked,
    works,
)

DAY = timedelta(days=1)
FEW, MANY = 800, 100_000
ENGLAND, SCOTLAND = published("england"), published("scotland")
WEEKDAYS = WorkingCalendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


# From the agreements, and the counts that catch people out.
KNOWN = [
    ("england", "2026-12-18", 10, "2027-01-06", "Christmas and new year"),
    ("wales", "2026-12-18", 10, "2027-01-06", "Wales counts as England does"),
    (
        "scotland",
        "2026-12-18",
        10,
        "2027-01-07",
        "2 January 2027 is a Saturday, so Monday 4 is closed",
    ),
    ("northern-ireland", "2026-12-18", 10, "2027-01-06", "Northern Ireland at Christmas"),
    ("england", "2027-03-22", 10, "2027-04-07", "Good Friday and Easter Monday"),
    ("wales", "2027-03-22", 10, "2027-04-07", "Easter in Wales"),
    ("scotland", "2027-03-22", 10, "2027-04-06", "Scotland works on Easter Monday"),
    ("northern-ireland", "2027-03-22", 10, "2027-04-07", "Easter in Northern Ireland"),
    ("england", "2009-03-12", 20, "2009-04-09", "the day before Good Friday 2009"),
    (
        "northern-ireland",
        "2009-03-12",
        20,
        "2009-04-14",
        "St Patrick's Day, Good Friday, Easter Monday",
    ),
    ("scotland", "2026-06-12", 1, "2026-06-16", "Scotland's extra Monday, 15 June 2026"),
    ("england", "2026-06-12", 1, "2026-06-15", "no holiday in England that Monday"),
    ("england", "2026-11-20", 0, "2026-11-20", "nothing to count"),
    ("england", "2026-11-21", 0, "2026-11-21", "nothing to count, from a Saturday"),
    ("england", "2026-11-21", 1, "2026-11-23", "from a Saturday, the first working day is Monday"),
    ("england", "2026-11-22", 5, "2026-11-27", "from a Sunday"),
    ("england", "2026-11-27", 1, "2026-11-30", "over a weekend"),
    ("scotland", "2026-11-27", 1, "2026-12-01", "St Andrew's Day"),
    ("england", "2022-05-31", 3, "2022-06-07", "two days for the jubilee of 2022"),
    ("england", "2022-09-16", 1, "2022-09-20", "the Queen's funeral"),
    ("england", "2023-05-05", 1, "2023-05-09", "the coronation"),
    ("england", "2020-05-07", 1, "2020-05-11", "the May holiday moved to a Friday in 2020"),
    ("northern-ireland", "2026-07-10", 1, "2026-07-14", "the Battle of the Boyne, a day late"),
    ("england", "2021-12-24", 1, "2021-12-29", "both Christmas holidays fall on a weekend"),
]


@pytest.mark.parametrize(("nation", "start", "amount", "due", "because"), KNOWN)
def test_working_days_after(nation, start, amount, due, because):
    assert published(nation).shift(day(start), amount) == day(due), because


BACKWARDS = [
    ("england", "2027-04-07", 10, "2027-03-22", "back over Easter"),
    ("scotland", "2027-04-06", 10, "2027-03-22", "back over Good Friday alone"),
    ("england", "2027-01-06", 10, "2026-12-18", "back over new year and Christmas"),
    ("scotland", "2027-01-07", 10, "2026-12-18", "back over a long new year"),
    ("england", "2026-11-23", 1, "2026-11-20", "back over a weekend"),
    ("england", "2026-11-22", 1, "2026-11-20", "back from a Sunday"),
    ("england", "2026-11-21", 1, "2026-11-20", "back from a Saturday"),
]


@pytest.mark.parametrize(("nation", "start", "amount", "due", "because"), BACKWARDS)
def test_working_days_before(nation, start, amount, due, because):
    calendar = published(nation)
    assert calendar.shift(day(start), -amount) == day(due), because
    found = calendar.reckon(day(start), Span(amount, Unit.WORKING_DAYS), before=True)
    assert (found.due, found.before) == (day(due), True)


PLAIN = [
    ("2026-11-20", 5, "days", "2026-11-25", "plain days run through the weekend"),
    ("2026-12-23", 5, "days", "2026-12-28", "and through Christmas"),
    ("2028-02-27", 3, "days", "2028-03-01", "over a leap day"),
    ("2027-02-27", 3, "days", "2027-03-02", "where there is no leap day"),
    ("2026-03-28", 1, "days", "2026-03-29", "the clocks go forward"),
    ("2026-10-24", 1, "days", "2026-10-25", "the clocks go back"),
    ("2026-11-30", 12, "weeks", "2027-02-22", "twelve weeks end on the same weekday"),
    ("2026-11-20", 1, "weeks", "2026-11-27", "one week"),
    ("2027-01-31", 1, "months", "2027-02-28", "there is no 31 February"),
    ("2028-01-31", 1, "months", "2028-02-29", "nor in a leap year"),
    ("2028-02-29", 12, "months", "2029-02-28", "a year from a leap day"),
    ("2028-02-29", 48, "months", "2032-02-29", "four years from a leap day"),
    ("2027-02-28", 1, "months", "2027-03-28", "the same day of the month, not its end"),
    ("2026-08-31", 6, "months", "2027-02-28", "six months' notice from the end of August"),
    ("2026-12-15", 1, "months", "2027-01-15", "over the year's end"),
    ("2026-11-20", 0, "months", "2026-11-20", "no month"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "due", "because"), PLAIN)
def test_days_weeks_and_months_after(start, amount, unit, due, because):
    assert WEEKDAYS.reckon(day(start), Span(amount, Unit(unit))).due == day(due), because


PLAIN_BACKWARDS = [
    ("2026-11-25", 5, "days", "2026-11-20"),
    ("2028-03-01", 1, "days", "2028-02-29"),
    ("2027-02-22", 12, "weeks", "2026-11-30"),
    ("2027-03-31", 1, "months", "2027-02-28"),
    ("2028-03-31", 1, "months", "2028-02-29"),
    ("2027-01-15", 1, "months", "2026-12-15"),
]


@pytest.mark.parametrize(("start", "amount", "unit", "due"), PLAIN_BACKWARDS)
def test_days_weeks_and_months_before(start, amount, unit, due):
    found = WEEKDAYS.reckon(day(start), Span(amount, Unit(unit)), before=True)
    assert found.due == day(due)
    assert [step.day for step in found.steps] == [
        day(start) - DAY * n for n in range(1, (day(start) - day(due)).days + 1)
    ]


def test_every_day_is_explained():
    found = ENGLAND.reckon(day("2026-12-23"), Span(3, Unit.WORKING_DAYS))
    assert found.steps == (
        DayStep(day("2026-12-24"), 1, "counted"),
        DayStep(day("2026-12-25"), None, "Christmas Day"),
        DayStep(day("2026-12-26"), None, "Boxing Day"),
        DayStep(day("2026-12-27"), None, "Sunday"),
        DayStep(day("2026-12-28"), None, "Boxing Day (substitute day)"),
        DayStep(day("2026-12-29"), 2, "counted"),
        DayStep(day("2026-12-30"), 3, "counted"),
    )


def test_plain_days_count_but_still_name_the_days_off():
    found = ENGLAND.reckon(day("2026-12-24"), Span(3, Unit.DAYS))
    assert [(step.counted, step.why) for step in found.steps] == [
        (1, "Christmas Day"),
        (2, "Boxing Day"),
        (3, "Sunday"),
    ]


WARNED = [
    ("england", "2011-12-30", 2, "working-days", ["England begin in 2012", "by hand"]),
    ("england", "2028-12-20", 10, "working-days", ["after 2028 are not published", "may move"]),
    (
        "scotland",
        "2029-06-04",
        1,
        "days",
        ["after 2028 are not published yet for Scotland", "check"],
    ),
    ("england", "2029-01-03", 10, "weeks", ["after 2028", "check then whether the last day"]),
    ("england", "2026-11-20", 1, "days", ["The last day is not a working day (Saturday)."]),
    ("england", "2026-11-25", 1, "months", ["The last day is not a working day (Christmas Day)."]),
    ("england", "2026-11-20", 10, "working-days", []),
    ("england", "2012-01-03", 10, "working-days", []),
    ("england", "2028-12-01", 5, "working-days", []),
    ("england", "2026-11-16", 1, "weeks", []),
]


@pytest.mark.parametrize(("nation", "start", "amount", "unit", "parts"), WARNED)
def test_warnings(nation, start, amount, unit, parts):
    found = published(nation).reckon(day(start), Span(amount, Unit(unit)))
    said = " ".join(found.warnings)
    assert bool(found.warnings) is bool(parts)
    assert all(part in said for part in parts), said


def test_a_count_backwards_over_the_first_year_warns():
    found = ENGLAND.reckon(day("2012-01-04"), Span(3, Unit.WORKING_DAYS), before=True)
    assert "begin in 2012" in found.warnings[0]


OUTSIDE = [
    (date.max, Span(1, Unit.DAYS), False, "1 day after 31 December 9999"),
    (date.max, Span(1, Unit.WORKING_DAYS), False, "1 working day after 31 December 9999"),
    (date.max, Span(2, Unit.WEEKS), False, "2 weeks after 31 December 9999"),
    (date.max, Span(1, Unit.MONTHS), False, "1 month after 31 December 9999"),
    (date.min, Span(3, Unit.DAYS), True, "3 days before 1 January 1"),
    (date.min, Span(3, Unit.WORKING_DAYS), True, "3 working days before 1 January 1"),
    (date.min, Span(1, Unit.WEEKS), True, "1 week before 1 January 1"),
    (date.min, Span(5, Unit.MONTHS), True, "5 months before 1 January 1"),
    (date(2026, 11, 20), Span(10**12, Unit.DAYS), False, "1000000000000 days after 20 November"),
    (date(2026, 11, 20), Span(10**12, Unit.WEEKS), True, "1000000000000 weeks before"),
]


@pytest.mark.parametrize(("start", "span", "before", "says"), OUTSIDE)
def test_the_edges_of_the_calendar(start, span, before, says):
    with pytest.raises(CalendarError, match="leads out of the calendar") as refused:
        WEEKDAYS.reckon(start, span, before=before)
    assert str(refused.value).startswith(says)
    assert "give a smaller amount or another day" in str(refused.value)


def test_shift_and_months_alone_keep_to_the_calendar_too():
    with pytest.raises(CalendarError, match="2 working days before 1 January 1"):
        WEEKDAYS.shift(date.min, -2)
    with pytest.raises(CalendarError, match="1 month before 1 January 1"):
        add_months(date.min, -1)


def test_a_holiday_without_a_name_still_stops_the_count():
    calendar = WorkingCalendar(holidays=((day("2026-11-23"), ""),))
    found = calendar.reckon(day("2026-11-20"), Span(1, Unit.WORKING_DAYS))
    assert found.due == day("2026-11-24")
    assert [step.why for step in found.steps] == ["Saturday", "Sunday", "closed", "counted"]
    assert calendar.why_not(day("2026-11-23")) == "closed"


def test_an_area_may_keep_another_weekend():
    calendar = WorkingCalendar(weekend=frozenset({4, 5}))
    assert not calendar.is_working(day("2026-11-20"))
    assert calendar.shift(day("2026-11-19"), 1) == day("2026-11-22")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(10, Unit.WORKING_DAYS), "10 working days"),
        (Span(1, Unit.WORKING_DAYS), "1 working day"),
        (Span(1, Unit.DAYS), "1 day"),
        (Span(12, Unit.WEEKS), "12 weeks"),
        (Span(1, Unit.MONTHS), "1 month"),
    ],
)
def test_a_span_in_words(span, words):
    assert str(span) == words


def test_a_date_in_words():
    assert written(day("2027-01-06")) == "6 January 2027"


NATION = st.sampled_from(sorted(NATIONS))
START = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
AMOUNT = st.integers(-260, 260)


def agree(nation: str, start: date, amount: int) -> None:
    """What `shift`, `reckon` and `count` say of one case, held against both oracles."""
    calendar = published(nation)
    found = calendar.shift(start, amount)
    assert found == walked(nation, start, amount) == looked_up(nation, start, amount)
    assert calendar.count(start, found) == amount
    told = calendar.reckon(start, Span(abs(amount), Unit.WORKING_DAYS), before=amount < 0)
    assert told.due == found
    assert [step.counted for step in told.steps if step.counted] == [*range(1, abs(amount) + 1)]
    assert all((step.counted is None) == (not works(nation, step.day)) for step in told.steps)


@pytest.fixture
def counted(request):
    """The cases that were asked, noted when the test is over."""
    asked = Counter[str]()
    yield asked
    part, cases = request.node.name, asked["cases"]
    figures.note(
        "deadlines against two oracles", part, cases=cases, differences=cases - asked["agreed"]
    )


ONE_COUNT = [HealthCheck.function_scoped_fixture]


@given(nation=NATION, start=START, amount=AMOUNT)
@settings(max_examples=FEW, deadline=None, suppress_health_check=ONE_COUNT)
def test_two_oracles_agree(counted, nation, start, amount):
    counted["cases"] += 1
    agree(nation, start, amount)
    counted["agreed"] += 1


@pytest.mark.nightly
@given(nation=NATION, start=START, amount=AMOUNT)
@settings(max_examples=MANY, deadline=None, suppress_health_check=ONE_COUNT)
def test_two_oracles_agree_at_length(counted, nation, start, amount):
    counted["cases"] += 1
    agree(nation, start, amount)
    counted["agreed"] += 1


SPAN = st.one_of(
    st.builds(Span, st.integers(0, 260), st.just(Unit.WORKING_DAYS)),
    st.builds(Span, st.integers(0, 400), st.just(Unit.DAYS)),
    st.builds(Span, st.integers(0, 60), st.just(Unit.WEEKS)),
    st.builds(Span, st.integers(0, 14), st.just(Unit.MONTHS)),
)
GAPS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=3)
PAUSED = given(NATION, START, SPAN, st.integers(0, 90), GAPS)


def agree_on_pauses(
    nation: str, start: date, span: Span, before: int, gaps: list[tuple[int, int]]
) -> None:
    """What `reckon` says of a limit that stood still, held against both."""
    stills = begun(start, before, gaps)
    pauses = [Pause(begins, ends, "still") for begins, ends in stills]
    found = published(nation).reckon(start, span, pauses=pauses)
    assert (
        found.due == recounted(nation, start, span, stills) == picked(nation, start, span, stills)
    )
    counted = [step.day for step in found.steps if step.counted]
    assert len(counted) == length_of(start, span)
    assert [step.counted for step in found.steps if step.counted] == [*range(1, len(counted) + 1)]
    for step in found.steps:
        still = any(begins < step.day <= ends for begins, ends in stills)
        assert (step.why == "still") is still
        assert not (still and step.counted)


@PAUSED
@settings(max_examples=FEW, deadline=None)
def test_two_oracles_agree_on_pauses(nation, start, span, before, gaps):
    agree_on_pauses(nation, start, span, before, gaps)


@pytest.mark.nightly
@PAUSED
@settings(max_examples=MANY, deadline=None)
def test_two_oracles_agree_on_pauses_at_length(nation, start, span, before, gaps):
    agree_on_pauses(nation, start, span, before, gaps)


@given(NATION, START, START)
@settings(deadline=None)
def test_count_undoes_shift_and_has_a_direction(nation, start, end):
    calendar = published(nation)
    counted = calendar.count(start, end)
    days = table(nation)
    if end >= start:
        assert counted == bisect_right(days, end) - bisect_right(days, start)
    else:
        assert counted == bisect_left(days, end) - bisect_left(days, start)
    if calendar.is_working(end):
        assert calendar.shift(start, counted) == end


@given(START, st.integers(0, 60), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]))
@settings(deadline=None)
def test_plain_counts_go_there_and_back(start, amount, unit):
    due = WEEKDAYS.reckon(start, Span(amount, unit)).due
    back = WEEKDAYS.reckon(due, Span(amount, unit), before=True).due
    if unit is Unit.MONTHS:
        # The end of a month may swallow up to three days; the month itself is never missed.
        assert (back.year, back.month) == (start.year, start.month)
        assert 0 <= (start - back).days <= 3
    else:
        assert back == start


def test_england_and_scotland_differ():
    assert ENGLAND.holidays != SCOTLAND.holidays
