"""What one person can do in a case now, and what happens then."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.story import Story
from opencompact.apps.disputes.queries.turns import Turn, is_mine, moves, turns
from opencompact.base.ui.phrases import listed
from opencompact.core.procedure import Procedure, Step, chosen, waiting_for
from opencompact.core.record import record


@record
class Choice:
    """A step that somebody can take, as which role and for which party; `main` ones come first."""

    step: Step
    hold: Hold
    main: bool
    then: str


def choices(story: Story, held: Iterable[Hold]) -> tuple[Choice, ...]:
    """Every step open to somebody holding these roles, what the case waits for first."""
    now = turns(story)
    found = [
        Choice(step, hold, main=_is_main(story, step, hold, now), then=then(story, step, hold))
        for hold in held
        for step in story.steps_for(hold.role, hold.party)
    ]
    giving_up = story.procedure.withdrawal
    return tuple(sorted(found, key=lambda one: (not one.main, one.step.key == giving_up)))


def _is_main(story: Story, step: Step, hold: Hold, now: Iterable[Turn]) -> bool:
    """What is awaited of this person or moves the case on; without another side once it is late.

    While others are awaited nobody is led to a step that takes the case past them.
    """
    mine = [turn for turn in now if is_mine(turn, (hold,))]
    if step.key in {other.key for turn in mine for other in turn.steps}:
        return True
    around = step.to in {other.to for turn in now for other in turn.steps}
    late = any(turn.late or turn.slow for turn in now)
    return moves(story, step) and (late or (bool(mine) and not around))


def then(story: Story, step: Step, hold: Hold) -> str:
    """Say in words what follows when the step is taken."""
    follows = " ".join(_follows(story, step))
    waiting = waiting_for(step, story.at) if step.joint else ()
    others = [story.party_name(party) for party in waiting if party != hold.party]
    if not others:
        return follows
    says = ngettext(
        "It takes effect when {names} has done the same. Then: {then}",
        "It takes effect when {names} have done the same. Then: {then}",
        len(others),
    )
    return says.format(names=listed(others), then=small(follows))


def place_name(procedure: Procedure, key: str) -> str:
    """The name of a stage or an ending."""
    stages = {stage.key: stage.name for stage in procedure.stages}
    endings = {ending.key: ending.name for ending in procedure.endings}
    return stages.get(key) or endings.get(key, key)


def _follows(story: Story, step: Step) -> Iterator[str]:
    ends = {ending.key for ending in story.procedure.endings}
    target = chosen(story.at, step.ends_with) if step.ends_with else step.to
    if step.returns and story.at.aside:
        target = story.at.aside.stage
    if target in ends:
        how = small(place_name(story.procedure, target))
        yield _("The case ends: {how}.").format(how=how)
        if any(one.key == target and one.public for one in story.procedure.endings):
            yield _("The statement is published for everybody to read.")
    elif target and target != story.at.stage:
        stage = place_name(story.procedure, target)
        yield _("The case moves on to “{stage}”.").format(stage=stage)
    elif step.extends:
        limit = story.procedure.clock(step.extends).name
        yield _("The end of {limit} moves to the day you give.").format(limit=limit)
    else:
        yield _("The case stays at this stage.")


def either(steps: Iterable[Step]) -> str:
    """Write steps as things that somebody may do: "agree to mediation or decline mediation"."""
    return _(" or ").join(small(step.name) for step in steps)


def small(text: str) -> str:
    """Begin a name of the pack as it stands in the middle of a sentence."""
    return text[:1].lower() + text[1:]
