"""The job of the clock: feedback that is due is reminded of, and answers are forgotten in time."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

from opencompact.apps.consultations import actions
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import within
from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.record import record

# How long before a day its keepers are reminded of it: a habit of the software.
AHEAD: Final = Span(1, Unit.WEEKS)


@record
class Ticked:
    """How many people were reminded of feedback, and how many answers were forgotten."""

    reminded: int
    forgotten: int


def tick(at: datetime) -> Ticked:
    """Look at every area once; safe to run as often as one likes."""
    on = timezone.localdate(at)
    found = [_area(area, on, at) for area in Area.objects.all()]
    return Ticked(sum(one.reminded for one in found), sum(one.forgotten for one in found))


def _area(area: Area, on: date, at: datetime) -> Ticked:
    with within(area):
        calendar = calendar_for(area)
        told = [
            actions.remind(one, due, when, on, at)
            for one, due in actions.awaiting(area, on)
            if (when := _when(due, calendar, on))
        ]
        return Ticked(sum(told), actions.forget(area, on, at))


def _when(due: date, calendar: WorkingCalendar, on: date) -> str:
    """Whether it is time for a reminder: soon before the day, or once it is over."""
    if on > due:
        return "late"
    near = calendar.reckon(due, AHEAD, before=True).due <= on
    return "soon" if near else ""
