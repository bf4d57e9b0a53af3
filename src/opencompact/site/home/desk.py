"""The home of somebody with a role: what waits for them, what falls due, what has changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.agreement.queries import editions
from opencompact.apps.disputes.policy import can_answer_challenge, can_write_challenge
from opencompact.apps.disputes.queries import loose_ends, published_findings
from opencompact.apps.disputes.queries.challenges import standing, visible_challenges
from opencompact.apps.disputes.queries.log import waiting_reports
from opencompact.apps.disputes.queries.signposts import signposts_to_check
from opencompact.apps.evaluation.queries import state_of
from opencompact.apps.organisations import policy, queries
from opencompact.apps.organisations.models import ImportRun, Organisation, Role, RunState
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.base.notify.queries import failed
from opencompact.base.ui.dates import day
from opencompact.core.record import record
from opencompact.core.roles import Doubt
from opencompact.core.standing import Standing
from opencompact.site.archive.past import number_past

from . import cases, ends
from .cases import Due, Task
from .induction import is_new
from .news import SHOWN, Change, latest, publications, signings

DATES: Final = 10
IMPORTS: Final = 3


@record
class Mine:
    """An organisation of this person: as what, whether it has signed, and what they may do."""

    organisation: Organisation
    roles: tuple[str, ...]
    signed: bool
    speaks: bool
    may_bind: bool


@record
class Keeping:
    """What an officer keeps an eye on: the latest imports, and where somebody is missing."""

    imports: tuple[ImportRun, ...]
    gaps: tuple[queries.Group, ...]
    attention: tuple[tuple[str, int, str], ...]


@record
class Desk:
    """Everything on the home page of somebody with a role. `keeping` is for officers.

    `new` says that the person has begun in a role within the last month.

    `due` are all dates that run in the person's cases, `agenda` as many as a page can show.
    """

    roles: tuple[str, ...]
    tasks: tuple[Task, ...]
    due: tuple[Due, ...]
    open_cases: int
    mine: tuple[Mine, ...]
    changes: tuple[Change, ...]
    keeping: Keeping | None = None
    new: bool = False

    @property
    def agenda(self) -> tuple[Due, ...]:
        return self.due[:DATES]

    @property
    def passed(self) -> int:
        """How many dates have passed."""
        return sum(1 for one in self.due if one.state)

    @property
    def next_due(self) -> Due | None:
        """The first date that has not passed."""
        return next((one for one in self.due if not one.state), None)


def desk(area: Area, actor: Actor, on: date) -> Desk:
    """The home page of `actor` on a day."""
    seen = cases.seen_by(actor, calendar_for(area), on)
    mine = tuple(_mine(area, actor, on))
    keeping = _keeping(area, on) if policy.is_officer(actor) else None
    own = list(queries.roles_of_person(area, actor.user_id)) if actor.user_id else []
    found = [
        *cases.tasks(seen),
        *_confirmations(area, own, on),
        *_pledges(area, mine),
        *_concerns(area, actor, on),
        *_lapsed(area, actor, on),
        *_loose(area, actor, on),
        *_unfinished(keeping),
        *(_unsent(area) if keeping else ()),
        *(_signposts(area, on) if keeping else ()),
        *_challenges(area, actor, on),
        *_past(area, actor, on),
        *ends.ends(area, actor, on),
        *ends.reviews(actor, on),
    ]
    return Desk(
        roles=tuple(_roles(area, actor, mine)),
        tasks=tuple(sorted(found, key=_urgency)),
        due=cases.agenda(seen),
        open_cases=sum(1 for one in seen if not one.story.at.closed),
        mine=mine,
        changes=latest([*signings(area), *cases.news(seen), *_findings(actor)]),
        keeping=keeping,
        new=any(is_new(role.starts, on) for role in own),
    )


def _urgency(task: Task) -> tuple[bool, date]:
    return (task.due is None, task.due or date.max)


def _findings(actor: Actor) -> Iterator[Change]:
    """Findings in the cases of others; whoever sees every case reads of them there."""
    if not cases.sees_every_case(actor):
        yield from publications(published_findings().select_related("area")[:SHOWN])


def _roles(area: Area, actor: Actor, mine: Iterable[Mine]) -> Iterator[str]:
    """What this person is, in the area's words, to stand behind a name."""
    words = {**KIND_LABELS, RoleKind.OFFICER: area.term("officer")}
    yield from (_(str(words[role.kind])) for role in actor.roles if role.organisation_id is None)
    said = _("{role} of {organisation}")
    for one in mine:
        name = one.organisation.name
        yield from (said.format(role=role.lower(), organisation=name) for role in one.roles)


def _mine(area: Area, actor: Actor, on: date) -> Iterator[Mine]:
    """The organisations of this person, with whether they are bound. One query."""
    everybody = queries.register(area, queries.Wanted(), on)
    found: Iterable[Any] = everybody.filter(pk__in=actor.organisations())
    for organisation in found:
        kinds = [role.kind for role in actor.roles if role.organisation_id == organisation.pk]
        yield Mine(
            organisation=organisation,
            roles=tuple(_(str(KIND_LABELS[RoleKind(kind)])) for kind in kinds),
            signed=organisation.is_signatory,
            speaks=policy.speaks_for(actor, organisation),
            may_bind=policy.may_bind(actor, organisation),
        )


def _confirmations(area: Area, own: Sequence[Role], on: date) -> Iterator[Task]:
    """The roles of which this person should say that they still hold them."""
    asked = {Doubt.UNCONFIRMED, Doubt.LEFT}
    held = [role for role in own if role.starts <= on and (role.ends is None or role.ends > on)]
    for one in queries.doubtful(area, on, held, own):
        if asked.intersection(one.doubts):
            yield Task(
                title=_("Confirm that you still hold a role"),
                about=_named(one.role),
                href=reverse("organisations:role", args=[area.slug, one.role.pk]),
            )


