"""Taking a step in a case: one transaction that asks the procedure and writes what it allows."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import faults, papers, writing
from opencompact.apps.disputes.actions.faults import Given
from opencompact.apps.disputes.actions.seating import seat_for, unseat_for
from opencompact.apps.disputes.models import Case, CaseEvent, Party
from opencompact.apps.disputes.policy import Hold, can_take, holds
from opencompact.apps.disputes.queries import Story, choices, place_name, story
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.phrases import spoken
from opencompact.core.procedure import Event, Holder, Step, StepNotAllowedError, advance
from opencompact.core.procedure import take as take_step


def take(  # noqa: PLR0913 - a step: who, for whom, when, and everything that it asks for
    case: Case,
    step_key: str,
    *,
    actor: Actor,
    on: date,
    at: datetime,
    party: Party | None = None,
    answers: Mapping[str, str] | None = None,
    outcome: str = "",
    fixed: date | None = None,
    override: str = "",
    received: date | None = None,
    files: Mapping[str, Sequence[Any]] | None = None,
    mediator: User | None = None,
    version: int | None = None,
) -> CaseEvent:
    """Take a step of the case's own procedure.

    PermissionDenied when it is not for `actor`, StaleError when the case moved on since `version`,
    NotNow when the step is not possible, UnfitError or PaperError for what was given.
    """
    given = Given(
        on,
        answers or {},
        outcome,
        fixed,
        override,
        received,
        files or {},
        mediator,
        party.key if party else "",
    )
    with papers.kept_or_removed() as paths, transaction.atomic():
        held = writing.locked(case, version)
        before = story(held, calendar_for(held.area), on)
        step = _step(before, step_key)
        hold = _hold(actor, before, step, party)
        _allowed(before, step, hold, given)
        faults.check(before, step, given, timezone.localdate(at))
        event = writing.write(before, step, hold, given, actor=actor, at=at, paths=paths)
        if step.names_mediator and advance(before.procedure, before.at, event.fact()).effective[-1]:
            _seat_mediator(before, given, actor=actor, at=at)
        after = writing.settle(held, before.calendar, actor=actor, on=on)
        writing.tell(after, event, at)
    return event


def _seat_mediator(before: Story, given: Given, *, actor: Actor, at: datetime) -> None:
    """Give whoever is named the seat; one who was the mediator so far leaves it."""
    assert given.mediator is not None, "The faults ask for one."
    for place in before.case.seats.all():
        if place.holder == Holder.MEDIATOR and place.ended_on is None:
            if place.user_id == given.mediator.pk:
                return
            unseat_for(place, actor=actor, on=given.on, at=at)
    seat_for(before.case, given.mediator, Holder.MEDIATOR, actor=actor, on=given.on, at=at)


def _step(before: Story, key: str) -> Step:
    try:
        return before.procedure.step(key)
    except StepNotAllowedError as error:
        raise NotNow(
            _("There is no step “{key}” in this procedure.").format(key=key),
            [_("go back to the case")],
        ) from error


def _hold(actor: Actor, before: Story, step: Step, party: Party | None) -> Hold:
    """The role, and the side, that `actor` takes the step in."""
    if not can_take(actor, before.case, step):
        raise PermissionDenied
    mine = [hold for hold in holds(actor, before.case) if hold.role in step.by]
    fitting = [hold for hold in mine if party is None or hold.party in {"", party.key}]
    if not fitting:
        raise PermissionDenied
    return fitting[0]


def _allowed(before: Story, step: Step, hold: Hold, given: Given) -> None:
    """Ask the procedure; its refusal becomes a page that says what is possible."""
    # The days and the choice are looked at afterwards, with a message beside each question.
    on = max([given.on, *(event.on for event in before.at.events)])
    fact = Event(
        step=step.key,
        on=on,
        by=hold.role,
        party=hold.party,
        outcome=next(iter(step.choices), ""),
        fixed=max(given.fixed or on, on),
    )
    try:
        take_step(before.procedure, before.at, fact, before.calendar, before.kept)
    except StepNotAllowedError as error:
        raise refusal(before, step, (hold,)) from error


def refusal(now: Story, step: Step, held: Sequence[Hold]) -> NotNow:
    """Say why a step cannot be taken and what these people can do instead."""
    where = place_name(now.procedure, now.at.ending or now.at.stage)
    if now.at.closed:
        says = _("“{step}” is not possible now, because the case has ended: {where}.")
    elif now.at.stage in step.at:
        says = _(
            "“{step}” is not possible now, because it has been done already, or something else has"
            " to come first."
        )
    else:
        says = _("“{step}” is not possible now, because the case is at “{where}”.")
    possible = [choice.step.name for choice in choices(now, held)]
    if not now.at.closed and now.at.stage in step.at and (waits := now.too_soon(step)):
        says = _("“{step}” is not possible yet: {why}")
        return NotNow(
            says.format(step=step.name, why=spoken(waits)), possible or [_("read the case")]
        )
    return NotNow(says.format(step=step.name, where=where), possible or [_("read the case")])
