"""What falls into the days of a consultation: bank holidays, Christmas, school holidays."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.consultations.models import SchoolHoliday, Window
from opencompact.base.areas.models import Area
from opencompact.base.ui.dates import day
from opencompact.base.ui.spans import holiday
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.record import record

# From Christmas Eve to New Year's Day many organisations are closed.
DECEMBER, EVE, NEW_YEAR = 12, 24, 1


@record
class Length:
    """How long a window is: all days with both ends, and of them the working days."""

    days: int
    working: int


def school_holidays(area: Area) -> list[SchoolHoliday]:
    """When the schools of the area are closed, in order."""
    return list(SchoolHoliday.objects.filter(area=area))


def length(window: Window, calendar: WorkingCalendar) -> Length:
    days = (window.closes - window.opens).days + 1
    working = calendar.count(window.opens, window.closes) + calendar.is_working(window.opens)
    return Length(days, working)


def notes(
    window: Window, calendar: WorkingCalendar, closed: Iterable[SchoolHoliday]
) -> Iterator[str]:
    """Sentences about the days of a window that are hard to use for those who are asked."""
    if lost := sum(_shared(window, *days) for days in _christmases(window)):
        says = ngettext(
            "It runs over Christmas and New Year: {days} of its days, when many are away.",
            "It runs over Christmas and New Year: {days} of its days, when many are away.",
            lost,
        )
        yield says.format(days=lost)
    for one in closed:
        if lost := _shared(window, one.first, one.last):
            says = ngettext(
                "{days} of its days is in the school holidays: {name}, {first} to {last}.",
                "{days} of its days are in the school holidays: {name}, {first} to {last}.",
                lost,
            )
            yield says.format(days=lost, name=one.name, first=day(one.first), last=day(one.last))
    days = (name for on, name in calendar.holidays if window.opens <= on <= window.closes)
    inside = [holiday(name) for name in days]
    if inside:
        yield _("Holidays within it: {names}.").format(names=", ".join(dict.fromkeys(inside)))


def _christmases(window: Window) -> Iterator[tuple[date, date]]:
    for year in range(window.opens.year - 1, window.closes.year + 1):
        yield date(year, DECEMBER, EVE), date(year + 1, NEW_YEAR, NEW_YEAR)


def _shared(window: Window, first: date, last: date) -> int:
    """How many days of a window lie between two days, both included."""
    begins, ends = max(window.opens, first), min(window.closes, last)
    return max(0, (ends - begins + timedelta(1)).days)
