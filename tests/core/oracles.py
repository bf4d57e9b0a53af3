"""Dates reckoned apart from the code that they judge, each in two ways.

One walks from day to day and asks the library of holidays each time, the other looks the answer up
in a list of all working days.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta

from opencompact.core.calendar import Span, Unit
from opencompact.formats.nations import FIRST_YEAR, LAST_YEAR, NATIONS

DAY = timedelta(days=1)


@cache
def listed(nation: str) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv=NATIONS[nation][1])


def works(nation: str, on: date) -> bool:
    return on.isoweekday() < 6 and on not in listed(nation)


def walked(nation: str, start: date, amount: int) -> date:
    on, left = start, abs(amount)
    while left > 0:
        on = on + DAY if amount > 0 else on - DAY
        if works(nation, on):
            left = left - 1
    return on


@cache
def table(nation: str) -> list[date]:
    every = (
        date(FIRST_YEAR - 3, 1, 1) + DAY * n for n in range(366 * (LAST_YEAR - FIRST_YEAR + 6))
    )
    return [on for on in every if works(nation, on)]


def looked_up(nation: str, start: date, amount: int) -> date:
    days = table(nation)
    if amount > 0:
        return days[bisect_right(days, start) + amount - 1]
    return days[bisect_left(days, start) + amount] if amount else start


# Two more for limits that stand still for a while, as far from the code that they judge. One counts
# the days one by one and leaves out those of a pause, the other takes them out of a list.

Stills = list[tuple[date, date]]


def begun(start: date, before: int, gaps: list[tuple[int, int]]) -> Stills:
    """Pauses one after the other, the first perhaps from before the limit began."""
    found, on = [], start - DAY * before
    for gap, length in gaps:
        begins = on + DAY * gap
        on = begins + DAY * length
        found.append((begins, on))
    return found


def length_of(start: date, span: Span) -> int:
    """How many days there are to count; a month is as long as it is where it begins."""
    match span.unit:
        case Unit.WEEKS:
            return 7 * span.amount
        case Unit.MONTHS:
            return (start + relativedelta(months=span.amount) - start).days
    return span.amount


def recounted(nation: str, start: date, span: Span, stills: Stills) -> date:
    """Day by day: one in a pause does not count, nor one off where working days are counted."""
    on, left = start, length_of(start, span)
    while left > 0:
        on = on + DAY
        still = [1 for begins, ends in stills if begins < on <= ends]
        off = span.unit is Unit.WORKING_DAYS and not works(nation, on)
        left = left if still or off else left - 1
    return on


def picked(nation: str, start: date, span: Span, stills: Stills) -> date:
    """From the list of the days that can count, without those in which the limit stood still."""
    amount = length_of(start, span)
    if not amount:
        return start
    out = {begins + DAY * n for begins, ends in stills for n in range(1, (ends - begins).days + 1)}
    most = amount + len(out)
    if span.unit is Unit.WORKING_DAYS:
        days = table(nation)
        first = bisect_right(days, start)
        can = days[first : first + most]
    else:
        can = [start + DAY * n for n in range(1, most + 1)]
    return [on for on in can if on not in out][amount - 1]
