"""Reads about areas."""

from opencompact.core.calendar import WorkingCalendar
from opencompact.formats import nations

from .models import Area, LocalHoliday
from .scoping import within


def calendar_for(area: Area) -> WorkingCalendar:
    """The nation's working days with the area's own list laid over them."""
    with within(area):
        local = list(LocalHoliday.objects.all())
    return nations.calendar_for(
        area.nation,
        closed=[(own.day, own.name) for own in local if not own.working],
        open_days=[own.day for own in local if own.working],
    )
