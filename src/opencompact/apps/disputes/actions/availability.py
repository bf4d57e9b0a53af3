"""Saying on which days somebody cannot come, asking for these days, and asking for more time."""

from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import following
from opencompact.apps.disputes.actions.kinds import BAR, later
from opencompact.apps.disputes.models import Absence, Case
from opencompact.apps.disputes.policy import can_say_days
from opencompact.apps.disputes.queries import (
    Story,
    Told,
    asked_for_days,
    may_give_time,
    people,
    step_to_fix,
)
from opencompact.base import audit, notify
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.core.procedure import Clock

MOST: Final = 60
LONGEST: Final = timedelta(days=366)


@transaction.atomic
def note_absence(
    case: Case, first: date, last: date, *, actor: Actor, at: datetime
) -> Absence | None:
    """Say that one cannot come on some days; None where these were said already.

    PermissionDenied for whoever is not asked, NotNow when the case has ended.
    """
    _may(case, actor)
    mine = Absence.objects.filter(case=case, user=actor.user_id)
    if mine.count() >= MOST:
        raise NotNow(_("You have given as many days as can be noted."), [_("remove some first")])
    if mine.filter(first__lte=first, last__gte=last).exists():
        return None
    # What lies within the new days is said by them.
    mine.filter(first__gte=first, last__lte=last).delete()
    made: Absence = Absence.objects.create(
        area=case.area, case=case, user_id=actor.user_id, first=first, last=last
    )
    _record("disputes.note_absence", case, actor, at)
    return made


@transaction.atomic
def forget_absence(absence: Absence, *, actor: Actor, at: datetime) -> None:
    """Take days back; everybody their own."""
    if absence.user_id != actor.user_id:
        raise PermissionDenied
    case = absence.case
    absence.delete()
    _record("disputes.forget_absence", case, actor, at)


def forget_absences(case: Case) -> None:
    """Nobody needs these days once the case has ended."""
    Absence.objects.filter(case=case).delete()


def ask_for_days(after: Story, told: Told, at: datetime) -> None:
    """Ask everybody who has to come for their days, when the case comes to where one is fixed."""
    step = step_to_fix(after) if told.led_to and not after.at.closed else None
    if step is None:
        return
    for person in asked_for_days(after, step, people(after.case, after.on)):
        notify.queue(
            area=after.case.area,
            key=f"disputes.ask_for_days:{told.event.pk}",
            to=[(person.name, person.email)],
            kind=following.DAYS,
            facts={"number": after.case.number},
            about=str(after.case.pk),
            link=f"{after.case.get_absolute_url()}availability/",
            at=at,
        )


@transaction.atomic
def ask_for_time(now: Story, clock: Clock, *, actor: Actor, at: datetime) -> int:
    """Ask whoever may extend a clock to do so, once a day; how many people were asked."""
    asked = [
        person
        for person in may_give_time(now, clock, people(now.case, now.on))
        if person.user_id != actor.user_id
    ]
    if not asked:
        says = _("Nobody can extend the time for {limit} now.").format(limit=clock.name)
        raise NotNow(says, [_("fix a day, with your reason for it")])
    for person in asked:
        notify.queue(
            area=now.case.area,
            key=f"disputes.ask_for_time:{now.case.pk}:{clock.key}:{now.on.isoformat()}",
            to=[(person.name, person.email)],
            kind=following.TIME,
            facts={"number": now.case.number, "limit": later(_limit)(clock)},
            about=f"{now.case.pk}{BAR}{clock.key}",
            link=now.case.get_absolute_url(),
            at=at,
        )
    data = {"number": now.case.number, "clock": clock.key}
    audit.record(
        "disputes.ask_for_time", actor=actor, area=now.case.area, obj=now.case, data=data, at=at
    )
    return len(asked)


def _limit(clock: Clock) -> str:
    return clock.name


def _may(case: Case, actor: Actor) -> None:
    if not can_say_days(actor, case):
        raise PermissionDenied
    if case.closed_on:
        raise NotNow(_("The case has ended, so no meeting is to come."), [_("read the case")])


def _record(verb: str, case: Case, actor: Actor, at: datetime) -> None:
    data = {"number": case.number, "on": timezone.localdate(at).isoformat()}
    audit.record(verb, actor=actor, area=case.area, obj=case, data=data, at=at)
