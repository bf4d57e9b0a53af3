"""The disagreements of one person: what waits for them there, what falls due, what happened."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.disputes import queries
from opencompact.apps.disputes.models import Case, Party
from opencompact.apps.disputes.policy import Hold, can_see_case, holds
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.procedure import Deadline, Holder
from opencompact.core.record import record

from .news import Change

LATELY: Final = timedelta(days=60)


@record
class Seen:
    """A case as this person sees it, with the roles they hold in it."""

    story: queries.Story
    held: tuple[Hold, ...]

    @property
    def case(self) -> Case:
        return self.story.case


@record
class Task:
    """Something that waits for this person. `state` is "late", "slow" (past a usual time) or "".

    `firm` is False where the agreement only says by when it is usually done.
    """

    title: str
    about: str
    href: str
    due: date | None = None
    state: str = ""
    firm: bool = True


@record
class Clock:
    """What has to be done by a date; `why` leads to how that date was reached, day by day."""

    name: str
    why: str


@record
class Due:
    """A date by which somebody is awaited in a case, perhaps for more than one thing."""

    on: date
    clocks: tuple[Clock, ...]
    who: str
    case: Case
    state: str
    mine: bool


def sees_every_case(actor: Actor) -> bool:
    """Officers and the chair have a part in all of them, but for their own organisations'."""
    return actor.is_(RoleKind.OFFICER) or actor.is_(RoleKind.CHAIR)


def seen_by(actor: Actor, calendar: WorkingCalendar, on: date) -> list[Seen]:
    """The open cases of somebody and those that ended lately. The policy decides on each.

    Six queries, however many cases: the pages of the cases load more, and older ones.
    """
    lately = Q(closed_on=None) | Q(closed_on__gt=on - LATELY)
    found = Case.objects.filter(lately, _near(actor)).select_related("area", "edition").distinct()
    loaded = found.defer("edition__source").prefetch_related(
        Prefetch("parties", Party.objects.select_related("organisation")),
        "seats",
        "events",
        "moves",
        "advisers__admissions",
    )
    return [
        Seen(queries.story(case, calendar, on), holds(actor, case))
        for case in loaded
        if can_see_case(actor, case)
    ]


def _near(actor: Actor) -> Q:
    if sees_every_case(actor):
        return Q()
    own = actor.organisations(RoleKind.REPRESENTATIVE)
    seated, advises = Q(seats__user=actor.user_id), Q(advisers__user=actor.user_id)
    return Q(parties__organisation__in=own) | seated | advises


def tasks(seen: Iterable[Seen]) -> Iterator[Task]:
    """One task for each case that waits for this person."""
    for one in seen:
        awaited = queries.turns_for(one.story, one.held)
        turns = [turn for turn in awaited if queries.is_mine(turn, one.held)]
        if not turns:
            continue
        steps = {step.key: step.name for turn in turns for step in turn.steps}
        first = _first(turns)
        yield Task(
            title=either(list(steps.values())) or _("Read the case"),
            about=f"{one.case.number}: {one.case.subject}",
            href=_step_address(one.case, list(steps)),
            due=first.due if first else None,
            state=_state(late=any(t.late for t in turns), slow=any(t.slow for t in turns)),
            firm=first is None or first.deadline is None or first.deadline.clock.firm,
        )


def _first(turns: Iterable[queries.Turn]) -> queries.Turn | None:
    """The turn with the earliest date; one that need not be used only where there is no other."""
    timed = [(turn.optional, turn.due, turn) for turn in turns if turn.due]
    return min(timed, key=lambda one: one[:2])[2] if timed else None


def _step_address(case: Case, steps: Sequence[str]) -> str:
    """The page of the one step there is, else that of the case, which offers all of them."""
    if len(steps) != 1:
        return case.get_absolute_url()
    return reverse("disputes:step", args=[case.area.slug, case.number, steps[0]])


def agenda(seen: Iterable[Seen]) -> tuple[Due, ...]:
    """Every date that runs in these cases, the earliest first."""
    return tuple(sorted((due for one in seen for due in _dates(one)), key=lambda due: due.on))


def _dates(one: Seen) -> Iterator[Due]:
    """The dates that run in a case, each once for those from whom it is awaited."""
    running = queries.seen_clocks(one.story, one.held, one.story.running)
    found: dict[tuple[date, str, str], list[Deadline]] = {}
    for deadline in running:
        over = deadline.overdue(one.story.on)
        state = _state(late=over and deadline.clock.firm, slow=over)
        found.setdefault((deadline.due, deadline.clock.owner, state), []).append(deadline)
    for (on, _owner, state), deadlines in found.items():
        yield Due(
            on=on,
            clocks=tuple(_clocks(one.case, deadlines)),
            who=_who(one.story, deadlines),
            case=one.case,
            state=state,
            mine=any(_is_for(deadline, one.held) for deadline in deadlines),
        )


def _clocks(case: Case, deadlines: Iterable[Deadline]) -> Iterator[Clock]:
    names = {deadline.clock.key: deadline.clock.name for deadline in deadlines}
    for key, name in names.items():
        yield Clock(name, reverse("disputes:clock", args=[case.area.slug, case.number, key]))


def _is_for(deadline: Deadline, held: Iterable[Hold]) -> bool:
    return any(
        hold.role == deadline.clock.owner and deadline.party in {"", hold.party} for hold in held
    )


def _who(story: queries.Story, deadlines: Sequence[Deadline]) -> str:
    """The sides awaited by name, all of them where they share a clock; else the clock's role."""
    awaited = {deadline.party for deadline in deadlines}
    role = story.procedure.role(deadlines[0].clock.owner)
    shared = role.held_by == Holder.PARTY and awaited == {""}
    names = [str(one) for one in story.case.parties.all() if shared or one.key in awaited]
    return _(" and ").join(names) or role.name


def _state(*, late: bool, slow: bool) -> str:
    return "late" if late else "slow" if slow else ""


def news(seen: Iterable[Seen]) -> Iterator[Change]:
    """The latest thing that happened in each case, as far as this person may read it."""
    for one in seen:
        readable = (told for told in one.story.told if queries.may_read(told, one.held))
        for told in deque(readable, maxlen=1):
            event = told.event
            who = one.story.party_name(str(event.party_id or "")) or event.actor_name
            title = f"{one.case.number}: “{told.step.name}”"
            yield Change(event.on, title, one.case.get_absolute_url(), who)


def either(names: Sequence[str]) -> str:
    """Steps to choose from as one sentence."""
    words = [name if place == 0 else _small(name) for place, name in enumerate(names)]
    return _(" or ").join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
