"""What is wrong with what somebody gave for a step, question by question, before it is recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.papers import MOST
from opencompact.apps.disputes.actions.seating import why_not
from opencompact.apps.disputes.policy import can_be_seated
from opencompact.apps.disputes.queries import Story, needs_of
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.ui.dates import day
from opencompact.base.ui.phrases import spoken
from opencompact.core.procedure import (
    Holder,
    MeetingDays,
    Need,
    NeedKind,
    Step,
    meeting_days,
    unpacked,
)
from opencompact.core.procedure.shares import fault
from opencompact.core.record import record

LONGEST = {
    NeedKind.TEXT: 10_000,
    NeedKind.LINE: 200,
    NeedKind.DATE: 10,
    NeedKind.FILES: 0,
    NeedKind.SHARES: 10_000,
}


@record
class Given:
    """What comes with a step: the day it takes effect, the answers by key of the need, and so on.

    `fixed` is a day that the step sets, `override` why it is one that the clocks do not allow;
    `received` the day it reached the others, where that is not the day it was recorded; `mediator`
    whom a step names that names one; `party` the key of the side that takes it.
    """

    on: date
    answers: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    fixed: date | None = None
    override: str = ""
    received: date | None = None
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    mediator: User | None = None
    party: str = ""


class UnfitError(ValueError):
    """Something given cannot stay as it is. `faults` has a message for each question, by name.

    The names are `on`, `outcome`, `fixed`, `override` and the keys of needs.
    """

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {says}" for name, says in faults.items()))
        self.faults = dict(faults)


def check(story: Story, step: Step, given: Given, today: date) -> None:
    """Raise UnfitError with everything that has to be mended."""
    found = {
        **dict(_day(story, given, today)),
        **dict(_answers(needs_of(step, story.at), given)),
        **dict(_shares(story, step, given)),
        **dict(_mediator(story, step, given, today)),
        **dict(_outcome(step, given)),
        **dict(_fixed(story, step, given)),
    }
    if found:
        raise UnfitError(found)


def fits(found: MeetingDays, fixed: date, story: Story) -> bool:
    """Say whether a day satisfies every clock, also one later than those that are offered."""
    in_time = found.latest is None or fixed <= found.latest
    return found.earliest <= fixed and in_time and story.calendar.is_working(fixed)


def _day(story: Story, given: Given, today: date) -> Iterator[tuple[str, str]]:
    last = story.at.events[-1].on if story.at.events else None
    if given.on > today:
        yield "on", _("The day it takes effect must be today or in the past")
    elif last and given.on < last:
        yield (
            "on",
            _("The day it takes effect must be {day}, the day of the last step, or later").format(
                day=day(last)
            ),
        )


def _answers(needs: Sequence[Need], given: Given) -> Iterator[tuple[str, str]]:
    for need in needs:
        if need.kind == NeedKind.FILES:
            yield from _files(need, given.files.get(need.key, ()))
        elif says := _text(need, given.answers.get(need.key, "").strip()):
            yield need.key, says
    for key in {*given.answers, *given.files} - {need.key for need in needs}:
        yield key, _("This is not asked for here")


def _text(need: Need, text: str) -> str:
    if not text:
        if need.optional:
            return ""
        return _("Enter an answer to “{label}”").format(label=need.label)
    most = LONGEST[need.kind]
    if len(text) > most:
        return _("“{label}” must be {most} characters or fewer").format(label=need.label, most=most)
    if need.kind == NeedKind.DATE and not _is_day(text):
        return _("“{label}” must be a real date, written as YYYY-MM-DD").format(label=need.label)
    return ""


def _shares(story: Story, step: Step, given: Given) -> Iterator[tuple[str, str]]:
    """Shares add up; in a joint step every side gives the same."""
    sides = [party.key for party in story.case.parties.all()]
    for need in needs_of(step, story.at):
        text = given.answers.get(need.key, "").strip()
        if need.kind is not NeedKind.SHARES or not text:
            continue
        if problem := fault(text, sides):
            yield need.key, f"{need.label}: {spoken(problem)}"
        elif step.joint and (name := _other_shares(story, step, given, need.key)):
            says = _("{name} gave other amounts. Every side has to give the same")
            yield need.key, says.format(name=name)


def _other_shares(story: Story, step: Step, given: Given, key: str) -> str:
    """The side that gave another split in this stay, if there is one; empty for none."""
    own = unpacked(given.answers[key].strip())
    for told in story.visits[-1].told:
        said = unpacked(str(told.event.answers.get(key, "")))
        other = told.event.party_id and str(told.event.party_id) != given.party
        if told.step == step and other and said and own:
            same = said.total == own.total and dict(said.parts) == dict(own.parts)
            if not same:
                return story.party_name(str(told.event.party_id))
    return ""


def _mediator(story: Story, step: Step, given: Given, today: date) -> Iterator[tuple[str, str]]:
    if not step.names_mediator:
        return
    if given.mediator is None:
        yield "mediator", _("Select who mediates")
        return
    candidate = actor_for(given.mediator, story.case.area, today)
    if not can_be_seated(candidate, story.case, Holder.MEDIATOR):
        yield "mediator", why_not(Holder.MEDIATOR)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _files(need: Need, files: Sequence[Any]) -> Iterator[tuple[str, str]]:
    if not files and not need.optional:
        yield need.key, _("Select a file for “{label}”").format(label=need.label)
    if len(files) > MOST:
        yield need.key, _("Select at most {most} files at a time").format(most=MOST)


def _outcome(step: Step, given: Given) -> Iterator[tuple[str, str]]:
    if step.choices and given.outcome not in step.choices:
        yield "outcome", _("Select one of the findings") if given.outcome else _("Select a finding")


def _fixed(story: Story, step: Step, given: Given) -> Iterator[tuple[str, str]]:
    if not (step.schedules or step.extends):
        return
    if given.fixed is None:
        yield "fixed", _("Select a day")
    elif given.fixed <= given.on:
        says = _("The day must be after {day}, the day on which you fix it")
        yield "fixed", says.format(day=day(given.on))
    elif step.schedules and not given.override.strip():
        found = meeting_days(
            story.procedure, step, story.at, story.calendar, given.on, kept=story.kept
        )
        if not fits(found, given.fixed, story):
            yield "override", _("Say why this day, although it does not satisfy every date limit")
