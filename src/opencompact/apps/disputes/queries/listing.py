"""The list of somebody's cases: where each stands, whose turn it is, what falls due."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import Case
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import visible_cases
from opencompact.apps.disputes.queries.choices import place_name
from opencompact.apps.disputes.queries.lines import Line, lines
from opencompact.apps.disputes.queries.story import Story, story
from opencompact.apps.disputes.queries.turns import is_mine, turns_for
from opencompact.base.areas.actor import Actor
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.record import record


@record
class Row:
    """One case in a list. `stands` is its stage, or its ending once it is closed."""

    case: Case
    stands: str
    stage: str
    turns: tuple[Line, ...]
    mine: bool
    due: date | None
    late: bool
    slow: bool
    closed_on: date | None

    @property
    def parties(self) -> str:
        return _(" and ").join(str(party) for party in self.case.parties.all())

    @property
    def waiting_for(self) -> str:
        """Who is awaited, in words, each once."""
        return "; ".join(dict.fromkeys(line.who for line in self.turns[:2]))


@record
class Filter:
    """What the reader wants of the list; empty means everything."""

    text: str = ""
    state: str = ""
    stage: str = ""
    turn: str = ""


def rows(actor: Actor, calendar: WorkingCalendar, on: date) -> list[Row]:
    """Every case of the actor: open ones by what falls due first, then closed ones."""
    found = [row(story(case, calendar, on), actor) for case in visible_cases(actor)]
    return sorted(found, key=_order)


def row(one: Story, actor: Actor) -> Row:
    """The line of one case for one person."""
    held = holds(actor, one.case)
    awaited = turns_for(one, held)
    return Row(
        case=one.case,
        stands=place_name(one.procedure, one.at.ending or one.at.stage),
        stage="" if one.at.closed else one.at.stage,
        turns=lines(one, awaited, held),
        mine=any(is_mine(turn, held) for turn in awaited),
        due=one.next_due,
        late=any(turn.late for turn in awaited),
        slow=any(turn.slow for turn in awaited),
        closed_on=one.at.since if one.at.closed else None,
    )


def chosen_rows(found: Iterable[Row], wanted: Filter) -> list[Row]:
    """The rows that fit every filter."""
    return [one for one in found if _fits(one, wanted)]


def _fits(one: Row, wanted: Filter) -> bool:
    words = wanted.text.casefold().split()
    text = f"{one.case.number} {one.case.subject} {one.parties}".casefold()
    return (
        all(word in text for word in words)
        and wanted.state in {"", "closed" if one.closed_on else "open"}
        and wanted.stage in {"", one.stage}
        and (not wanted.turn or one.mine)
    )


def _order(one: Row) -> tuple[bool, float, str]:
    """Open before closed; then by date, those without one last; then the newest first."""
    if one.closed_on:
        return (True, -one.closed_on.toordinal(), one.case.number)
    return (False, one.due.toordinal() if one.due else float("inf"), one.case.number)
