"""Mail to the people of a case: that something happened, whose turn it is, by when. Never what was
written, and nothing of the mediation room but that it began or ended.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import asking, kinds
from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.models import Case, CaseEvent, Finding
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries import (
    Person,
    Story,
    Told,
    Turn,
    Why,
    because,
    either,
    is_mine,
    may_know,
    people,
    place_name,
    seen_clocks,
    small,
    turns_for,
    unspoken,
)
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.queries import roles_at
from opencompact.base import notify
from opencompact.base.ui.dates import day, weekday
from opencompact.core.procedure import Holder, Redated


def tell(after: Story, event: CaseEvent, at: datetime) -> None:
    """Queue a message about `event` to everybody who may know of it, each in their own words."""
    told = next(one for one in after.told if one.event.pk == event.pk)
    everybody = people(after.case, after.on)
    silent = bool(unspoken(after.case, everybody))
    asking.take_back(after, at)
    for person in everybody:
        if may_know(after, told, person.held):
            mine, others = _turns(after, person.held)
            steps = "+".join(step.key for turn in mine for step in turn.steps)
            asked, link = asking.by_mail(after, person, at) if told.led_to else ("", "")
            facts = {
                "happened": _happened(told),
                "what": _what(after, told, person.held),
                "standing": _standing(after),
                "your_turn": _yours(mine, asked),
                "others_turn": _theirs(others),
                "help": _help(person.held, silent=silent),
            }
            _queue(
                after,
                person,
                kind=kinds.STEP,
                key=f"disputes.{event.step}:{event.pk}",
                about=f"{after.case.pk}|{event.pk}|{steps}",
                due=min((turn.due for turn in mine if turn.due), default=None),
                facts=facts,
                link=link,
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
            kind=kinds.REMINDER,
            key=f"disputes.remind:{now.case.pk}:{one.clock.key}:{one.anchor.on}:{turn.due}",
            about=f"{now.case.pk}|{one.clock.key}|{turn.due.isoformat()}",
            due=turn.due,
            facts={"by_when": _when(turn.due, firm=one.clock.firm)},
            at=at,
        )
    return len(awaited)


def redated(now: Story, moved: Iterable[Redated], why: Why, key: str, at: datetime) -> None:
    """Queue one message about dates that the calendar moved to everybody who sees one of them."""
    found = list(moved)
    for person in people(now.case, now.on):
        seen = {one.name for one in seen_clocks(now, person.held, now.clocks)}
        mine = [one for one in found if one.deadline.name in seen]
        if mine:
            _queue(
                now,
                person,
                kind=kinds.MOVED,
                key=key,
                about=str(now.case.pk),
                due=None,
                facts={
                    "why": later(because)(why),
                    "dates": _moved(now, mine),
                    "asked": _asked(mine),
                },
                at=at,
            )


def announce(finding: Finding, on: date, at: datetime) -> None:
    """Queue the news of a published finding for everybody with a role who has no part in it."""
    area = finding.area
    told = {person.email for person in people(case_by_key(finding.case_id), on)}
    users = {role.user for role in roles_at(area, on) if role.user.is_active}
    notify.queue(
        area=area,
        key=f"disputes.published:{finding.pk}",
        to=[(user.name, user.email) for user in users if user.email not in told],
        kind=kinds.PUBLISHED,
        facts={"number": finding.number, "finding": finding.name, "day": later(day)(on)},
        link=finding.get_absolute_url(),
        at=at,
    )


def _queue(  # noqa: PLR0913 - a message about a case, with all that a message has
    now: Story,
    person: Person,
    *,
    kind: str,
    key: str,
    about: str,
    due: date | None,
    facts: dict[str, str],
    at: datetime,
    link: str = "",
) -> None:
    case = now.case
    notify.queue(
        area=case.area,
        key=key,
        to=[(person.name, person.email)],
        kind=kind,
        facts={"number": case.number, **facts},
        about=about,
        due=due,
        link=link or case.get_absolute_url(),
        why=part_in(case),
        at=at,
    )


@later
def _moved(now: Story, moved: list[Redated]) -> str:
    lines = []
    for one in moved:
        who = now.party_name(one.deadline.party)
        limit = f"{one.deadline.clock.name} ({who})" if who else one.deadline.clock.name
        says = _("{limit}: {now} in place of {was}.")
        if one.shortens:
            says = _("{limit}: {now} would do in place of {was}. {was} stands for now.")
        limit = limit[:1].upper() + limit[1:]
        lines.append(says.format(limit=limit, now=day(one.now), was=day(one.was)))
    return " ".join(lines)


@later
def _asked(moved: list[Redated]) -> str:
    if not any(one.shortens for one in moved):
        return ""
    return _(
        "Nothing is shortened without a yes: whoever has the time can agree to the earlier day on"
        " the page with the dates of the case."
    )


@later
def part_in(case: Case) -> str:
    """Why somebody of a case gets mail about it."""
    return _(
        "You get this message because you have a part in case {number} of the {area} {agreement}."
    ).format(number=case.number, area=case.area.name, agreement=case.area.term("agreement"))


@later
def _happened(told: Told) -> str:
    if not told.sealed:
        return small(told.step.name)
    return _("mediation has ended") if told.led_to else _("something new in the mediation room")


@later
def _standing(after: Story) -> str:
    if after.at.closed:
        return _("The case has ended. Its page says how, and what follows.")
    return _("It is now at: {stage}.").format(stage=place_name(after.procedure, after.at.stage))


def _turns(after: Story, held: tuple[Hold, ...]) -> tuple[list[Turn], list[Turn]]:
    """The next turns: those of this person, and those of others."""
    shown = () if after.at.closed else turns_for(after, held)[:2]
    mine = [turn for turn in shown if is_mine(turn, held)]
    return mine, [turn for turn in shown if turn not in mine]


@later
def _what(after: Story, told: Told, held: tuple[Hold, ...]) -> str:
    number = after.case.number
    if told.sealed and told.led_to:
        return _("Case {number}: mediation has ended.").format(number=number)
    if told.sealed:
        return _("Case {number}: something new in the mediation room.").format(number=number)
    return _("Case {number}: “{step}” was recorded, dated {day}. By: {who}.").format(
        number=number,
        step=told.step.name,
        day=weekday(told.event.on),
        who=_who(after, told, held),
    )


def _who(after: Story, told: Told, held: tuple[Hold, ...]) -> str:
    role = after.procedure.role(told.event.role)
    if role.held_by != Holder.PARTY:
        return role.name
    own = any(hold.party == str(told.event.party_id) for hold in held)
    return _("your organisation") if own else _("an organisation in the case")


@later
def _yours(turns: Iterable[Turn], asked: str) -> str:
    return " ".join([*(f"{_your_turn(turn)}{_by(turn)}" for turn in turns), str(asked)])


def _your_turn(turn: Turn) -> str:
    if not turn.steps:
        return _("It is your turn: see the case.")
    return _("It is your turn: {steps}.").format(steps=either(turn.steps))


@later
def _theirs(turns: Iterable[Turn]) -> str:
    says = _("It is the turn of: {who}.")
    return " ".join(f"{says.format(who=turn.name)}{_by(turn)}" for turn in turns)


def _by(turn: Turn) -> str:
    if turn.due is None:
        return ""
    return f" {_when(turn.due, firm=not turn.deadline or turn.deadline.clock.firm)}."


@later
def _when(due: date, *, firm: bool) -> str:
    says = _("The last day is {day}") if firm else _("Usually this is done by {day}")
    return says.format(day=weekday(due))


@later
def _help(held: Iterable[Hold], *, silent: bool) -> str:
    if silent and any(hold.holder == Holder.OFFICER for hold in held):
        return _(
            "Nobody can act for one of the organisations yet. Appoint a representative, so that it"
            " hears of the case."
        )
    return ""
