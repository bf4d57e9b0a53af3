"""The dates that the calendar moved, as one person of the case may see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes.models import MovedDate
from opencompact.apps.disputes.policy import Hold, owns_limit
from opencompact.apps.disputes.queries.seen import seen_clocks
from opencompact.apps.disputes.queries.story import Story
from opencompact.base.ui.dates import day
from opencompact.base.ui.spans import holiday
from opencompact.core.procedure import Clock
from opencompact.core.record import record

# More names than these say nothing to a reader.
MOST_NAMED: Final = 5
Why = Mapping[str, Sequence[Sequence[str]]]


@record
class Move:
    """One date that moved. `mine` says that this person can agree to the earlier day."""

    moved: MovedDate
    clock: Clock
    who: str
    mine: bool

    @property
    def because(self) -> str:
        """Which holidays came or went."""
        return because(self.moved.why)


def moves(story: Story, held: Iterable[Hold]) -> tuple[Move, ...]:
    """The moves of every clock that the person may see, the latest first."""
    held = tuple(held)
    seen = {(one.clock.key, one.party) for one in seen_clocks(story, held, story.clocks)}
    return tuple(
        Move(
            moved=one,
            clock=story.procedure.clock(one.clock),
            who=story.party_name(one.party),
            mine=one.waits and not story.at.closed and owns_limit(held, story.procedure, one),
        )
        for one in reversed(story.case.moves.all())
        if (one.clock, one.party) in seen
    )


def because(why: Why) -> str:
    """Name the holidays that came or went, in the language of the page."""
    came, went = why.get("came", ()), why.get("went", ())
    said = []
    if came:
        said.append(_("Now a holiday: {days}.").format(days=_named(came)))
    if went:
        said.append(_("No longer a holiday: {days}.").format(days=_named(went)))
    return " ".join(said)


def _named(days: Sequence[Sequence[str]]) -> str:
    shown = [f"{day(date.fromisoformat(on))} ({holiday(name)})" for on, name in days[:MOST_NAMED]]
    more = len(days) - MOST_NAMED
    if more > 0:
        shown.append(ngettext("{number} more", "{number} more", more).format(number=more))
    return ", ".join(shown)
