"""The working days of an area: its nation's, with its own list laid over them."""

from datetime import date

import pytest

from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within

BOXING_DAY, FAIR_DAY = date(2025, 12, 26), date(2026, 6, 24)


def own(area, day, *, working):
    with within(area):
        LocalHoliday.objects.create(area=area, day=day, name="Our own day", working=working)


@pytest.mark.parametrize(
    ("nation", "day", "working"),
    [
        ("england", date(2026, 12, 25), False),
        ("england", date(2026, 12, 24), True),
        ("scotland", date(2026, 11, 30), False),
        ("england", date(2026, 11, 30), True),
        ("northern-ireland", date(2026, 3, 17), False),
        ("wales", date(2026, 3, 17), True),
    ],
)
def test_the_nations_holidays_count(area, nation, day, working):
    area.nation = nation
    assert calendar_for(area).is_working(day) is working


def test_an_areas_own_holiday_is_not_worked(area):
    assert calendar_for(area).is_working(FAIR_DAY)
    own(area, FAIR_DAY, working=False)
    assert not calendar_for(area).is_working(FAIR_DAY)


def test_an_area_may_work_on_a_holiday_of_its_nation(area):
    own(area, BOXING_DAY, working=True)
    assert calendar_for(area).is_working(BOXING_DAY)


def test_another_areas_days_do_not_count(area, other_area):
    own(other_area, FAIR_DAY, working=False)
    with within(other_area):
        assert calendar_for(area).is_working(FAIR_DAY)
