"""The dates of somebody's cases for a calendar program: the number, the name, the day; no more."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import PrivateCalendar, Seat
from opencompact.apps.disputes.policy import Hold, holds
from opencompact.apps.disputes.queries.cases import cases_since
from opencompact.apps.disputes.queries.seen import may_read, seen_clocks
from opencompact.apps.disputes.queries.story import Story, Told, story
from opencompact.base.areas.actor import Actor
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Clock, Deadline, Holder
from opencompact.formats.calendars import Day

# How long a program is told that a date no longer stands, before it is left out altogether.
TOLD: Final = timedelta(days=60)


def fingerprint(token: str) -> str:
    """What is kept of the secret part of an address: so long and random that it needs no salt."""
    return sha256(token.encode()).hexdigest()


def calendar_at(token: str) -> PrivateCalendar | None:
    """The calendar with this address, in the current area."""
    found = PrivateCalendar.objects.filter(token_hash=fingerprint(token))
    return found.select_related("user").first()


def calendars_of(actor: Actor) -> QuerySet[PrivateCalendar]:
    """The calendars that somebody has made."""
    found: QuerySet[PrivateCalendar] = PrivateCalendar.objects.filter(user=actor.user_id)
    return found


def seats_of(actor: Actor) -> frozenset[Holder]:
    """The parts that somebody has by a seat in an open case."""
    found = Seat.objects.filter(user=actor.user_id, ended_on=None, case__closed_on=None)
    return frozenset(Holder(one) for one in found.order_by().values_list("holder", flat=True))


def days_of(actor: Actor, part: str, calendar: WorkingCalendar, on: date) -> list[Day]:
    """The days of every case in which `actor` has this part today, recusal and rooms applied."""
    found = [
        day
        for case in cases_since(actor, on - TOLD)
        if (held := tuple(hold for hold in holds(actor, case) if hold.holder == part))
        for day in _days(story(case, calendar, on), held)
    ]
    return sorted(found, key=lambda day: (day.on, day.title))


def _days(now: Story, held: tuple[Hold, ...]) -> Iterator[Day]:
    for clock in now.procedure.clocks:
        running = _mine(seen_clocks(now, held, now.clocks), clock, held)
        if running and (day := _deadline(now, clock, running)):
            yield day
    yield from _meetings(now, held)


def _mine(seen: Iterable[Deadline], clock: Clock, held: tuple[Hold, ...]) -> tuple[Deadline, ...]:
    """One clock as it runs for the own side, or for every side where the reader is none."""
    sides = {hold.party for hold in held if hold.party}
    return tuple(
        one
        for one in seen
        if one.clock == clock and (not one.party or not sides or one.party in sides)
    )


def _deadline(now: Story, clock: Clock, running: tuple[Deadline, ...]) -> Day | None:
    """A time limit as a day: it stands while somebody is awaited and goes when it is done."""
    closed_on = now.at.since if now.at.closed else None
    ends = list(filter(None, (one.ended_on or closed_on for one in running)))
    over = max(ends) if len(ends) == len(running) else None
    if over and over < now.on - TOLD:
        return None
    revision, changed = _revision(now, clock, running, over)
    return Day(
        key=entry_key(now.case.pk, clock.key),
        on=running[0].due,
        title=f"{now.case.number}: {clock.name}",
        changed=changed,
        text=_says(clock),
        href=_whole(now, "clock", clock.key),
        revision=revision,
        cancelled=over is not None,
    )


def _revision(
    now: Story, clock: Clock, running: tuple[Deadline, ...], over: date | None
) -> tuple[int, datetime]:
    """How often the limit has changed and when it last did, from the steps that move it.

    Whoever reads the calendar may see the clock, so also that one of these steps was taken; others,
    such as those of a closed room, are not counted. Leaving a stage lies between two of them.
    """
    moving = {clock.before, *clock.after}
    moving |= {step.key for step in now.procedure.steps if step.extends == clock.key}
    sides = {one.party for one in running if one.party}
    places = [
        place
        for place, told in enumerate(now.told)
        if (told.step.key in moving and now.at.effective[place])
        or (told.step.key in clock.met_by and _meets(now, place, sides))
    ]
    last = places[-1]
    left = over is not None and any(one.met_on is None for one in running)
    after = now.told[last + 1 :] if left else ()
    changed = next((told for told in after if told.event.on == over), now.told[last])
    return 2 * (len(places) - 1) + left, changed.event.at


def _meets(now: Story, place: int, sides: set[str]) -> bool:
    """Say whether a step met the limit of one of these sides, or took effect where it has none."""
    if not sides:
        return now.at.effective[place]
    return str(now.told[place].event.party_id or "") in {"", *sides}


def _meetings(now: Story, held: tuple[Hold, ...]) -> Iterator[Day]:
    """The days that were fixed for meetings, for those who may read that they were."""
    fixed: dict[str, list[Told]] = {}
    for told in now.told:
        if told.step.schedules and told.event.fixed and may_read(told, held):
            fixed.setdefault(told.step.key, []).append(told)
    for key, times in fixed.items():
        day = times[-1].event.fixed or times[-1].event.on
        gone = now.at.since is not None and now.at.closed and now.at.since < day
        changed = now.told[-1] if gone else times[-1]
        yield Day(
            key=entry_key(now.case.pk, f"meeting/{key}"),
            on=day,
            title=_("{number}: day fixed for a meeting").format(number=now.case.number),
            changed=changed.event.at,
            text=_("The page of the case says more."),
            href=_whole(now, "case"),
            revision=2 * (len(times) - 1) + gone,
            cancelled=gone,
        )


def _says(clock: Clock) -> str:
    if clock.optional:
        return _("A time that can be used and need not be.")
    if clock.firm:
        return _("The last day. The link shows how it was counted.")
    return _(
        "The usual time: no promise is broken when it has passed. The link shows how it counts."
    )


def _whole(now: Story, name: str, *args: str) -> str:
    path = reverse(f"disputes:{name}", args=[now.case.area.slug, now.case.number, *args])
    return whole(path)
