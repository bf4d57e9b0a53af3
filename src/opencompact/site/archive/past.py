"""What is past the time for which the area keeps it, as far as somebody may have it removed."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.disputes.models import Case, Challenge, Challenger, Clearing, Report
from opencompact.apps.disputes.policy import (
    can_clear_case,
    can_clear_challenge,
    can_clear_report,
    can_see_past,
    is_second,
)
from opencompact.apps.disputes.queries.cases import cases
from opencompact.apps.disputes.queries.challenges import challenges
from opencompact.apps.disputes.queries.log import Officers, officers_of, reports
from opencompact.apps.organisations.queries import actor_for, roles_at
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.keeping import (
    OF_CASES,
    OF_CHALLENGES,
    OF_REPORTS,
    Due,
    Keeping,
    Kept,
    falls_due,
)
from opencompact.core.record import record

Matter = Case | Report | Challenge


@record
class Past:
    """One class of a matter, with the day its time is over, and who proposed what."""

    matter: Matter
    due: Due
    ended_on: date
    waiting: Clearing | None = None

    @property
    def number(self) -> str:
        """By which people know it; what it is about is not told here."""
        one = self.matter
        return one.reference if isinstance(one, Challenge) else one.number

    @property
    def proposed_on(self) -> date | None:
        """The day on which it was proposed to be removed."""
        return self.waiting.proposed_on if self.waiting else None


@record
class Shelf:
    """What is due on a day, and the next that falls due after it."""

    due: tuple[Past, ...]
    next: Past | None


def keeping_of(area: Area) -> Keeping:
    """How long the agreement in force has things kept."""
    edition = current_edition(area)
    return pack_of(edition).keeping if edition else Keeping()


def shelf(area: Area, actor: Actor, on: date) -> Shelf:
    """Everything that somebody may have removed, now or later."""
    found = sorted(_every(area, actor, on), key=lambda one: (one.due.since, one.number))
    due = tuple(one for one in found if one.due.since <= on)
    return Shelf(due, next((one for one in found if one.due.since > on), None))


def number_past(area: Area, actor: Actor, on: date) -> int:
    """Of how many matters something is due; cheap while nothing is."""
    if not can_see_past(actor):
        return 0
    found = _every(area, actor, on, ended_by=on)
    return len({one.matter.pk for one in found if one.due.since <= on})


def one_past(area: Area, actor: Actor, kept: Kept, number: str, on: date) -> Past | None:
    """One thing that is due, or None for whoever may not have it removed, and before its day."""
    found = _every(area, actor, on, number=number)
    return next((one for one in found if one.due.kept == kept and one.due.since <= on), None)


def _every(
    area: Area, actor: Actor, on: date, *, ended_by: date | None = None, number: str = ""
) -> Iterator[Past]:
    if not can_see_past(actor):
        return
    keeping = keeping_of(area)
    narrowed = Q(number=number) if number else Q()
    for case in _cases(area, keeping, on, ended_by).filter(narrowed):
        if case.closed_on and _may_clear(actor, case):
            yield from _of(case, case.closed_on, OF_CASES, keeping)
    found = list(_reports(area, keeping, on, ended_by).filter(narrowed))
    officers = officers_of(area, on) if found else None
    for report in found:
        ended = report.withdrawn_on or report.closed_on
        waits = next((one for one in report.clearings.all() if one.removed_on is None), None)
        if ended and _may_clear(actor, report, officers, waits):
            yield from _of(report, ended, OF_REPORTS, keeping)
    for challenge in _challenges(area, keeping, on, ended_by):
        if number in {"", challenge.reference} and _may_clear(actor, challenge):
            yield from _of(challenge, challenge.last_on, OF_CHALLENGES, keeping)


def deciders(row: Clearing, on: date) -> list[Actor]:
    """Who can confirm a proposal, or decide against it: officers and chairs but for who made it."""
    matter: Matter = getattr(row, Kept(row.kept).matter)
    near = officers_of(row.area, on)
    return [
        one for one in near.actors if is_second(one, row) and _may_clear(one, matter, near, row)
    ]


def writers(row: Clearing, on: date) -> list[Actor]:
    """Who speaks for the organisations that wrote the challenge of a proposal."""
    found = Challenger.objects.filter(challenge=row.challenge_id).values("organisation")
    held = roles_at(row.area, on).filter(
        organisation__in=found, kind=RoleKind.REPRESENTATIVE, user__is_active=True
    )
    users = {role.user_id: role.user for role in held}
    return [actor_for(user, row.area, on) for user in users.values()]


def _may_clear(
    actor: Actor,
    matter: Matter,
    officers: Officers | None = None,
    waits: Clearing | None = None,
) -> bool:
    """Say whether somebody may have it removed; `waits` is what was proposed of a report."""
    if isinstance(matter, Case):
        return can_clear_case(actor, matter)
    if isinstance(matter, Challenge):
        return can_clear_challenge(actor, matter)
    by = officers.kept_by(matter) if officers else None
    return can_clear_report(actor, matter, waits, kept_by=by)


def _cases(area: Area, keeping: Keeping, on: date, ended_by: date | None) -> QuerySet[Case]:
    last = keeping.ended_by(OF_CASES, ended_by) if ended_by else on
    found: QuerySet[Case] = cases().filter(area=area, closed_on__lte=last)
    return found.exclude(
        Q(clearings__in=_removed(Kept.CASE)), Q(pk__in=_with(Kept.ACCESSES))
    ).prefetch_related("clearings__proposed_by")


def _reports(area: Area, keeping: Keeping, on: date, ended_by: date | None) -> QuerySet[Report]:
    last = keeping.ended_by(OF_REPORTS, ended_by) if ended_by else on
    ended = Q(closed_on__lte=last) | Q(withdrawn_on__lte=last)
    found: QuerySet[Report] = reports().filter(ended, area=area)
    gone = found.exclude(clearings__in=_removed(Kept.REPORT))
    return gone.prefetch_related("clearings__proposed_by")


def _challenges(area: Area, keeping: Keeping, on: date, ended_by: date | None) -> QuerySet[Any]:
    """Counted from the last thing that was noted, or from its beginning: nobody has to end one."""
    last = keeping.ended_by(OF_CHALLENGES, ended_by) if ended_by else on
    noted = Coalesce(Max("events__on"), F("begun_on"))
    found: QuerySet[Any] = challenges().annotate(last_on=noted)
    gone = found.exclude(clearings__in=_removed(Kept.CHALLENGE))
    there = gone.filter(area=area, last_on__lte=last).order_by("begun_on", "id")
    return there.prefetch_related("clearings__proposed_by")


def _removed(kept: Kept) -> QuerySet[Clearing]:
    found: QuerySet[Clearing] = Clearing.objects.filter(kept=kept, removed_on__isnull=False)
    return found


def _with(kept: Kept) -> Any:
    return _removed(kept).values("case")


def _of(matter: Any, ended_on: date, classes: Collection[Kept], keeping: Keeping) -> Iterable[Past]:
    rows = list(matter.clearings.all())
    gone = [Kept(one.kept) for one in rows if one.removed_on is not None]
    waiting = {one.kept: one for one in rows if one.removed_on is None}
    for due in falls_due(keeping, classes, ended_on, gone):
        yield Past(matter, due, ended_on, waiting.get(due.kept.value))