def _named(role: Role) -> str:
    label = _(str(KIND_LABELS[RoleKind(role.kind)]))
    return f"{label}, {role.organisation.name}" if role.organisation else label


def _pledges(area: Area, mine: Iterable[Mine]) -> Iterator[Task]:
    """The pledges that this person could make."""
    for one in mine:
        if one.may_bind and not one.signed:
            yield Task(
                title=_("Sign the {agreement} for {organisation}").format(
                    agreement=area.term("agreement"), organisation=one.organisation.name
                ),
                about=_("You may sign for it at any time. Nobody has to."),
                href=reverse("organisations:sign", args=[area.slug, one.organisation.slug]),
            )


def _keeping(area: Area, on: date) -> Keeping:
    return Keeping(
        imports=tuple(queries.imports(area)[:IMPORTS]),
        gaps=queries.gaps(area, on),
        attention=tuple(_attention(area, on)),
    )


def _attention(area: Area, on: date) -> Iterator[tuple[str, int, str]]:
    """Commitments that call for attention: in words, how many, and the page with them."""
    state = state_of(area, on)
    if state is None:
        return
    known = [one for key, one in state.accounts.items() if key in state.measured]
    for said, asked, number in (
        (_("Broken"), "broken", sum(one.standing is Standing.BROKEN for one in known)),
        (_("At risk"), "at+risk", sum(one.standing is Standing.AT_RISK for one in known)),
        (_("Broken again and again"), "hot", sum(one.hot for one in known)),
        (_("Nothing recorded for long"), "quiet", sum(one.quiet for one in known)),
    ):
        if number:
            yield said, number, f"{reverse('evaluation:kept', args=[area.slug])}?state={asked}"


def _concerns(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """Reports in the log that nobody has looked at, for those who keep them."""
    waiting = waiting_reports(area, actor, on)
    if waiting:
        said = ngettext("Look at a report", "Look at {number} reports", len(waiting))
        oldest = _("In the log of concerns. The oldest came on {day}.")
        yield Task(
            title=said.format(number=len(waiting)),
            about=oldest.format(day=day(waiting[0])),
            href=f"{reverse('disputes:log', args=[area.slug])}?state=new",
        )


def _lapsed(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """Departures that have run out, for officers and for whoever has a role in the body."""
    for one in queries.lapsed(area, on):
        if policy.can_settle_departure(actor, one):
            yield Task(
                title=_("A departure has run out: {matter}").format(matter=one.title),
                about=_("{body}, until {day}. Say what follows.").format(
                    body=one.body.name, day=day(one.expires)
                ),
                href=one.get_absolute_url(),
            )


def _unsent(area: Area) -> Iterator[Task]:
    """Mail that could not be sent, until an officer lets it go again."""
    count = failed(area)
    if count:
        said = ngettext("A message could not be sent", "{number} messages could not be sent", count)
        yield Task(
            title=said.format(number=count),
            about=_("See why, and try again when the address or the mail server is right."),
            href=f"{reverse('mail:outbox', args=[area.slug])}?state=failed",
        )


def _past(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """What has been kept as long as the area keeps it, for those who may have it removed."""
    if count := number_past(area, actor, on):
        said = ngettext(
            "A case, report or challenge is past the time it is kept",
            "{number} cases, reports and challenges are past the time they are kept",
            count,
        )
        yield Task(
            title=said.format(number=count),
            about=_("It takes two people to remove anything."),
            href=reverse("site:shelf", args=[area.slug]),
        )


def _signposts(area: Area, on: date) -> Iterator[Task]:
    """Signposts that are not shown any more, until somebody has checked them."""
    for one in signposts_to_check(on):
        yield Task(
            title=_("Check a signpost"),
            about=one.name,
            href=reverse("disputes:edit_signpost", args=[area.slug, one.pk]),
        )


def _challenges(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """Letters that wait for an answer of one's own, and those that have none past the usual day."""
    found = visible_challenges(actor) if actor.organisations() else []
    if not found:
        return
    calendar, known = calendar_for(area), list(editions(area))
    for one in found:
        now = standing(one, calendar, on, known)
        if not now.waits or now.reply is None:
            continue
        if can_answer_challenge(actor, one):
            yield Task(
                title=_("Answer a letter"),
                about=one.subject,
                href=one.get_absolute_url(),
                due=now.reply.due,
                state="slow" if now.slow else "",
                firm=False,
            )
        elif now.slow and can_write_challenge(actor, one):
            yield Task(_("No answer to a letter yet"), one.subject, one.get_absolute_url())


def _loose(area: Area, actor: Actor, on: date) -> Iterator[Task]:
    """What is still to be done in cases that have ended, for whoever keeps them."""
    for one in loose_ends(actor, on):
        href = reverse("disputes:after", args=[area.slug, one.case.number])
        about = f"{one.case.number}: {one.case.subject}"
        if one.late:
            said = ngettext(
                "Something agreed at the end of a case is overdue",
                "{number} things agreed at the end of a case are overdue",
                one.late,
            )
            yield Task(said.format(number=one.late), about, href)
        if one.referred:
            yield Task(_("Ask what came of a referral"), about, href, due=one.referred.remind_on)


def _unfinished(keeping: Keeping | None) -> Iterator[Task]:
    """Imports that stand still until an officer does something."""
    titles = {
        RunState.FAILED.value: _("Let an import go on that stopped"),
        RunState.DRAFT.value: _("Start an import, or leave it"),
    }
    for run in keeping.imports if keeping else ():
        if run.state in titles:
            yield Task(titles[run.state], run.file_name, run.get_absolute_url())
