"""A case as one person may see it: the story with what is written for others left out."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Document, StepLetter
from opencompact.apps.disputes.policy import (
    ADMITTED,
    ADVISER,
    INSIDE,
    MEDIATION,
    Hold,
    can_see_stage,
    is_admitted,
    readers,
)
from opencompact.apps.disputes.queries.choices import place_name
from opencompact.apps.disputes.queries.story import Story, Told, Visit
from opencompact.apps.disputes.queries.versions import Versions, versions_of
from opencompact.base.ui.dates import weekday
from opencompact.core.procedure import (
    Deadline,
    Holder,
    Need,
    NeedKind,
    Procedure,
    Stage,
    Step,
    pounds,
    unpacked,
)
from opencompact.core.record import record


@record
class Said:
    """An answer: the question and what was written."""

    label: str
    text: str


@record
class Entry:
    """One thing that happened: `who` did it (a side or a role) through the person `name`.

    `hidden` says that what was written is for others; `fixed` is a day that was set. `documents`
    are papers in their current version, `papers` the same with what came before.
    """

    title: str
    on: date
    who: str
    name: str
    result: str
    fixed: date | None
    said: tuple[Said, ...]
    documents: tuple[Document, ...]
    hidden: bool
    told: Told
    papers: tuple[Versions, ...] = ()
    readable: bool = False

    @property
    def letters(self) -> tuple[StepLetter, ...]:
        """The letters about it, for whoever may read it; looked up by the pages that show them."""
        found = self.told.event.case.letters.all() if self.readable else ()
        return tuple(one for one in found if one.event_id == self.told.event.pk)


@record
class Chapter:
    """A stay at one stage. In a `sealed` one nothing is told but when it began and ended."""

    stage: Stage
    began: date
    ended: date | None
    led_to: str
    sealed: bool
    entries: tuple[Entry, ...]

    @property
    def newest_first(self) -> tuple[Entry, ...]:
        return self.entries[::-1]


@record
class Mark:
    """A stage in the picture of the way: `state` is done, now or ahead."""

    stage: Stage
    state: str
    on: date | None


def chapters(story: Story, held: Iterable[Hold]) -> tuple[Chapter, ...]:
    """The story for the case page: the same for everybody where mediation is concerned."""
    roles = frozenset(hold.role for hold in held)
    return tuple(_chapter(story, visit, roles) for visit in story.visits)


def room(story: Story, held: Iterable[Hold], name: str) -> tuple[Chapter, ...]:
    """What happened in one room, for somebody who may enter it; nothing for anybody else."""
    held = tuple(held)
    roles = frozenset(hold.role for hold in held)
    return tuple(
        Chapter(
            stage=visit.stage,
            began=visit.began,
            ended=visit.ended,
            led_to=place_name(story.procedure, visit.led_to),
            sealed=False,
            entries=tuple(_entry(story, told, roles) for told in visit.told),
        )
        for visit in story.visits
        if visit.stage.room == name and can_see_stage(held, story.procedure, visit.stage)
    )


def rooms(story: Story, held: Iterable[Hold]) -> tuple[str, ...]:
    """The rooms that the case has been in and that somebody holding these roles may enter."""
    held = tuple(held)
    found = (
        visit.stage.room
        for visit in story.visits
        if can_see_stage(held, story.procedure, visit.stage)
    )
    return tuple(dict.fromkeys(found))


def since(story: Story, held: Iterable[Hold], version: int) -> tuple[Entry, ...]:
    """What happened after a page of that version was made; from outside, nothing of mediation."""
    held = tuple(held)
    roles = frozenset(hold.role for hold in held)
    return tuple(
        _entry(story, told, roles)
        for told in story.told
        if told.event.sequence > version
        and (not told.sealed or can_see_stage(held, story.procedure, told.stage))
    )


def may_read(told: Told, held: Iterable[Hold]) -> bool:
    """Say whether somebody holding these roles may read what was given with an event."""
    return any(hold.role in told.open_to for hold in held)


def fixed_day(story: Story, held: Iterable[Hold]) -> date | None:
    """The day that was last fixed for a meeting, for somebody who may read it."""
    held = tuple(held)
    days = [
        told.event.fixed
        for told in story.told
        if told.step.schedules and may_read(told, held) and not story.at.closed
    ]
    return days[-1] if days else None


def told_of(story: Story, document: Document) -> Told | None:
    """The event that a document came with."""
    return next((told for told in story.told if told.event.pk == document.event_id), None)


def seen_clocks(
    story: Story, held: Iterable[Hold], clocks: Iterable[Deadline]
) -> tuple[Deadline, ...]:
    """The clocks that somebody may see: of the mediation room only those that name no side."""
    held = tuple(held)
    return tuple(one for one in clocks if not one.party or _inside(story, held, one))


def way(story: Story) -> tuple[Mark, ...]:
    """The stages the case has been at, the one it is at, and those that may come, in pack order."""
    been = [
        Mark(visit.stage, "now" if visit.ended is None else "done", visit.began)
        for visit in story.visits
    ]
    if story.at.closed:
        return tuple(been)
    names = {mark.stage.key for mark in been}
    after = [stage.key for stage in story.procedure.stages].index(story.at.stage) + 1
    ahead = [stage for stage in story.procedure.stages[after:] if stage.key not in names]
    return (*been, *(Mark(stage, "ahead", None) for stage in ahead))


def _inside(story: Story, held: tuple[Hold, ...], one: Deadline) -> bool:
    stages = {key for step in one.clock.met_by for key in story.procedure.step(step).at}
    closed = [story.procedure.stage(key) for key in stages]
    return all(
        can_see_stage(held, story.procedure, stage) for stage in closed if stage.room == MEDIATION
    )


def _chapter(story: Story, visit: Visit, roles: frozenset[str]) -> Chapter:
    sealed = visit.stage.room == MEDIATION
    return Chapter(
        stage=visit.stage,
        began=visit.began,
        ended=visit.ended,
        led_to=place_name(story.procedure, visit.led_to),
        sealed=sealed,
        entries=() if sealed else tuple(_entry(story, told, roles) for told in visit.told),
    )


def _entry(story: Story, told: Told, roles: frozenset[str]) -> Entry:
    open_to_me = bool(roles & told.open_to)
    said = tuple(_said(story, told, roles))
    papers = versions_of(story, told)
    documents = tuple(one.current for one in papers)
    return Entry(
        title=told.step.name,
        on=told.event.on,
        who=story.party_name(str(told.event.party_id or ""))
        or story.procedure.role(told.event.role).name,
        name=told.event.actor_name,
        result=_result(story, told) if open_to_me else "",
        fixed=told.event.fixed,
        said=said if open_to_me else (),
        documents=documents if open_to_me else (),
        hidden=not open_to_me and bool(said or documents),
        told=told,
        readable=open_to_me,
        papers=papers if open_to_me else (),
    )


def in_words(need: Need, answer: str) -> str:
    """An answer as people read it: a date is stored in figures."""
    return weekday(date.fromisoformat(answer)) if need.kind == NeedKind.DATE else answer


def shares_in_words(story: Story, answer: str) -> str:
    """How a sum is split, by the names of the sides, in their order in the case."""
    shares = unpacked(answer)
    if shares is None:
        return answer
    says = _("{total} in all. {shares}.")
    order = [party.key for party in story.case.parties.all()]
    parts = sorted(shares.parts, key=lambda part: order.index(part[0]))
    each = (
        _("{name}: {amount}").format(name=story.party_name(side), amount=pounds(value))
        for side, value in parts
    )
    return says.format(total=pounds(shares.total), shares="; ".join(each))


def _said(story: Story, told: Told, roles: frozenset[str]) -> Iterator[Said]:
    if told.event.named:
        yield Said(_("Who mediates"), str(told.event.named))
    for need in told.step.needs:
        answer = told.event.answers.get(need.key)
        if not answer or need.kind == NeedKind.FILES:
            continue
        if need.kind != NeedKind.SHARES:
            yield Said(need.label, in_words(need, str(answer)))
        elif roles & _payers(story.procedure):
            yield Said(need.label, shares_in_words(story, str(answer)))
    if told.event.override:
        why = _("Why this day, although the clocks do not allow it")
        yield Said(why, told.event.override)


def _payers(procedure: Procedure) -> frozenset[str]:
    """Who knows what is paid: the sides with their advisers, and the mediator."""
    inside = {role.key for role in procedure.roles if role.held_by in INSIDE}
    return frozenset({*inside, ADMITTED})


def _result(story: Story, told: Told) -> str:
    """The ending that was chosen, or that the case came to with this."""
    ended = {ending.key for ending in story.procedure.endings}.intersection({told.led_to})
    key = told.event.outcome or next(iter(ended), "")
    return place_name(story.procedure, key) if key else ""


def entries(
    story: Story, told: Iterable[Told], held: Iterable[Hold]
) -> tuple[tuple[Told, Entry], ...]:
    """Events as one person may see them."""
    roles = frozenset(hold.role for hold in held)
    return tuple((one, _entry(story, one, roles)) for one in told)


def reader_names(story: Story, step: Step) -> tuple[str, ...]:
    """Who will read what is given with `step` if it is taken now, by the names of their roles."""
    stage = story.stage
    roles = readers(story.procedure, stage)
    there = next((one for one in story.procedure.stages if one.key == step.to), None)
    if stage.room != MEDIATION and there is not None:
        roles |= readers(story.procedure, there)
    names = role_names(story.procedure, roles)
    there_are = [one for one in story.case.advisers.all() if one.reads]
    inside = [one for one in there_are if ADVISER in roles or is_admitted(one, story.case)]
    return (*names, _("Their advisers")) if inside else names


def role_names(procedure: Procedure, roles: Iterable[str]) -> tuple[str, ...]:
    """The names of roles for a sentence about who sees something; the sides are named as such."""
    wanted = set(roles)
    return tuple(
        _("The organisations in the case") if role.held_by == Holder.PARTY else role.name
        for role in procedure.roles
        if role.key in wanted
    )


def chosen_before(story: Story, step: Step) -> Entry | None:
    """The choice that `step` carries out, to be read once more before it is."""
    made = [told for told in story.told if step.ends_with and told.step.key == step.ends_with]
    return _entry(story, made[-1], made[-1].open_to) if made else None
