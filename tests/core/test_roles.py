"""Doubts about a role: each reason at its edges, and what answers it."""

from datetime import date, timedelta

import pytest

from opencompact.core.roles import Doubt, Held, a_year_after, doubts

TODAY = date(2026, 11, 20)
FRESH = date(2026, 11, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (Held(FRESH), ()),
        (Held(date(2025, 11, 20)), ()),
        (Held(date(2025, 11, 19)), (Doubt.UNCONFIRMED,)),
        (Held(TODAY + DAY), ()),
        (Held(FRESH, open_account=False), (Doubt.CLOSED,)),
        (Held(FRESH, ends=TODAY + 60 * DAY), (Doubt.ENDING,)),
        (Held(FRESH, ends=TODAY + 61 * DAY), ()),
        (Held(FRESH, ends=TODAY + DAY), (Doubt.ENDING,)),
        (Held(FRESH, ends=TODAY), ()),
        (Held(FRESH, left_on=FRESH + DAY), (Doubt.LEFT,)),
        (Held(FRESH, left_on=FRESH), ()),
        (Held(FRESH, left_on=TODAY), (Doubt.LEFT,)),
        (Held(FRESH, left_on=TODAY + DAY), ()),
        (Held(date(2020, 1, 1), left_on=TODAY), (Doubt.LEFT, Doubt.UNCONFIRMED)),
        (
            Held(date(2020, 1, 1), TODAY + DAY, False, TODAY - DAY),
            (Doubt.CLOSED, Doubt.LEFT, Doubt.UNCONFIRMED, Doubt.ENDING),
        ),
    ],
)
def test_what_makes_a_role_doubtful(held, found):
    assert doubts(held, TODAY) == found


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 20), date(2027, 11, 20)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_year_later_is_the_same_day(day, later):
    assert a_year_after(day) == later
