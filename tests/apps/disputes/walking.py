"""A case that takes a random way through its procedure, every mediation answer holding a canary."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import cases
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder, NeedKind, meeting_days

from tests.apps.disputes.town import Town, moment, pdf

START = date(2026, 3, 2)
CANARY, OPEN = "zwitscher", "ordinary"
WHO = ("elm", "hall", "chair", "officer", "panel", "mediator")


def begin(town: Town) -> Case:
    """A case with everybody in their seat."""
    case = town.raised(START)
    town.seat(case, "mediator", Holder.MEDIATOR, START)
    town.seat(case, "panel", Holder.PANEL, START)
    return case


def walk(town: Town, case: Case, draw: Any, most: int) -> int:
    """Take up to `most` steps that the procedure offers to somebody; returns how many were taken."""
    on, taken = START, 0
    for _ in range(most):
        now = queries.story(cases().get(pk=case.pk), calendar_for(town.area), on)
        offered = [
            (who, choice)
            for who in WHO
            for choice in queries.choices(now, holds(town.actor(who, on), now.case))
        ]
        if not offered:
            break
        who, choice = draw(st.sampled_from(offered))
        on += timedelta(days=draw(st.integers(0, 6)))
        if take(town, now, who, choice, on):
            taken += 1
    return taken


def take(town: Town, now: queries.Story, who: str, choice: queries.Choice, on: date) -> bool:
    """Take one step; False where only a second person may take it."""
    word = CANARY if now.sealed else OPEN
    actor = town.actor(who, on)
    try:
        actions.take(
            now.case,
            choice.step.key,
            actor=actor,
            party=now.party(choice.hold.party),
            on=on,
            at=moment(on),
            answers=answers(now, choice, word),
            files=files(now, choice, word),
            outcome=next(iter(choice.step.choices), ""),
            fixed=fixed(now, choice, on),
            version=now.case.version,
        )
    except actions.SecondPersonError:
        return False
    return True


def answers(now: queries.Story, choice: queries.Choice, word: str) -> dict[str, str]:
    asked = queries.needs_of(choice.step, now.at)
    return {need.key: f"{word} {need.key}" for need in asked if need.kind != NeedKind.FILES}


def files(now: queries.Story, choice: queries.Choice, word: str) -> dict[str, list[Any]]:
    asked = queries.needs_of(choice.step, now.at)
    return {
        need.key: [pdf(f"{word}.pdf", b"%PDF-1.7 " + word.encode())]
        for need in asked
        if need.kind == NeedKind.FILES
    }


def fixed(now: queries.Story, choice: queries.Choice, on: date) -> date | None:
    if choice.step.schedules:
        found = meeting_days(now.procedure, choice.step, now.at, now.calendar, on)
        return found.days[0] if found.days else found.earliest
    return on + timedelta(days=40) if choice.step.extends else None
