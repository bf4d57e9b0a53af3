"""Mail to the people of a case: that something happened, whose turn it is, by when. Never what was
written, and nothing of the mediation room but that it began or ended.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from opencompact.apps.disputes.actions import asking
from opencompact.apps.disputes.models import CaseEvent
from opencompact.apps.disputes.policy import Hold, readers
from opencompact.apps.disputes.queries import (
    Person,
    Story,
    Told,
    Turn,
    is_mine,
    people,
    place_name,
    turns_for,
    unspoken,
)
from opencompact.base import notify
from opencompact.base.ui.dates import weekday
from opencompact.core.procedure import Holder


def tell(after: Story, event: CaseEvent, at: datetime) -> None:
    """Queue a message about `event` to everybody who may know of it, each in their own words."""
    told = next(one for one in after.told if one.event.pk == event.pk)
    everybody = people(after.case, after.on)
    silent = bool(unspoken(after.case, everybody))
    asking.take_back(after, at)
    for person in everybody:
        if _may_know(after, told, person.held):
            _queue(
                after,
                person,
                key=f"disputes.{event.step}:{event.pk}",
                subject=_happened(told),
                lines=[
                    *_lines(after, told, person.held),
                    *_help(person.held, silent=silent),
                    *(asking.offers(after, person, at) if told.led_to else ()),
                ],
                at=at,
            )


def remind(now: Story, turn: Turn, at: datetime) -> int:
    """Queue one reminder of a date to everybody it is awaited from; returns how many there were."""
    one = turn.deadline
    if one is None or turn.due is None:
        return 0
    awaited = [person for person in people(now.case, now.on) if is_mine(turn, person.held)]
    for person in awaited:
        _queue(
            now,
            person,
            key=f"disputes.remind:{now.case.pk}:{one.clock.key}:{one.anchor.on}:{turn.due}",
            subject=_when(turn.due, firm=one.clock.firm),
            lines=[
                f"You are awaited in case {now.case.number}.",
                f"{_when(turn.due, firm=one.clock.firm)}.",
            ],
            at=at,
        )
    return len(awaited)


def _queue(
    now: Story, person: Person, *, key: str, subject: str, lines: Iterable[str], at: datetime
) -> None:
    case = now.case
    name = f"{case.area.name} {case.area.term('agreement')}"
    notify.queue(
        area=case.area,
        key=key,
        to=[(person.name, person.email)],
        subject=f"{case.number}: {subject}",
        body="\n\n".join(lines),
        link=case.get_absolute_url(),
        why=f"You get this message because you have a part in case {case.number} of the {name}.",
        at=at,
    )


def _may_know(after: Story, told: Told, held: Iterable[Hold]) -> bool:
    """Whoever may read it, and whoever meets the case where it led; an ending is for all of it."""
    roles = {hold.role for hold in held}
    if not told.led_to:
        return bool(roles & told.open_to)
    there = next((one for one in after.procedure.stages if one.key == told.led_to), None)
    return there is None or bool(roles & (told.open_to | readers(after.procedure, there)))


def _happened(told: Told) -> str:
    if not told.sealed:
        return told.step.name[:1].lower() + told.step.name[1:]
    return "mediation has ended" if told.led_to else "something new in the mediation room"


def _lines(after: Story, told: Told, held: tuple[Hold, ...]) -> Iterator[str]:
    yield f"Case {after.case.number}: {_what(after, told, held)}"
    if after.at.closed:
        yield "The case has ended. Its page says how, and what follows."
        return
    yield f"It is now at: {place_name(after.procedure, after.at.stage)}."
    for turn in turns_for(after, held)[:2]:
        yield _turn(turn, held)


def _what(after: Story, told: Told, held: tuple[Hold, ...]) -> str:
    if told.sealed:
        return f"{_happened(told)}."
    return f"“{told.step.name}” was recorded. By: {_who(after, told, held)}."


def _who(after: Story, told: Told, held: tuple[Hold, ...]) -> str:
    role = after.procedure.role(told.event.role)
    if role.held_by != Holder.PARTY:
        return role.name
    own = any(hold.party == str(told.event.party_id) for hold in held)
    return "your organisation" if own else "an organisation in the case"


def _turn(turn: Turn, held: tuple[Hold, ...]) -> str:
    by = (
        f" {_when(turn.due, firm=not turn.deadline or turn.deadline.clock.firm)}."
        if turn.due
        else ""
    )
    if is_mine(turn, held):
        steps = " or ".join(step.name[:1].lower() + step.name[1:] for step in turn.steps)
        return f"It is your turn: {steps or 'see the case'}.{by}"
    return f"It is the turn of: {turn.name}.{by}"


def _when(due: date, *, firm: bool) -> str:
    return f"The last day is {weekday(due)}" if firm else f"Usually this is done by {weekday(due)}"


def _help(held: Iterable[Hold], *, silent: bool) -> Iterator[str]:
    if silent and any(hold.holder == Holder.OFFICER for hold in held):
        yield (
            "Nobody can act for one of the organisations yet. Appoint a representative, so that it"
            " hears of the case."
        )
