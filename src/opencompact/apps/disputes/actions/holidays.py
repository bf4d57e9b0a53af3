"""An area's own days beside its nation's holidays. Each change is noted and re-dates open cases."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from opencompact.apps.disputes.actions.redating import redate
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area, LocalHoliday
from opencompact.core.record import record
from opencompact.formats.nations import published


@record
class Changed:
    """How many days were noted, and how many dates of open cases they moved."""

    days: int
    moved: int


def note_days(
    area: Area, days: Iterable[tuple[date, str, bool]], *, actor: Actor, at: datetime
) -> Changed:
    """Note days (the day, its name, whether it is worked) for the area; what is known stays.

    A holiday of the nation that is noted as a holiday changes nothing and is not kept.
    """
    with transaction.atomic():
        redate(area, at=at)
        noted = sum(_note(area, day, name, working, actor, at) for day, name, working in days)
        return Changed(noted, redate(area, at=at))


def forget_day(area: Area, day: date, *, actor: Actor, at: datetime) -> Changed:
    """Drop the area's own word on a day, so that its nation's holds again."""
    with transaction.atomic():
        redate(area, at=at)
        found = LocalHoliday.objects.filter(area=area, day=day)
        names = [one.name for one in found]
        found.delete()
        for name in names:
            _record(area, "forget_day", day, name, actor, at)
        return Changed(len(names), redate(area, at=at))


def differing(area: Area, listed: Iterable[tuple[date, str]]) -> list[tuple[date, str, bool]]:
    """The days of a published list that our calendar of the area's nation lacks or has too many.

    Years that the list says nothing of are left alone, and so are weekends, where a holiday changes
    nothing.
    """
    base = published(area.nation)
    wanted = {day: name for day, name in listed if day.weekday() not in base.weekend}
    years = {day.year for day in wanted}
    ours = {
        day: name
        for day, name in base.holidays
        if day.year in years and day.weekday() not in base.weekend
    }
    more = [(day, name, False) for day, name in wanted.items() if day not in ours]
    fewer = [(day, name, True) for day, name in ours.items() if day not in wanted]
    return sorted([*more, *fewer])


def _note(
    area: Area,
    day: date,
    name: str,
    working: bool,
    actor: Actor,
    at: datetime,
) -> int:
    known = LocalHoliday.objects.filter(area=area, day=day).first()
    closed = any(day == one for one, _ in published(area.nation).holidays)
    if known is None and closed != working:
        return 0
    if known is not None and (known.name, known.working) == (name, working):
        return 0
    LocalHoliday.objects.update_or_create(
        area=area, day=day, defaults={"name": name, "working": working}
    )
    _record(area, "note_day", day, name, actor, at)
    return 1


def _record(area: Area, what: str, day: date, name: str, actor: Actor, at: datetime) -> None:
    data = {"day": day.isoformat(), "name": name}
    audit.record(f"areas.{what}", actor=actor, area=area, obj=area, data=data, at=at)
