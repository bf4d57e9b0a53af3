"""Who cannot come on which day: what the days for a meeting are chosen by."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Absence, Case
from opencompact.apps.disputes.policy import JUDGING, Hold, comes_to
from opencompact.apps.disputes.queries.cases import Person, people
from opencompact.apps.disputes.queries.story import Story
from opencompact.apps.disputes.queries.turns import open_steps
from opencompact.base.areas.actor import Actor
from opencompact.core.procedure import Clock, MeetingDays, Step, meeting_days
from opencompact.core.record import record

# A side may be away for long; how far ahead its days are looked at is no rule of an agreement.
FARTHEST = timedelta(days=400)


@record
class Days:
    """The days that a step may fix, who of the sides is away on which, and who may give time."""

    found: MeetingDays
    sides: dict[date, tuple[str, ...]]
    ways: tuple["Remedy", ...]


@record
class Remedy:
    """A clock in the way and the step that extends it; `mine`: the reader can take it now."""

    clock: Clock
    step: Step
    mine: bool


def days_for(now: Story, step: Step, held: Iterable[Hold]) -> Days:
    """The days that a step may fix, with everybody who has to be there."""
    held = tuple(held)
    everybody = people(now.case, now.on)
    absences = list(absences_of(now.case))
    found = meeting_days(
        now.procedure,
        step,
        now.at,
        now.calendar,
        now.on,
        away=_away(now, step, everybody, absences),
        kept=now.kept,
    )
    return Days(found, _sides(now, step, everybody, absences), tuple(_remedies(now, found, held)))


def absences_of(case: Case) -> QuerySet[Absence]:
    """Every day on which somebody of the case said that they cannot come."""
    found: QuerySet[Absence] = Absence.objects.filter(case=case).select_related("user")
    return found.order_by("first", "last", "user__name")


def own_absences(case: Case, actor: Actor) -> QuerySet[Absence]:
    """The days of one person."""
    return absences_of(case).filter(user=actor.user_id)


def others_away(
    case: Case, everybody: Iterable[Person]
) -> tuple[tuple[Person, list[Absence]], ...]:
    """The people of the case who cannot come on some days, with these days."""
    by_user = defaultdict(list)
    for one in absences_of(case):
        by_user[one.user_id].append(one)
    return tuple((one, by_user[one.user_id]) for one in everybody if one.user_id in by_user)


def step_to_fix(now: Story) -> Step | None:
    """The step that fixes a day and can be taken now, while no day is fixed yet."""
    ready = [step for step in open_steps(now) if step.schedules]
    fixed = {told.step.key for told in now.told if told.event.fixed and told.step.schedules}
    return next((step for step in ready if step.key not in fixed), None)


def asked_for_days(now: Story, step: Step, everybody: Iterable[Person]) -> list[Person]:
    """Whoever has to come to the meeting that a step fixes."""
    roles = comes_to(now.procedure, step)
    return [one for one in everybody if any(hold.role in roles for hold in one.held)]


def _days(one: Absence) -> Iterator[date]:
    day = one.first
    while day <= min(one.last, one.first + FARTHEST):
        yield day
        day += timedelta(days=1)


def _away(
    now: Story, step: Step, everybody: Sequence[Person], absences: Iterable[Absence]
) -> dict[date, tuple[str, ...]]:
    """The days on which one of those who judge is away: then there can be no meeting."""
    names = {
        one.user_id: one.name
        for one in asked_for_days(now, step, everybody)
        if any(hold.holder in JUDGING for hold in one.held)
    }
    return _by_day((one, names[one.user_id]) for one in absences if one.user_id in names)


def _sides(
    now: Story, step: Step, everybody: Sequence[Person], absences: Iterable[Absence]
) -> dict[date, tuple[str, ...]]:
    """The days on which a side is away. It is told, and whoever fixes the day decides."""
    names = {
        one.user_id: _(" and ").join(now.party_name(hold.party) for hold in one.held if hold.party)
        for one in asked_for_days(now, step, everybody)
        if one.speaks
    }
    return _by_day((one, names[one.user_id]) for one in absences if one.user_id in names)


def _by_day(named: Iterable[tuple[Absence, str]]) -> dict[date, tuple[str, ...]]:
    found: dict[date, list[str]] = defaultdict(list)
    for absence, name in named:
        for day in _days(absence):
            if name not in found[day]:
                found[day].append(name)
    return {day: tuple(names) for day, names in found.items()}


def _remedies(now: Story, found: MeetingDays, held: tuple[Hold, ...]) -> Iterator[Remedy]:
    for clock, key in found.ways:
        step = now.procedure.step(key)
        mine = any(
            hold.role in step.by and step in now.steps_for(hold.role, hold.party) for hold in held
        )
        yield Remedy(now.procedure.clock(clock), step, mine)


def may_give_time(now: Story, clock: Clock, everybody: Iterable[Person]) -> list[Person]:
    """Whoever may extend a clock, with a step that can be taken now."""
    steps = [step for step in open_steps(now) if step.extends == clock.key]
    return [
        one
        for one in everybody
        if any(
            hold.role in step.by and step in now.steps_for(hold.role, hold.party)
            for hold in one.held
            for step in steps
        )
    ]
