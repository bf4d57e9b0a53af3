"""The days an area counts by, and what a change of one would do to the dates of open cases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import can_see_case
from opencompact.apps.disputes.queries.cases import open_cases
from opencompact.apps.disputes.queries.story import story
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area, LocalHoliday
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Redated, redated
from opencompact.core.record import record
from opencompact.formats.nations import published


@record
class Kept:
    """A day that counts otherwise than its weekday; `own` is the area's own word on it."""

    day: date
    name: str
    own: LocalHoliday | None


@record
class Moved:
    """A date of an open case that would move, for somebody who is of the case."""

    case: Case
    moved: Redated
    who: str


@record
class Effect:
    """What a change would do: the dates that would move, and how many more in cases of others."""

    moves: tuple[Moved, ...]
    others: int
    weekend: bool
    known: bool


def days_by_year(area: Area, on: date) -> tuple[tuple[int, tuple[Kept, ...]], ...]:
    """The days of this year and the next, those that the area works among them."""
    own = {one.day: one for one in LocalHoliday.objects.filter(area=area)}
    days = dict(calendar_for(area).holidays)
    days |= {day: one.name for day, one in own.items() if one.working}
    return tuple(
        (
            year,
            tuple(Kept(day, days[day], own.get(day)) for day in sorted(days) if day.year == year),
        )
        for year in (on.year, on.year + 1)
    )


def effect_of(area: Area, actor: Actor, day: date, name: str, working: bool, on: date) -> Effect:
    """What it would do to note a day as a holiday, or as one that is worked."""
    before = calendar_for(area)
    others = tuple(one for one in before.holidays if one[0] != day)
    after = others if working else (*others, (day, name))
    return _effect(area, actor, day, before, replace(before, holidays=tuple(sorted(after))), on)


def effect_of_forgetting(area: Area, actor: Actor, day: date, on: date) -> Effect:
    """What it would do to drop the area's own word on a day: the nation's holds again."""
    before = calendar_for(area)
    others = [one for one in before.holidays if one[0] != day]
    nations = [one for one in published(area.nation).holidays if one[0] == day]
    after = replace(before, holidays=tuple(sorted([*others, *nations])))
    return _effect(area, actor, day, before, after, on)


def _effect(
    area: Area,
    actor: Actor,
    day: date,
    before: WorkingCalendar,
    after: WorkingCalendar,
    on: date,
) -> Effect:
    """Cases of which the officer is not are counted and not named."""
    seen: list[Moved] = []
    others = 0
    for case in open_cases(area):
        found = list(_moved(case, before, after, on))
        if can_see_case(actor, case):
            seen += found
        else:
            others += len(found)
    same = {one for one, _ in before.holidays} == {one for one, _ in after.holidays}
    return Effect(tuple(seen), others, day.weekday() in before.weekend, same)


def _moved(
    case: Case, before: WorkingCalendar, after: WorkingCalendar, on: date
) -> Iterator[Moved]:
    now = story(case, before, on)
    for one in redated(now.procedure, now.at, before, after, now.kept):
        yield Moved(case, one, now.party_name(one.deadline.party))
