"""The jobs of the clock: next dates are brought up to date, people reminded, bundles made."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.actions.challenges import remind_of_replies
from opencompact.apps.disputes.models import Bundle, Case
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.scoping import unscoped, within
from opencompact.core.calendar import Span, Unit, WorkingCalendar
from opencompact.core.record import record

# How long before a date people are reminded of it: a habit of the software, not of an agreement.
AHEAD: Final = Span(2, Unit.WORKING_DAYS)
# A case that ended longer ago is not asked about any more, as after an import of an old area.
ASKED_WITHIN: Final = timedelta(days=60)


@record
class Ticked:
    """How many open cases were looked at, how many dates had moved, how many people reminded.

    `asked` are those who were asked how a case was for them after its end.
    """

    cases: int
    moved: int
    reminded: int
    asked: int = 0


def tick(at: datetime) -> Ticked:
    """Look at every open case of every area once; safe to run as often as one likes."""
    on = timezone.localdate(at)
    found = [_area(area, on, at) for area in Area.objects.all()]
    return Ticked(
        cases=sum(one.cases for one in found),
        moved=sum(one.moved for one in found),
        reminded=sum(one.reminded for one in found),
        asked=sum(one.asked for one in found),
    )


def build_bundles(at: datetime) -> int:
    """Make every bundle that was asked for, in all areas; and say how many. A job of TICK_JOBS."""
    with unscoped():  # the clock serves every area; each bundle is then made inside its own
        waiting = list(queries.waiting_bundles())
    return sum(_bundle(one, at) for one in waiting)


def _bundle(one: Bundle, at: datetime) -> bool:
    with within(one.area):
        return actions.build_bundle(one, at=at)


def _area(area: Area, on: date, at: datetime) -> Ticked:
    with within(area):
        actions.redate(area, at=at)
        calendar = calendar_for(area)
        found = [_case(case, calendar, on, at) for case in queries.open_cases(area)]
        with transaction.atomic():
            silent = remind_of_replies(area, on, at)
        followed = _follow(area, calendar, on, at)
        asked = _ask(area, on, at)
    moved, reminded = (sum(counts) for counts in zip(*found, strict=True)) if found else (0, 0)
    return Ticked(len(found), moved, reminded + silent + followed, asked)


def _follow(area: Area, calendar: WorkingCalendar, on: date, at: datetime) -> int:
    """Remind of what was agreed at an end, before its day and once it is over, and of referrals."""
    told = 0
    for one in queries.open_undertakings(area):
        if on > one.due:
            told += actions.remind_of_undertaking(one, "late", on, at)
        elif _near(one.due, calendar, on):
            told += actions.remind_of_undertaking(one, "soon", on, at)
    return told + sum(
        actions.remind_of_referral(one, on, at) for one in queries.open_referrals(area, on)
    )


def _ask(area: Area, on: date, at: datetime) -> int:
    """Ask the sides of cases that ended lately, not on the very day; each case once for good."""
    found = queries.unasked(area, on - ASKED_WITHIN)
    return sum(
        actions.ask_for_feedback(case, on=on, at=at)
        for case in found
        if case.closed_on and case.closed_on < on
    )


def _case(case: Case, calendar: WorkingCalendar, on: date, at: datetime) -> tuple[int, int]:
    with transaction.atomic():
        now = actions.refresh_due(case, calendar, on)
        soon = [turn for turn in queries.turns(now) if turn.due and _near(turn.due, calendar, on)]
        return int(now.next_due != case.next_due), sum(
            actions.remind(now, turn, at) for turn in soon
        )


def _near(due: date, calendar: WorkingCalendar, on: date) -> bool:
    """Within the last days before a date, or on it; what is past is past."""
    return calendar.reckon(due, AHEAD, before=True).due <= on <= due
