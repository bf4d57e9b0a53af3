"""A case as its story: its events folded, stage by stage, with every clock. Nothing is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from opencompact.apps.disputes.models import Case, CaseEvent, Party, Side
from opencompact.apps.disputes.policy import MEDIATION, procedure_of, readers
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.phrases import Phrase
from opencompact.core.procedure import (
    Deadline,
    Kept,
    Position,
    Procedure,
    Stage,
    Step,
    advance,
    clocks,
    deadlines,
    options,
    position,
    too_soon,
)
from opencompact.core.record import record


@record
class Told:
    """One event: the stage it was taken at, where it led (empty: nowhere) and who may read it.

    `open_to` are keys of roles.
    """

    event: CaseEvent
    step: Step
    stage: Stage
    led_to: str
    open_to: frozenset[str]

    @property
    def sealed(self) -> bool:
        """Say whether it happened in the mediation room."""
        return self.stage.room == MEDIATION


@record
class Visit:
    """A stay of the case at one stage, from `began` to `ended` (None: it is there now)."""

    stage: Stage
    began: date
    ended: date | None
    told: tuple[Told, ...]
    led_to: str


@record
class Story:
    """A case seen on the day `on`. `clocks` are all that ever ran, `running` those awaited now."""

    case: Case
    procedure: Procedure
    calendar: WorkingCalendar
    on: date
    at: Position
    visits: tuple[Visit, ...]
    clocks: tuple[Deadline, ...]
    running: tuple[Deadline, ...]
    kept: Kept = field(default_factory=dict)

    @property
    def told(self) -> tuple[Told, ...]:
        """Every event in order."""
        return tuple(told for visit in self.visits for told in visit.told)

    @property
    def stage(self) -> Stage:
        """The stage the case is at, or was at when it ended."""
        return self.procedure.stage(self.at.stage)

    @property
    def sealed(self) -> bool:
        """Say whether the case is in the mediation room now."""
        return self.stage.room == MEDIATION and not self.at.closed

    @property
    def next_due(self) -> date | None:
        """The earliest date that is awaited."""
        return min((one.due for one in self.awaited), default=None)

    @property
    def awaited(self) -> tuple[Deadline, ...]:
        """The clocks that run, but for a time that need not be used and is over."""
        return tuple(one for one in self.running if not one.clock.optional or one.due >= self.on)

    def steps_for(self, role: str, party: str) -> tuple[Step, ...]:
        """The steps that a role may take on this day, for a party if it is a side."""
        found = options(self.procedure, self.at, role, party)
        return tuple(step for step in found if not self.too_soon(step))

    def too_soon(self, step: Step) -> Phrase:
        """Why a step still waits for a time to run out; an empty phrase when it does not."""
        return too_soon(self.procedure, step, self.at, self.calendar, self.on, self.kept)

    def party(self, key: str) -> Party | None:
        """The party with this key."""
        return next((party for party in self.case.parties.all() if party.key == key), None)

    def party_name(self, key: str) -> str:
        """The name of the party with this key, empty for none."""
        return str(self.party(key) or "")


def story(case: Case, calendar: WorkingCalendar, on: date) -> Story:
    """Fold the case's events; a case that breaks its own procedure raises StepNotAllowedError."""
    procedure = procedure_of(case)
    parties = [party.key for party in case.parties.all()]
    raising = [party.key for party in case.parties.all() if party.side == Side.CLAIMANT]
    events = sorted(case.events.all(), key=lambda event: event.sequence)
    begun = position(procedure, (), parties, raising)
    places = tuple(_places(procedure, begun, events))
    at = places[-1] if places else begun
    kept = kept_days(case)
    return Story(
        case=case,
        procedure=procedure,
        calendar=calendar,
        on=on,
        at=at,
        visits=tuple(_visits(procedure, events, places, case.raised_on)),
        clocks=clocks(procedure, at, calendar, kept),
        running=deadlines(procedure, at, calendar, kept),
        kept=kept,
    )


def kept_days(case: Case) -> dict[tuple[str, str, int], date]:
    """The days that stand although the calendar gives earlier ones: nobody said yes to these."""
    found: dict[tuple[str, str, int], date] = {}
    for one in case.moves.all():
        if one.waits:
            name = (one.clock, one.party, one.place)
            found[name] = max(one.was, found.get(name, one.was))
    return found


def _places(procedure: Procedure, at: Position, events: Iterable[CaseEvent]) -> Iterator[Position]:
    for event in events:
        at = advance(procedure, at, event.fact())
        yield at


def _visits(
    procedure: Procedure,
    events: Sequence[CaseEvent],
    places: Sequence[Position],
    raised_on: date,
) -> Iterator[Visit]:
    """Cut the events where the case moves on to another stage or to an ending."""
    stage, began, stay = procedure.start, events[0].on if events else raised_on, []
    for event, after in zip(events, places, strict=True):
        stay.append(event)
        target = after.ending or (after.stage if after.stage != stage else "")
        if target:
            yield _visit(procedure, stage, began, stay, target)
            stage, began, stay = target, event.on, []
    if not places or not places[-1].closed:
        yield _visit(procedure, stage, began, stay, "")


def _visit(
    procedure: Procedure, stage_key: str, began: date, events: Sequence[CaseEvent], led_to: str
) -> Visit:
    stage = procedure.stage(stage_key)
    carried = _carried(procedure, events[-1].step) if led_to else frozenset()
    told = tuple(
        Told(
            event=event,
            step=procedure.step(event.step),
            stage=stage,
            led_to=led_to if event is events[-1] else "",
            open_to=_open_to(procedure, stage, event, led_to if event.step in carried else ""),
        )
        for event in events
    )
    return Visit(stage, began, events[-1].on if led_to else None, told, led_to)


def _carried(procedure: Procedure, step: str) -> frozenset[str]:
    """The step that ended a stay, and every step it needed: they are read where the case went."""
    found: set[str] = set()
    wanted = [step]
    while wanted:
        key = wanted.pop()
        if key not in found:
            found.add(key)
            wanted += procedure.step(key).requires
    return frozenset(found)


def _open_to(procedure: Procedure, stage: Stage, event: CaseEvent, led_to: str) -> frozenset[str]:
    """Who reads an event: that stage, whoever took it, and where it led; mediation stays inside."""
    here = readers(procedure, stage)
    if stage.room == MEDIATION:
        return here
    there = next((one for one in procedure.stages if one.key == led_to), None)
    return here | {event.role} | (readers(procedure, there) if there else frozenset())
