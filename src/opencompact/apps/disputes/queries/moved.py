"""The dates that the calendar moved, as one person of the case may see them."""

from collections.abc import Iterable

from opencompact.apps.disputes.models import MovedDate
from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.seen import seen_clocks
from opencompact.apps.disputes.queries.story import Story
from opencompact.core.procedure import Clock
from opencompact.core.record import record


@record
class Move:
    """One date that moved. `mine` says that this person can agree to the earlier day."""

    moved: MovedDate
    clock: Clock
    who: str
    mine: bool


def moves(story: Story, held: Iterable[Hold]) -> tuple[Move, ...]:
    """The moves of every clock that the person may see, the latest first."""
    held = tuple(held)
    seen = {(one.clock.key, one.party) for one in seen_clocks(story, held, story.clocks)}
    return tuple(
        Move(
            moved=one,
            clock=story.procedure.clock(one.clock),
            who=story.party_name(one.party),
            mine=one.waits and not story.at.closed and _owns(story, held, one),
        )
        for one in reversed(story.case.moves.all())
        if (one.clock, one.party) in seen
    )


def _owns(story: Story, held: tuple[Hold, ...], one: MovedDate) -> bool:
    owner = story.procedure.clock(one.clock).owner
    return any(hold.role == owner and one.party in {"", hold.party} for hold in held)
