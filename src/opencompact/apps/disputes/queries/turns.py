"""Whose turn it is in a case, for what and by when: from the clocks, else from the steps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.policy import Hold, can_see_stage
from opencompact.apps.disputes.queries.story import Story
from opencompact.core.procedure import Deadline, Holder, Role, Step, waiting_for
from opencompact.core.record import record


@record
class Turn:
    """Somebody awaited. `parties` are the sides still awaited, empty for another role.

    `due` is None where the procedure sets no time; `late` is past a firm date, `slow` past a usual
    one.
    """

    role: str
    name: str
    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    deadline: Deadline | None
    due: date | None
    late: bool = False
    slow: bool = False

    @property
    def optional(self) -> bool:
        """Say whether it is a time that somebody may use and need not."""
        return self.deadline is not None and self.deadline.clock.optional


def turns(story: Story) -> tuple[Turn, ...]:
    """Everybody awaited now, the earliest date first; for eyes that may see this stage."""
    if story.at.closed:
        return ()
    timed = sorted(_timed(story), key=lambda turn: turn.optional)
    return tuple(timed) if any(not turn.optional for turn in timed) else (*_untimed(story), *timed)


def turns_for(story: Story, held: Iterable[Hold]) -> tuple[Turn, ...]:
    """The same for one person: from outside, the mediation room shows no more than its date."""
    if not story.sealed or can_see_stage(held, story.procedure, story.stage):
        return turns(story)
    due = story.next_due
    return (
        Turn(
            role="",
            name=cast("str", _("The organisations, with the mediator")),
            parties=(),
            steps=(),
            deadline=None,
            due=due,
            late=any(one.due == due and one.breached(story.on) for one in story.running),
        ),
    )


def is_mine(turn: Turn, held: Iterable[Hold]) -> bool:
    """Say whether somebody holding these roles is awaited."""
    return any(
        hold.role == turn.role and (not hold.party or hold.party in turn.parties) for hold in held
    )


def open_steps(story: Story) -> tuple[Step, ...]:
    """Every step that somebody of the case may take now, in the pack's order."""
    found = {
        step.key
        for role in story.procedure.roles
        for party in (story.at.parties if role.held_by == Holder.PARTY else ("",))
        for step in story.steps_for(role.key, party)
    }
    return tuple(step for step in story.procedure.steps if step.key in found)


def moves(story: Story, step: Step) -> bool:
    """Say whether a step takes the case on (giving up does not count)."""
    onward = bool(step.ends_with) or step.returns or step.to not in {"", story.at.stage}
    return onward and step.key != story.procedure.withdrawal


def _timed(story: Story) -> Iterator[Turn]:
    ready = {step.key: step for step in open_steps(story)}
    seen: set[str] = set()
    for one in story.awaited:
        if one.clock.key not in seen:
            seen.add(one.clock.key)
            steps = tuple(ready[key] for key in one.clock.met_by if key in ready)
            yield _turn(story, story.procedure.role(one.clock.owner), steps, one)


def _untimed(story: Story) -> Iterator[Turn]:
    ready = [step for step in open_steps(story) if not step.from_outside]
    needed = {key for step in _locked(story, ready) for key in step.requires}
    onward = [step for step in ready if moves(story, step)]
    wanted = (
        [step for step in ready if step.key in needed]
        or [step for step in onward if not step.joint]
        or onward
    )
    for role in story.procedure.roles:
        steps = tuple(step for step in wanted if role.key in step.by)
        if steps:
            yield _turn(story, role, steps, None)


def _locked(story: Story, ready: Iterable[Step]) -> list[Step]:
    """The steps of this stage that wait for another one of it."""
    keys = {step.key for step in ready}
    return [
        step
        for step in story.procedure.steps
        if story.at.stage in step.at and step.key not in keys and not step.from_outside
    ]


def _turn(story: Story, role: Role, steps: tuple[Step, ...], one: Deadline | None) -> Turn:
    return Turn(
        role=role.key,
        name=role.name,
        parties=_awaited(story, role, steps, one),
        steps=steps,
        deadline=one,
        due=one.due if one else None,
        late=one is not None and one.breached(story.on),
        slow=one is not None and one.overdue(story.on) and not one.clock.firm,
    )


def _awaited(
    story: Story, role: Role, steps: tuple[Step, ...], one: Deadline | None
) -> tuple[str, ...]:
    """The sides still awaited: those whose own clock runs, or who have not done their part."""
    if role.held_by != Holder.PARTY:
        return ()
    if one and one.clock.each_party:
        return tuple(other.party for other in story.running if other.clock.key == one.clock.key)
    left = {party for step in steps if step.joint for party in waiting_for(step, story.at)}
    return tuple(party for party in story.at.parties if not left or party in left)
