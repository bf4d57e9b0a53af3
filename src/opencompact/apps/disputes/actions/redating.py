"""What a holiday that comes or goes does to the dates of open cases: once, and never in silence."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import mail
from opencompact.apps.disputes.models import Case, CountedBy, MovedDate
from opencompact.apps.disputes.policy import can_accept_day
from opencompact.apps.disputes.queries import open_cases, story
from opencompact.base import audit
from opencompact.base.areas.actor import SYSTEM, Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Redated, redated


def redate(area: Area, *, at: datetime) -> int:
    """Count the dates of the area's open cases by its calendar of now; how many dates moved.

    The holidays they were counted by before are kept, so that a change is carried out once whoever
    asks, and all of it or none.
    """
    with transaction.atomic():
        counted, new = CountedBy.objects.select_for_update().get_or_create(
            area=area, defaults={"holidays": lambda: _listed(calendar_for(area))}
        )
        if new:
            return 0
        # Read under the lock: somebody may have noted a day while we waited for it.
        after = calendar_for(area)
        days = _listed(after)
        if counted.holidays == days:
            return 0
        before = _calendar(after, counted.holidays)
        moved = sum(_case(case, before, after, at) for case in open_cases(area))
        CountedBy.objects.filter(pk=counted.pk).update(holidays=days)
    return moved


def accept_day(moved: MovedDate, *, actor: Actor, on: date, at: datetime) -> None:
    """Say yes to an earlier day. PermissionDenied for others, NotNow when it waits for nobody."""
    if not can_accept_day(actor, moved.case, moved):
        raise PermissionDenied
    with transaction.atomic():
        waiting = MovedDate.objects.filter(pk=moved.pk, accepted_on=None, now__lt=F("was"))
        if not waiting.update(accepted_on=on, accepted_by_id=actor.user_id):
            raise NotNow(_("This day needs no answer."), [_("look at the dates of the case")])
        audit.record(
            "disputes.accept_day",
            actor=actor,
            area=moved.area,
            obj=moved.case,
            data={"clock": moved.clock, "was": moved.was.isoformat(), "now": moved.now.isoformat()},
            at=at,
        )


def _case(case: Case, before: WorkingCalendar, after: WorkingCalendar, at: datetime) -> int:
    now = story(case, after, timezone.localdate(at))
    found = redated(now.procedure, now.at, before, after, now.kept)
    if not found:
        return 0
    why = _why(before, after)
    kept = MovedDate.objects.bulk_create(
        MovedDate(
            area=case.area,
            case=case,
            clock=one.deadline.clock.key,
            party=one.deadline.party,
            place=one.deadline.place,
            was=one.was,
            now=one.now,
            why=why,
            moved_on=now.on,
        )
        for one in found
    )
    audit.record(
        "disputes.redate",
        actor=SYSTEM,
        area=case.area,
        obj=case,
        data={"number": case.number, "why": why, "moved": [_said(one) for one in found]},
        at=at,
    )
    mail.redated(now, found, why, f"disputes.redate:{kept[0].pk}", at)
    return len(found)


def _listed(calendar: WorkingCalendar) -> list[list[str]]:
    return [[day.isoformat(), name] for day, name in calendar.holidays]


def _said(one: Redated) -> dict[str, str]:
    return {
        "clock": one.deadline.clock.key,
        "party": one.deadline.party,
        "was": one.was.isoformat(),
        "now": one.now.isoformat(),
    }


def _calendar(like: WorkingCalendar, holidays: Iterable[Iterable[str]]) -> WorkingCalendar:
    days = tuple((date.fromisoformat(day), name) for day, name in holidays)
    return replace(like, holidays=days)


def _why(before: WorkingCalendar, after: WorkingCalendar) -> dict[str, list[list[str]]]:
    """The days that came and went, with their names."""
    was, now = dict(before.holidays), dict(after.holidays)
    return {
        "came": [[day.isoformat(), now[day]] for day in sorted(now.keys() - was.keys())],
        "went": [[day.isoformat(), was[day]] for day in sorted(was.keys() - now.keys())],
    }
