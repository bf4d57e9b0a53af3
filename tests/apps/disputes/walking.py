"""A case that takes a random way through its procedure, every mediation answer holding a canary."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import cases
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder, NeedKind, meeting_days
from tests.apps.disputes.town import Town, moment, pdf

START = date(2026, 3, 2)
CANARY, OPEN = "zwitscher", "ordinary"
WHO = ("elm", "hall", "chair", "officer", "panel", "mediator")


def begin(town: Town) -> Case:
    """A case with everybody in their seat, and somebody who advises a side."""
    case = town.raised(START)
    town.seat(case, "mediator", Holder.MEDIATOR, START)
    town.seat(case, "panel", Holder.PANEL, START)
    town.advise(case, "friend", "elm", START)
    return case


def walk(town: Town, case: Case, draw: Any, most: int, on: date = START) -> int:
    """Take up to `most` steps that the procedure offers; returns how many were taken."""
    taken = 0
    actors = {who: town.actor(who, on) for who in WHO}
    for _ in range(most):
        now = queries.story(cases().get(pk=case.pk), calendar_for(town.area), on)
        offered = [
            (who, choice)
            for who in WHO
            for choice in queries.choices(now, holds(actors[who], now.case))
        ]
        if not offered:
            break
        who, choice = draw(st.sampled_from(_likely(now, offered, draw(st.integers(0, 19)))))
        on += timedelta(days=draw(st.integers(0, 6)))
        take(now, actors[who], choice, on)
        taken += 1
    return taken


def _likely(now: queries.Story, offered: list[Any], chance: int) -> list[Any]:
    """Mostly leave out what ends a case at once, so that walks come further than a few steps."""
    ends = {ending.key for ending in now.procedure.endings}
    onward = [one for one in offered if one[1].step.to not in ends]
    return onward if onward and chance else offered


def take(now: queries.Story, actor: Actor, choice: queries.Choice, on: date) -> None:
    """Take one step as somebody who may."""
    word = CANARY if now.sealed else OPEN
    day = fixed(now, choice, on)
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
        fixed=day,
        override="No other day was possible." if day and choice.step.schedules else "",
        version=now.case.version,
    )


def answers(now: queries.Story, choice: queries.Choice, word: str) -> dict[str, str]:
    asked = queries.needs_of(choice.step, now.at)
    words = [need for need in asked if need.kind not in {NeedKind.FILES, NeedKind.SHARES}]
    return {need.key: f"{word} {need.key}" for need in words}


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
