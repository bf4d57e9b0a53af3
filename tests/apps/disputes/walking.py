"""A case that takes a random way through its procedure, and what is done beside its steps.

Everything of the mediation room holds a canary, and so does every note and paper of a workroom.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Case, CaseEvent, RoomPaper
from opencompact.apps.disputes.policy import DESK, MEDIATION, PANEL, holds
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder, NeedKind, meeting_days
from tests.apps.disputes.town import Town, moment, pdf

START = date(2026, 3, 2)
CANARY, OPEN = "zwitscher", "ordinary"
# What a side carries over is its own to show: it holds a word of its own, and no canary.
CARRIED = "mitgebracht"
WORKROOM = {PANEL: "geheimrat", DESK: "schreibtisch"}
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
        now = queries.story(case_by_key(case.pk), calendar_for(town.area), on)
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


def beside(town: Town, case: Case, draw: Any, on: date, most: int = 3) -> None:
    """What people do that is no step: papers and notes in rooms, consent, new versions."""
    for _ in range(draw(st.integers(0, most))):
        now = queries.story(case_by_key(case.pk), calendar_for(town.area), on)
        draw(st.sampled_from([_into_mediation, _say, _carry, _renew, _work]))(town, now, draw, on)


def _into_mediation(town: Town, now: queries.Story, draw: Any, on: date) -> None:
    """A paper of a side, or of the mediator, for some or for all."""
    if not now.sealed:
        return
    who = draw(st.sampled_from(["elm", "hall", "mediator"]))
    party = town.party(now.case, who) if who != "mediator" else None
    word = draw(st.sampled_from([CANARY, CARRIED])) if party else CANARY
    sides = tuple(one for one in now.case.parties.all() if not party and draw(st.booleans()))
    actions.put_in_room(
        now.case, MEDIATION, [pdf(f"{word}-room.pdf", b"%PDF-1.7 " + word.encode())],
        whom=actions.ForWhom(draw(st.booleans()), sides), party=party,
        actor=town.actor(who, on), on=on, at=moment(on),
    )  # fmt: skip


def _papers(now: queries.Story) -> list[RoomPaper]:
    return list(queries.papers_in(now.case, MEDIATION))


def _say(town: Town, now: queries.Story, draw: Any, on: date) -> None:
    """The mediator asks, or a side answers."""
    waiting = [one for one in _papers(now) if not one.shown.shown]
    if not now.sealed or not waiting:
        return
    paper, by = draw(st.sampled_from(waiting)), {"on": on, "at": moment(on)}
    if draw(st.booleans()):
        mediator = town.actor("mediator", on)
        actions.ask_release(paper, f"{CANARY} asks", actor=mediator, **by)
    elif paper.given.needed:
        party = now.party(draw(st.sampled_from(paper.given.needed)))
        who = town.actor(party.organisation.slug, on)
        actions.answer_release(paper, party, yes=draw(st.booleans()), actor=who, **by)


def _carry(town: Town, now: queries.Story, draw: Any, on: date) -> None:
    """A side carries over a paper of its own, where it may; only one that it may show."""
    for paper in _papers(now):
        party = now.party(str(paper.party_id or ""))
        free = party and CARRIED in paper.name and not queries.carried(paper)
        if free and queries.own_exchange(now, party):
            who = town.actor(party.organisation.slug, on)
            actions.carry_over(paper, actor=who, on=on, at=moment(on))
            return


def _renew(town: Town, now: queries.Story, draw: Any, on: date) -> None:
    """A side gives a new version of a paper."""
    papers = [
        (told, one.current)
        for told in now.told
        if queries.takes_papers(now, told) and told.event.party_id
        for one in queries.versions_of(now, told)
    ]
    if papers:
        told, paper = draw(st.sampled_from(papers))
        word = CANARY if told.sealed else OPEN
        who = town.actor(told.event.party.organisation.slug, on)
        file = pdf(f"{word}-new.pdf", b"%PDF-1.7 " + word.encode())
        actions.renew_paper(paper, file, f"{word} reason", actor=who, on=on, at=moment(on))


def _work(town: Town, now: queries.Story, draw: Any, on: date) -> None:
    """A note and a paper in the panel room or on the officers' desk."""
    room = draw(st.sampled_from([PANEL, DESK]))
    if now.at.closed and room == PANEL:
        return
    word = WORKROOM[room]
    who = town.actor({PANEL: "chair", DESK: "officer"}[room], on)
    actions.write_note(now.case, room, f"{word} note", actor=who, on=on, at=moment(on))
    file = pdf(f"{word}.pdf", b"%PDF-1.7 " + word.encode())
    actions.put_in_room(now.case, room, [file], actor=who, on=on, at=moment(on))


def latest(case: Case) -> date:
    """The day of the last event."""
    return max(CaseEvent.objects.filter(case=case).values_list("on", flat=True))
