"""Counting both ways: the earliest end from a day of notice, the latest day for an end."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.queries.notices.promised import GIVEN, TOLD, earliest, latest
from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.rules import Duration

CALENDAR = WorkingCalendar()
DAY = timedelta(days=1)


def rule(amount: int = 6, unit: Unit = Unit.MONTHS, convention: str = "exclusive") -> Duration:
    return Duration(
        key="notice", kind="duration", commitment="c", record="notice", begins=GIVEN, ends="ends",
        at_least=Span(amount, unit), binds=("public",), words="So long.",
        convention=convention,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "day"),
    [
        (date(2027, 3, 31), date(2026, 9, 30)),
        (date(2027, 5, 20), date(2026, 11, 20)),
        # From each of the last days of August six months lead to the last day of February.
        (date(2027, 2, 28), date(2026, 8, 31)),
        (date(2028, 2, 29), date(2027, 8, 31)),
        (date(2027, 8, 30), date(2027, 2, 28)),
    ],
)
def test_the_latest_day_of_notice(ends, day):
    assert latest(rule(), ends, CALENDAR) == day


@settings(max_examples=50, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(1, 24),
    st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.WORKING_DAYS]),
    st.sampled_from(["exclusive", "inclusive"]),
)
def test_it_keeps_the_promise_and_the_next_day_does_not(ends, amount, unit, convention):
    one = rule(amount, unit, convention)
    day = latest(one, ends, CALENDAR)
    assert earliest(one, day, CALENDAR).due <= ends
    assert earliest(one, day + DAY, CALENDAR).due > ends


def test_leeds_promises_six_months_and_has_no_length_for_users(desk):
    told = {GIVEN: date(2026, 11, 20), TOLD: date(2026, 12, 1)}
    ends = date(2027, 3, 31)
    own, users = queries.clocks(desk.area, desk.council, told, ends, CALENDAR, desk.at.date())
    assert (own.earliest, own.latest, own.short) == (date(2027, 5, 20), date(2026, 9, 30), 50)
    assert (users.earliest, users.latest, users.days) == (None, None, 120)


def test_without_an_agreement_there_are_only_days(scoped, council, at):
    told = {GIVEN: date(2026, 11, 20)}
    own, users = queries.clocks(scoped, council, told, None, CALENDAR, at.date())
    assert (own.rule, own.days, own.short, users.begins) == (None, None, 0, None)


@pytest.mark.parametrize(
    ("day", "year", "name"),
    [
        (date(2027, 3, 31), 2026, "2026/27"),
        (date(2027, 4, 1), 2027, "2027/28"),
        (date(2099, 12, 1), 2099, "2099/00"),
    ],
)
def test_financial_years(day, year, name):
    assert queries.year_of(day) == year
    assert queries.year_name(year) == name
