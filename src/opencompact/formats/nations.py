"""Working-day calendars of the four nations, from the `holidays` library."""

from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache

import holidays

from opencompact.core.calendar import CalendarError, WorkingCalendar

NATIONS = {
    "england": ("England", "ENG"),
    "wales": ("Wales", "WLS"),
    "scotland": ("Scotland", "SCT"),
    "northern-ireland": ("Northern Ireland", "NIR"),
}
# The library agrees with the government's own list in these years (checked for every nation).
FIRST_YEAR, LAST_YEAR = 2012, 2028


@cache
def published(nation: str) -> WorkingCalendar:
    """Return the calendar of `nation` (a key of NATIONS) with the holidays published so far.

    Raise CalendarError, which names the nations there are, for any other.
    """
    if nation not in NATIONS:
        there = ", ".join(NATIONS)
        raise CalendarError(f"“{nation}” is no nation we hold a calendar of. There are: {there}.")
    name, subdivision = NATIONS[nation]
    # Years around the published ones follow the rules of the library; a date there is warned about.
    years = range(FIRST_YEAR - 12, LAST_YEAR + 22)
    days = holidays.country_holidays("GB", subdiv=subdivision, years=years, language="en_GB")
    # The library speaks of holidays "observed"; in Britain these are substitute days.
    named = ((day, said.replace("(observed)", "(substitute day)")) for day, said in days.items())
    return WorkingCalendar(name, tuple(sorted(named)), FIRST_YEAR, LAST_YEAR)


def calendar_for(
    nation: str,
    closed: Iterable[tuple[date, str]] = (),
    open_days: Iterable[date] = (),
) -> WorkingCalendar:
    """Return the calendar of `nation` with an area's own `closed` days and `open_days` applied."""
    return _laid_over(nation, tuple(closed), tuple(open_days))


@lru_cache(maxsize=64)
def _laid_over(
    nation: str, closed: tuple[tuple[date, str], ...], open_days: tuple[date, ...]
) -> WorkingCalendar:
    base = published(nation)
    named = dict(base.holidays) | dict(closed)
    for day in open_days:
        named.pop(day, None)
    return WorkingCalendar(
        base.name, tuple(sorted(named.items())), base.first_year, base.last_year, base.weekend
    )
