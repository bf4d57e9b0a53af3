"""The dates of a case in words: which run, which were kept, which were not. Usual is never late."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, gettext_noop

from opencompact.apps.disputes.policy import Hold
from opencompact.apps.disputes.queries.seen import seen_clocks
from opencompact.apps.disputes.queries.story import Story
from opencompact.core.procedure import Clock, Deadline, Holder, Procedure, Stage
from opencompact.core.record import record

# What a clock can be: the word, which data has as it stands here, and the colour that helps it.
RUNS = (gettext_noop("Running"), "blue")
LATE = (gettext_noop("Late"), "red")
SLOW = (gettext_noop("Usual time passed"), "yellow")
KEPT = (gettext_noop("In time"), "green")
KEPT_LATE = (gettext_noop("Done late"), "orange")
KEPT_SLOWLY = (gettext_noop("Done after the usual time"), "grey")
AHEAD = (gettext_noop("Counting"), "blue")
OVER = (gettext_noop("No longer awaited"), "grey")
MISSED = (gettext_noop("Not done in time"), "red")
UNUSED = (gettext_noop("Time not used"), "grey")
STILL = (gettext_noop("Stands still"), "purple")


@record
class Timed:
    """One clock of one side: its state in a word, and when it was met."""

    deadline: Deadline
    who: str
    word: str
    colour: str

    @property
    def clock(self) -> Clock:
        return self.deadline.clock

    @property
    def said(self) -> str:
        """The word in the language of the page."""
        return gettext(self.word)

    @property
    def due(self) -> date:
        return self.deadline.due


def timetable(story: Story, held: Iterable[Hold]) -> tuple[Timed, ...]:
    """Every clock that the person may see: those that run first, then the others, by date."""
    running = set(map(_name, story.running))
    found = [
        _timed(story, one, is_running=_name(one) in running)
        for one in seen_clocks(story, held, story.clocks)
    ]
    return tuple(sorted(found, key=lambda one: (_name(one.deadline) not in running, one.due)))


def next_date(story: Story, held: Iterable[Hold]) -> Deadline | None:
    """The date that comes next, or the one that has been waiting longest."""
    found = seen_clocks(story, held, story.awaited)
    return min(found, key=lambda one: one.due, default=None)


def limits(procedure: Procedure, stage: Stage) -> tuple[Clock, ...]:
    """The clocks that something at `stage` stops."""
    return tuple(
        clock
        for clock in procedure.clocks
        if any(stage.key in procedure.step(key).at for key in clock.met_by)
    )


def _name(one: Deadline) -> tuple[str, str]:
    return one.clock.key, one.party


def _timed(story: Story, one: Deadline, *, is_running: bool) -> Timed:
    word, colour = _state(story, one, is_running=is_running)
    role = story.procedure.role(one.clock.owner)
    owner = gettext("The organisations") if role.held_by == Holder.PARTY else role.name
    return Timed(one, story.party_name(one.party) or owner, word, colour)


def _state(story: Story, one: Deadline, *, is_running: bool) -> tuple[str, str]:
    if one.met_on is not None:
        return KEPT if not one.passed(story.on) else KEPT_LATE if one.clock.firm else KEPT_SLOWLY
    if one.left_on is not None:
        return MISSED if one.breached(story.on) else UNUSED if one.clock.optional else OVER
    if one.still_since is not None and not story.at.closed:
        return STILL
    if one.clock.optional and story.on > one.due:
        return UNUSED
    if not is_running:
        return AHEAD
    return LATE if one.breached(story.on) else SLOW if one.overdue(story.on) else RUNS
