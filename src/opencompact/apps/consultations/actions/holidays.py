"""When the schools of the area are closed: a short list that officers keep."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import SchoolHoliday
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from .faults import UnfitError


@transaction.atomic
def add_holiday(
    area: Area, name: str, first: date, last: date, *, actor: Actor, at: datetime
) -> SchoolHoliday:
    """Add a holiday; UnfitError where the days do not fit, or one begins on the same day."""
    Area.objects.select_for_update().get(pk=area.pk)
    if last < first:
        raise UnfitError({"last": _("The last day must be the same as or after the first day")})
    if SchoolHoliday.objects.filter(area=area, first=first).exists():
        raise UnfitError({"first": _("A holiday on the list begins on this day already")})
    made = SchoolHoliday.objects.create(area=area, name=name.strip(), first=first, last=last)
    _noted("add_holiday", made, actor, at)
    return made


@transaction.atomic
def remove_holiday(holiday: SchoolHoliday, *, actor: Actor, at: datetime) -> None:
    """Take a holiday off the list."""
    _noted("remove_holiday", holiday, actor, at)
    holiday.delete()


def _noted(verb: str, holiday: SchoolHoliday, actor: Actor, at: datetime) -> None:
    days = {"first": holiday.first.isoformat(), "last": holiday.last.isoformat()}
    audit.record(
        f"consultations.{verb}", actor=actor, area=holiday.area, obj=holiday, data=days, at=at
    )
