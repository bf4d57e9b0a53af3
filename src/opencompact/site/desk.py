"""The home of somebody signed in: what waits for them, what falls due, what has changed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Prefetch, Q
from django.urls import reverse

from opencompact.apps.disputes import queries as disputes
from opencompact.apps.disputes.models import Case, Party
from opencompact.apps.disputes.policy import Hold, can_see_case, holds
from opencompact.apps.organisations import policy
from opencompact.apps.organisations import queries as organisations
from opencompact.apps.organisations.models import ImportRun, Organisation, RunState
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Deadline
from opencompact.core.record import record

from .home import Change, latest, published_changes, signings

IMPORTS: Final = 3
CHANGES: Final = 8
LATELY: Final = timedelta(days=60)


@record
class Task:
    """Something that waits for this person. `state` is "late", "slow" (past a usual time) or ""."""

    title: str
    about: str
    href: str
    due: date | None = None
    state: str = ""


@record
class Due:
    """A date that somebody is awaited by; `why` leads to how it was reached, day by day."""

    on: date
    what: str
    who: str
    case: Case
    why: str
    state: str
    mine: bool


@record
class Mine:
    """An organisation of this person: as what, and whether it has signed."""

    organisation: Organisation
    roles: tuple[RoleKind, ...]
    signed: bool
    may_bind: bool


@record
class Keeping:
    """What an officer keeps an eye on: the latest imports, and public bodies without a champion."""

    imports: tuple[ImportRun, ...]
    without_champion: tuple[Organisation, ...]


@record
class Desk:
    """Everything on the home page of somebody signed in. `keeping` is for officers."""

    tasks: tuple[Task, ...]
    due: tuple[Due, ...]
    mine: tuple[Mine, ...]
    changes: tuple[Change, ...]
    cases: int
    keeping: Keeping | None = None

    @property
    def next_due(self) -> Due | None:
        """The first date that has not passed."""
        return next((one for one in self.due if not one.state), None)


@record
class Seen:
    """A case as this person sees it, with the roles they hold in it."""

    story: disputes.Story
    held: tuple[Hold, ...]

    @property
    def case(self) -> Case:
        return self.story.case


def desk(area: Area, actor: Actor, on: date) -> Desk:
    """The home page of `actor` on a day."""
    calendar = calendar_for(area)
    seen = [
        Seen(disputes.story(case, calendar, on), holds(actor, case)) for case in _cases(actor, on)
    ]
    mine = tuple(_mine(area, actor, on))
    keeping = _keeping(area, on) if policy.is_officer(actor) else None
    tasks = [*_steps(seen), *_pledges(area, mine), *_reports(area, keeping)]
    changes = [*signings(area), *_told(seen), *_findings(actor)]
    return Desk(
        tasks=tuple(sorted(tasks, key=_urgency)),
        due=tuple(sorted((due for one in seen for due in _due(one)), key=lambda due: due.on)),
        mine=mine,
        changes=latest(changes, CHANGES),
        cases=sum(1 for one in seen if not one.story.at.closed),
        keeping=keeping,
    )


def _findings(actor: Actor) -> Iterator[Change]:
    """Findings in the cases of others; whoever sees every case reads of them there."""
    if not _sees_every_case(actor):
        found = disputes.published_findings().select_related("area")
        yield from published_changes(found[:CHANGES])


def _cases(actor: Actor, on: date) -> list[Case]:
    """The open cases of somebody and those that ended lately. The policy has the last word on each.

    Four queries, however many cases: the pages of the cases load more, and older ones.
    """
    lately = Q(closed_on=None) | Q(closed_on__gt=on - LATELY)
    found = Case.objects.filter(lately, _near(actor)).select_related("area", "edition").distinct()
    loaded = found.defer("edition__source").prefetch_related(
        Prefetch("parties", Party.objects.select_related("organisation")), "seats", "events"
    )
    return [case for case in loaded if can_see_case(actor, case)]


def _near(actor: Actor) -> Q:
    if _sees_every_case(actor):
        return Q()
    own = actor.organisations(RoleKind.REPRESENTATIVE)
    return Q(parties__organisation__in=own) | Q(seats__user=actor.user_id)


def _sees_every_case(actor: Actor) -> bool:
    return actor.is_(RoleKind.OFFICER) or actor.is_(RoleKind.CHAIR)


def _urgency(task: Task) -> tuple[bool, date]:
    return (task.due is None, task.due or date.max)


def _steps(seen: Iterable[Seen]) -> Iterator[Task]:
    """One task for each case that waits for this person."""
    for one in seen:
        turns = [turn for turn in disputes.turns_for(one.story, one.held) if _awaited(turn, one)]
        if not turns:
            continue
        steps = {step.key: step.name for turn in turns for step in turn.steps}
        yield Task(
            title=_either(list(steps.values())) or "Read the case",
            about=f"{one.case.number}: {one.case.subject}",
            href=_step_address(one.case, list(steps)),
            due=min((turn.due for turn in turns if turn.due), default=None),
            state=_state(late=any(t.late for t in turns), slow=any(t.slow for t in turns)),
        )


def _awaited(turn: disputes.Turn, one: Seen) -> bool:
    return disputes.is_mine(turn, one.held)


def _step_address(case: Case, steps: list[str]) -> str:
    """The page of the one step there is, else that of the case, which offers all of them."""
    if len(steps) != 1:
        return case.get_absolute_url()
    return reverse("disputes:step", args=[case.area.slug, case.number, steps[0]])


def _pledges(area: Area, mine: Iterable[Mine]) -> Iterator[Task]:
    for one in mine:
        if one.may_bind and not one.signed:
            yield Task(
                title=f"You can sign the {area.term('agreement')}",
                about=f"for {one.organisation.name}, at any time",
                href=reverse("organisations:sign", args=[area.slug, one.organisation.slug]),
            )


def _reports(area: Area, keeping: Keeping | None) -> Iterator[Task]:
    for run in keeping.imports if keeping else ():
        href = reverse("organisations:import-run", args=[area.slug, run.pk])
        if run.state == RunState.FAILED:
            yield Task("An import stopped", run.file_name, href, state="late")
        elif run.state == RunState.DRAFT:
            yield Task("An import has not been started", run.file_name, href)


def _due(one: Seen) -> Iterator[Due]:
    """The dates that run in a case, each once, with whom they are awaited from."""
    story = one.story
    clocks: dict[tuple[str, date], list[Deadline]] = {}
    for deadline in disputes.seen_clocks(story, one.held, story.running):
        clocks.setdefault((deadline.clock.key, deadline.due), []).append(deadline)
    for (key, on), deadlines in clocks.items():
        first = deadlines[0]
        over = story.on > on
        yield Due(
            on=on,
            what=first.clock.name,
            who=_who(story, deadlines),
            case=one.case,
            why=reverse("disputes:clock", args=[one.case.area.slug, one.case.number, key]),
            state=_state(late=over and first.clock.firm, slow=over and not first.clock.firm),
            mine=any(_is_for(deadline, one.held) for deadline in deadlines),
        )


def _is_for(deadline: Deadline, held: Iterable[Hold]) -> bool:
    return any(
        hold.role == deadline.clock.owner and deadline.party in {"", hold.party} for hold in held
    )


def _who(story: disputes.Story, deadlines: Iterable[Deadline]) -> str:
    names = [story.party_name(one.party) for one in deadlines if one.party]
    return " and ".join(names) or story.procedure.role(deadlines[0].clock.owner).name


def _state(*, late: bool, slow: bool) -> str:
    return "late" if late else "slow" if slow else ""


def _told(seen: Iterable[Seen]) -> Iterator[Change]:
    """What happened in the cases, as far as this person may read it."""
    for one in seen:
        for told in one.story.told:
            if disputes.may_read(told, one.held):
                event = told.event
                who = one.story.party_name(str(event.party_id or "")) or event.actor_name
                title = f"{told.step.name}: {who}, {one.case.number}"
                yield Change(event.on, title, one.case.get_absolute_url())


def _mine(area: Area, actor: Actor, on: date) -> Iterator[Mine]:
    """The organisations of this person, with whether they are bound. One query."""
    everybody = organisations.register(area, organisations.Wanted(), on)
    for organisation in everybody.filter(pk__in=actor.organisations()):
        yield Mine(
            organisation=organisation,
            roles=tuple(
                role.kind for role in actor.roles if role.organisation_id == organisation.pk
            ),
            signed=organisation.is_signatory,
            may_bind=policy.may_bind(actor, organisation),
        )


def _keeping(area: Area, on: date) -> Keeping:
    return Keeping(
        imports=tuple(organisations.imports(area)[:IMPORTS]),
        without_champion=tuple(organisations.champions_missing(area, on)),
    )


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
