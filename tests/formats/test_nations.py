"""The calendars of the four nations agree with what was published, and with an area's own days."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from opencompact.core.calendar import CalendarError
from opencompact.formats.nations import FIRST_YEAR, LAST_YEAR, NATIONS, calendar_for, published

HERE = Path(__file__).parent
PUBLISHED = HERE.parents[2] / "shared/data/bank-holidays-govuk.json"
DIVISIONS = {
    "england": "common.nations.england-and-wales_slug",
    "wales": "common.nations.england-and-wales_slug",
    "scotland": "common.nations.scotland_slug",
    "northern-ireland": "common.nations.northern-ireland_slug",
}


def days_off(nation: str, year: int) -> list[str]:
    """Every holiday of `nation` in `year` that falls on a weekday."""
    return [
        day.isoformat()
        for day, _ in published(nation).holidays
        if day.year == year and day.weekday() < 5
    ]


def cases() -> list[tuple[str, str]]:
    """The years of our own list, for every nation: those with something out of the ordinary."""
    listed = json.loads((HERE / "bank-holidays.json").read_text())
    return [(nation, year) for nation, years in listed.items() for year in years]


@pytest.mark.parametrize(("nation", "year"), cases())
def test_our_own_list(nation, year):
    listed = json.loads((HERE / "bank-holidays.json").read_text())
    assert days_off(nation, int(year)) == listed[nation][year]


@pytest.mark.data
@pytest.mark.parametrize("nation", DIVISIONS)
def test_the_list_of_the_government(nation):
    """Every year of the published list, day by day."""
    if not PUBLISHED.exists():
        pytest.skip("the published list of bank holidays is not beside the checkout (shared/data)")
    years = json.loads(PUBLISHED.read_text())["divisions"][DIVISIONS[nation]]
    listed = {year: events for year, events in years.items() if year.isdigit()}
    assert len(listed) >= 9
    for year, events in listed.items():
        wanted = {datetime.strptime(event["date"], "%d/%m/%Y").date() for event in events}  # noqa: DTZ007
        found = {date.fromisoformat(text) for text in days_off(nation, int(year))}
        assert found == {day for day in wanted if day.weekday() < 5}, f"{nation}, {year}"


@pytest.mark.parametrize("nation", NATIONS)
def test_each_calendar_knows_its_name_and_years(nation):
    calendar = published(nation)
    assert calendar.name == NATIONS[nation][0]
    assert (calendar.first_year, calendar.last_year) == (FIRST_YEAR, LAST_YEAR)
    assert calendar.holidays == tuple(sorted(calendar.holidays))
    assert all(name for _, name in calendar.holidays)


def test_a_nation_we_do_not_have():
    with pytest.raises(CalendarError, match=r"“france” is no nation.*england, wales, scotland"):
        published("france")
    with pytest.raises(CalendarError):
        calendar_for("france")


def test_a_calendar_is_made_once():
    assert published("wales") is published("wales")


def test_an_area_closes_on_a_day_of_its_own():
    shut = date(2026, 12, 29)
    calendar = calendar_for("england", closed=[(shut, "Town hall closed")])
    assert calendar.why_not(shut) == "Town hall closed"
    assert published("england").is_working(shut)
    assert calendar.shift(date(2026, 12, 24), 1) == date(2026, 12, 30)


def test_an_area_works_on_a_bank_holiday():
    monday = date(2026, 8, 31)
    calendar = calendar_for("england", open_days=[monday, date(2026, 9, 1)])
    assert calendar.is_working(monday)
    assert not published("england").is_working(monday)


def test_an_open_day_wins_over_a_closed_one():
    day = date(2026, 12, 29)
    assert calendar_for("england", closed=[(day, "Closed")], open_days=[day]).is_working(day)


def test_a_weekend_stays_a_weekend():
    assert not calendar_for("england", open_days=[date(2026, 11, 21)]).is_working(
        date(2026, 11, 21)
    )
