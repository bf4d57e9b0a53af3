"""Dates are written in one way, whatever the machine's locale."""

from datetime import UTC, date, datetime

import pytest

from opencompact.base.ui import dates


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2027, 1, 6), "6 January 2027"),
        (date(2026, 12, 25), "25 December 2026"),
        (datetime(2026, 7, 31, 23, 30, tzinfo=UTC), "1 August 2026"),
        (
            datetime(2026, 7, 31, 23, 30),  # noqa: DTZ001 - as a form gives it
            "31 July 2026",
        ),
    ],
)
def test_day(value, words):
    assert dates.day(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2027, 1, 6), "Wednesday 6 January 2027"),
        (datetime(2026, 11, 22, 0, 5, tzinfo=UTC), "Sunday 22 November 2026"),
    ],
)
def test_weekday(value, words):
    assert dates.weekday(value) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "midnight"),
        (0, 5, "12:05am"),
        (9, 0, "9am"),
        (11, 59, "11:59am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (17, 0, "5pm"),
        (22, 50, "10:50pm"),
    ],
)
def test_clock(hour, minute, words):
    assert dates.clock(datetime(2026, 11, 21, hour, minute, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 21, 22, 50, tzinfo=UTC), "21 November 2026, 10:50pm"),
        (datetime(2026, 6, 21, 11, 0, tzinfo=UTC), "21 June 2026, midday"),
        (datetime(2026, 6, 21, 23, 0, tzinfo=UTC), "22 June 2026, midnight"),
    ],
)
def test_moment_is_in_the_sites_own_time(value, words):
    assert dates.moment(value) == words
