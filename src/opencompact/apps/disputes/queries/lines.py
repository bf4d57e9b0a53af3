"""Turns in words: who is awaited, for what, by when, and how much time is left."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.choices import either
from opencompact.apps.disputes.queries.story import Story
from opencompact.apps.disputes.queries.turns import Turn, is_mine
from opencompact.base.ui.phrases import listed
from opencompact.core.procedure import Holder
from opencompact.core.record import record


@record
class Line:
    """One turn as a person reads it. `name` is the clock's, `left` says how far off the date is."""

    who: str
    what: str
    name: str
    due: date | None
    left: str
    clock: str
    firm: bool
    late: bool
    slow: bool
    optional: bool
    mine: bool


def lines(story: Story, awaited: Iterable[Turn], held: Iterable[Hold]) -> tuple[Line, ...]:
    """The turns in words for somebody holding these roles, their own before those of others."""
    held = tuple(held)
    found = [_line(story, turn, held) for turn in awaited]
    return tuple(sorted(found, key=lambda line: not line.mine))


def left(story: Story, due: date) -> str:
    """How far off a date is: "today", "6 working days left", "2 working days ago"."""
    if due == story.on:
        return _("today is the last day")
    if due > story.on:
        days = story.calendar.count(story.on, due)
        says = ngettext("{number} working day left", "{number} working days left", days)
    else:
        days = story.calendar.count(due, story.on)
        says = ngettext("{number} working day ago", "{number} working days ago", days)
    return says.format(number=days)


def _line(story: Story, turn: Turn, held: tuple[Hold, ...]) -> Line:
    return Line(
        who=_who(story, turn, held),
        what=either(turn.steps),
        name=turn.deadline.clock.name if turn.deadline else "",
        due=turn.due,
        left=left(story, turn.due) if turn.due else "",
        clock=turn.deadline.clock.key if turn.deadline else "",
        firm=turn.deadline is None or turn.deadline.clock.firm,
        late=turn.late,
        slow=turn.slow,
        optional=turn.optional,
        mine=is_mine(turn, held),
    )


def _who(story: Story, turn: Turn, held: tuple[Hold, ...]) -> str:
    if turn.parties:
        mine = {hold.party for hold in held}
        return listed([_named(story.party_name(key), own=key in mine) for key in turn.parties])
    own = any(hold.role == turn.role for hold in held if hold.holder != Holder.PARTY)
    return _named(turn.name, own=own)


def _named(name: str, *, own: bool) -> str:
    return _("{name} (you)").format(name=name) if own else str(name)
