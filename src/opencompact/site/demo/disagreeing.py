"""Plays the disagreements of the demo, each step by the person who would take it."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial
from typing import Final

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.agreement.queries import commitments
from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, Party
from opencompact.core.procedure import Holder

from .cast import people
from .reading import paper
from .scene import Happening, Scene
from .scripts import Line, Script, scripts

# The steps before this one are told when the case is raised.
RAISING: Final = "submit"
SEATED_WITH: Final = {"start-appeal": Holder.PANEL, "agree-mediator": Holder.MEDIATOR}


def happenings(scene: Scene) -> list[Happening]:
    """Every step of every disagreement."""
    cited = {one.key: one for one in commitments(scene.edition)}
    return [
        happening
        for number, script in enumerate(scripts())
        for happening in Play(scene, script, cited).happenings(number)
    ]


class Play:
    """One disagreement on its way: the case is there once it has been raised."""

    case: Case

    def __init__(self, scene: Scene, script: Script, cited: dict[str, Commitment]) -> None:
        self.scene, self.script, self.cited = scene, script, cited

    def happenings(self, number: int) -> Iterator[Happening]:
        """Each step at its moment; the cases of a day keep their own hours."""
        keys = [line.step for line in self.script.lines]
        begin = keys.index(RAISING)
        for place, line in enumerate(self.script.lines[begin:], start=begin):
            minutes = number * 23 % 300 + place * 11
            act = self._raise if line.step == RAISING else self._take
            yield Happening(self.scene.working_day(line.on, minutes), partial(act, line))

    def _raise(self, line: Line, at: datetime) -> None:
        scene, script = self.scene, self.script
        before = [one for one in script.lines if one.on <= line.on and one != line]
        raising = actions.Raising(
            organisation=scene.organisations[script.raised_by],
            others=[scene.organisations[script.against]],
            commitments=[self.cited[key] for key in script.cites],
            subject=script.subject,
            facts={"subject": "agreement", "tried": "yes"},
            dates={one.step: scene.working_day(one.on).date() for one in before},
            answers=script.answers,
        )
        self.case = actions.raise_case(
            scene.area, raising, actor=scene.actor(line.by), on=at.date(), at=at
        )
        scene.cases[script.key] = self.case
        if script.chair:
            self._seat(script.chair, Holder.CHAIR, at)

    def _take(self, line: Line, at: datetime) -> None:
        scene = self.scene
        if line.step in SEATED_WITH:
            self._seat_with(SEATED_WITH[line.step], at)
        actions.take(
            self.case,
            line.step,
            actor=scene.actor(line.by),
            on=at.date(),
            at=at,
            party=self._party(line.by),
            answers=line.answers,
            outcome=line.outcome,
            fixed=scene.working_day(line.fixed).date() if line.fixed else None,
            override=line.why,
            files={"papers": [paper(name) for name in line.papers]} if line.papers else None,
        )

    def _party(self, person: str) -> Party | None:
        organisation = self.scene.organisations.get(_speaks_for(person))
        return self.case.parties.filter(organisation=organisation).first() if organisation else None

    def _seat_with(self, holder: Holder, at: datetime) -> None:
        """Those who sit from this step on take their seats, once."""
        who = self.script.panel if holder == Holder.PANEL else (self.script.mediator,)
        if not self.case.seats.filter(holder=holder).exists():
            for person in who:
                self._seat(person, holder, at)

    def _seat(self, person: str, holder: Holder, at: datetime) -> None:
        scene = self.scene
        user = scene.users[person]
        actions.seat(self.case, user, holder, actor=scene.officer, on=at.date(), at=at)


@cache
def _speaks_for(person: str) -> str:
    return next(one.organisation for one in people() if one.key == person)
