"""What follows the end of a case: promises, the referral, words to be looked at, feedback."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from statistics import mean
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from opencompact.apps.agreement.models import DraftingTask
from opencompact.apps.disputes.models import Case, Feedback, Occasion, Referral, Undertaking
from opencompact.apps.disputes.policy import (
    KEEPING,
    MEDIATION,
    Hold,
    can_see_case,
    sees_undertaking,
)
from opencompact.apps.disputes.queries.cases import Person, cases
from opencompact.apps.disputes.queries.story import Story
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.procedure import Follow
from opencompact.core.record import record

FEEDBACK: Final = "disputes.feedback"
# What sides are asked after the end, by the key under which the answer is kept.
QUESTIONS: Final = ("clear", "heard", "fair", "quick", "again")
# So few that nobody is told what they said: a group has this many answers at least.
FEWEST: Final = 5


@record
class Followed:
    """One promise in the list of a case. `late`: it is not done and its day is over."""

    one: Undertaking
    late: bool


@record
class Heard:
    """What all the sides together said: how many, the mean of each question, and their words."""

    count: int
    means: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


def ended_sealed(now: Story) -> bool:
    """Say whether a case ended inside the mediation room: what was settled is the sides' alone."""
    return now.at.closed and now.stage.room == MEDIATION


def undertakings(now: Story, held: Iterable[Hold]) -> tuple[Followed, ...]:
    """The promises that somebody may know of, by the day they are due; those done last."""
    held = tuple(held)
    found: QuerySet[Undertaking] = Undertaking.objects.filter(case=now.case)
    seen = [
        one
        for one in found.select_related("party__organisation", "noted_by", "done_by")
        if sees_undertaking(held, one)
    ]
    told = [Followed(one, late=one.done_on is None and one.due < now.on) for one in seen]
    return tuple(sorted(told, key=lambda one: (one.one.done_on is not None, one.one.due)))


def follows(now: Story, then: Follow) -> bool:
    """Say whether a case ended in a way that asks for something of this kind."""
    return now.at.closed and now.procedure.ending(now.at.ending).then == then


def referral_of(case: Case) -> Referral | None:
    """Where a case was passed on to."""
    found: Referral | None = Referral.objects.filter(case=case).first()
    return found


def is_kept_by(person: Person) -> bool:
    """Say whether somebody keeps the case: its chair, or the support team."""
    return any(hold.holder in KEEPING for hold in person.held)


@record
class Loose:
    """A case that has ended and in which something is still to be done, for whoever keeps it."""

    case: Case
    late: int
    referred: Referral | None


def loose_ends(actor: Actor, on: date) -> tuple[Loose, ...]:
    """The ended cases in which a promise is overdue or the outcome of a referral is awaited.

    What comes out of mediation is not among them: whoever keeps a case does not know of it.
    """
    if not (actor.is_(RoleKind.OFFICER) or actor.is_(RoleKind.CHAIR)):
        return ()
    overdue = Q(undertakings__sealed=False, undertakings__done_on=None, undertakings__due__lt=on)
    asked = Q(referral__outcome="", referral__remind_on__lte=on)
    found = cases().filter(overdue | asked).distinct().select_related("referral")
    late = Undertaking.objects.filter(sealed=False, done_on=None, due__lt=on)
    waiting = found.prefetch_related(Prefetch("undertakings", late, to_attr="overdue"))
    return tuple(
        Loose(case, len(case.overdue), _awaited(case, on))
        for case in waiting
        if can_see_case(actor, case)
    )


def _awaited(case: Case, on: date) -> Referral | None:
    one: Referral | None = getattr(case, "referral", None)
    return one if one and not one.outcome and one.remind_on <= on else None


def drafting_tasks() -> QuerySet[DraftingTask]:
    """Words to be looked at and those that were, each with the findings that showed it."""
    shown = Occasion.objects.select_related("finding").exclude(finding__published_on=None)
    found: QuerySet[DraftingTask] = DraftingTask.objects.select_related("commitment", "closed_by")
    found = found.select_related("area").prefetch_related(Prefetch("occasions", shown))
    return found.order_by("closed_on", "opened_on", "commitment__order", "id")


def tasks_apart(
    found: Iterable[DraftingTask],
) -> tuple[tuple[DraftingTask, ...], tuple[DraftingTask, ...]]:
    """Those that are open, and those that are closed, the latest first."""
    listed = list(found)
    waiting = tuple(one for one in listed if one.closed_on is None)
    # They come in the order of the days on which they were closed.
    return waiting, tuple(one for one in reversed(listed) if one.closed_on is not None)


def open_undertakings(area: Area) -> QuerySet[Undertaking]:
    """Every promise of the area that is not done; for the clock, not for people."""
    found: QuerySet[Undertaking] = Undertaking.objects.filter(area=area, done_on=None)
    return found.select_related("case__area", "party")


def open_referrals(area: Area, on: date) -> QuerySet[Referral]:
    """The referrals whose outcome is to be asked for on a day."""
    found: QuerySet[Referral] = Referral.objects.filter(area=area, outcome="", remind_on__lte=on)
    return found.select_related("case__area")


def unasked(area: Area, since: date) -> QuerySet[Case]:
    """The cases that have ended since a day and whose sides were not asked how it was for them."""
    found: QuerySet[Case] = cases().filter(area=area, asked_on=None, closed_on__gte=since)
    return found


def heard() -> Heard:
    """What sides said, as far as it may be shown: in groups that are large enough, mixed."""
    found: Sequence[Feedback] = list(Feedback.objects.filter(shown=True))
    return Heard(len(found), tuple(_means(found)), tuple(sorted(filter(None, _words(found)))))


def _means(found: Sequence[Feedback]) -> Iterator[tuple[str, float]]:
    for key in QUESTIONS:
        marks = [one.marks[key] for one in found if key in one.marks]
        if len(marks) >= FEWEST:
            yield key, round(mean(marks), 1)


def _words(found: Iterable[Feedback]) -> Iterator[str]:
    yield from (one.words.strip() for one in found)
