"""What a pack can say of a staged procedure: roles, stages, steps, clocks, gates and endings."""

from datetime import date
from enum import StrEnum
from typing import Literal, Protocol, TypeVar

from opencompact.core.calendar import Span
from opencompact.core.record import record

PARTY = "party"
"""The role of everybody who stands on a side of the case."""


Room = Literal["exchange", "mediation", "panel", "desk"]
"""Where the papers of a stage lie; the mediation room is for the parties and the mediator alone."""


Side = Literal["", "raising", "answering"]
"""Whose step it is: either side's, theirs who raised the case, or theirs who answer it."""

Running = Literal["run", "pause", "restart"]
"""What the other clocks do while a case stands aside: go on, stand still, or begin anew after."""


class Follow(StrEnum):
    """What an ending calls for afterwards."""

    NOTHING = "nothing"
    AMEND = "amend"
    DISCUSS = "discuss"
    REFER = "refer"
    ACT = "act"


class Holder(StrEnum):
    """Who, among the people of a case, can hold a role of the procedure."""

    PARTY = "party"
    CHAIR = "chair"
    PANEL = "panel"
    MEDIATOR = "mediator"
    OFFICER = "officer"


@record
class Role:
    """Somebody the procedure knows. With `recuse`, nobody from a party's organisation may act."""

    key: str
    held_by: Holder
    name: str
    says: str = ""
    recuse: bool = False


@record
class Stage:
    """Where a case can stand. Only the roles of `open_to` see what is exchanged there.

    A case can turn to a stage that lies `aside` from any other and come back to where it was; what
    was done there still stands. `clocks` says what becomes meanwhile of those that ran before.
    """

    key: str
    name: str
    open_to: tuple[str, ...]
    says: str = ""
    clause: str = ""
    room: Room = "exchange"
    aside: bool = False
    clocks: Running = "run"


@record
class Ending:
    """One way for a case to be over; a `finding` is one of the pack's closed list."""

    key: str
    name: str
    says: str = ""
    clause: str = ""
    finding: bool = False
    public: bool = False
    then: Follow = Follow.NOTHING


class NeedKind(StrEnum):
    """The form field that a need is asked with."""

    TEXT = "text"
    LINE = "line"
    DATE = "date"
    FILES = "files"
    SHARES = "shares"


@record
class Need:
    """Something to be given with a step; `if_taken` makes it due only after another step."""

    key: str
    label: str
    kind: NeedKind = NeedKind.TEXT
    hint: str = ""
    optional: bool = False
    if_taken: str = ""


@record
class Window:
    """Which clocks a date to be fixed must respect: after every clock of `after`, by those of `by`.

    A clock of `after` that runs backwards from the date says how far ahead it has to lie. `who`
    are the roles that come then, the chair and the panel where nobody is named.
    """

    after: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    who: tuple[str, ...] = ()


@record
class Step:
    """One thing that somebody may do while the case stands at one of the stages `at`.

    A `joint` step takes effect when every party has taken it. `to` is a stage or an ending; a step
    with `ends_with` leads to the ending that was chosen (`choices`) in that earlier step. One that
    `names_mediator` asks for a person, who gets the seat of the mediator when it takes effect; in a
    joint one every party names the same. One that
    `returns` leads from a stage aside to where the case was before. One of a `side` is for the
    parties on it alone, and joint when all of these take it. One that `waits_for` a clock can be
    taken only when that has run out. One taken `from_outside` shows nothing of the stage to whoever
    takes it; one `by_mail` is a plain yes or no of a party, which can be given with a link.
    """

    key: str
    name: str
    by: tuple[str, ...]
    at: tuple[str, ...]
    to: str = ""
    says: str = ""
    clause: str = ""
    joint: bool = False
    repeat: bool = False
    needs: tuple[Need, ...] = ()
    requires: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    ends_with: str = ""
    returns: bool = False
    side: Side = ""
    waits_for: str = ""
    extends: str = ""
    from_outside: bool = False
    by_mail: bool = False
    names_mediator: bool = False
    schedules: Window | None = None


@record
class Clock:
    """A time limit: `span` after the latest of the steps `after`, or before a date that one fixes.

    That step is named in `before`. `firm=False` is the pack's "usually": it warns and is never a
    breach. With `optional` nothing need be done at all: unused, the time lapses without a breach.
    One that `runs_on` does so while the case stands aside, where others pause or begin anew.
    `as_written` keeps the source's words and `resolved` says openly how they are read.
    """

    key: str
    name: str
    owner: str
    span: Span
    met_by: tuple[str, ...]
    after: tuple[str, ...] = ()
    before: str = ""
    firm: bool = True
    on_receipt: bool = False
    each_party: bool = False
    optional: bool = False
    runs_on: bool = False
    as_written: str = ""
    resolved: str = ""
    clause: str = ""


@record
class Gate:
    """A condition for starting: the fact must have one of the values of `accepts`.

    A time bar has `within` instead: the fact is the day it counts from. It is lifted where the fact
    `unless` is "yes"; `lifted` says when that is so.
    """

    key: str
    fact: str
    says: str
    instead: str
    accepts: tuple[str, ...] = ()
    clause: str = ""
    within: Span | None = None
    unless: str = ""
    lifted: str = ""


@record
class Procedure:
    """A whole procedure. `withdrawal` names the step promised at every stage of `withdrawal_at`.

    `bundle_by` are the roles that may prepare the bundle of papers besides the support team.
    With `advisers_in_mediation` whoever advises a side comes into the mediation room with it;
    otherwise every side has to agree to each of them.
    """

    name: str
    clause: str
    start: str
    roles: tuple[Role, ...]
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    endings: tuple[Ending, ...]
    gates: tuple[Gate, ...] = ()
    withdrawal: str = ""
    withdrawal_at: tuple[str, ...] = ()
    min_parties: int = 2
    bundle_by: tuple[str, ...] = ()
    advisers_in_mediation: bool = False
    says: str = ""
    after_notes: tuple[str, ...] = ()

    def step(self, key: str) -> Step:
        """Return the step `key`, or raise StepNotAllowedError naming the steps there are."""
        return _found(self.steps, key, "step")

    def stage(self, key: str) -> Stage:
        """Return the stage `key`."""
        return _found(self.stages, key, "stage")

    def ending(self, key: str) -> Ending:
        """Return the ending `key`."""
        return _found(self.endings, key, "ending")

    def clock(self, key: str) -> Clock:
        """Return the clock `key`."""
        return _found(self.clocks, key, "clock")

    def role(self, key: str) -> Role:
        """Return the role `key`."""
        return _found(self.roles, key, "role")


@record
class Event:
    """A step that somebody took: `on` the day it took effect, `received` when it reached the rest.

    `party` names the side where the role is a party; `outcome` the ending chosen; `fixed` the date
    that the step sets (a meeting, or a new end of a clock that the step extends); `named` whoever
    it names as the mediator.
    """

    step: str
    on: date
    by: str
    party: str = ""
    received: date | None = None
    outcome: str = ""
    fixed: date | None = None
    named: str = ""


class StepNotAllowedError(ValueError):
    """The step cannot be taken now. `possible` lists the names of those that can."""

    def __init__(self, message: str, possible: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.possible = possible


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


K = TypeVar("K", bound=_Keyed)


def _found(items: tuple[K, ...], key: str, kind: str) -> K:
    for item in items:
        if item.key == key:
            return item
    known = ", ".join(item.key for item in items)
    raise StepNotAllowedError(f"There is no {kind} “{key}”. The {kind}s are: {known}.")
