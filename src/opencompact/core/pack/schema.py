"""What a pack may say: the agreement's text, whom it binds, its rules and its procedure."""

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from opencompact.core.calendar import Span
from opencompact.core.keeping import Keeping
from opencompact.core.procedure import Procedure
from opencompact.core.record import record
from opencompact.core.rules import Rule
from opencompact.core.standing import Watch

Language = Literal["en", "cy"]
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
RegisterSector = Literal[
    "public", "vcs", "social-enterprise", "faith", "private", "funder", "other"
]
Doing = Literal["funds", "is-funded", "involves-volunteers"]
KnownRule = Annotated[Rule, Field(discriminator="kind")]


@record
class EditionInfo:
    """The edition of the agreement that the pack holds."""

    date: date
    label: str


@record
class Source:
    """The document the pack paraphrases."""

    title: str
    publisher: str
    note: str = ""


@record
class Sector:
    """A group of organisations that a commitment can bind, perhaps part of a wider one.

    `holds` are the sectors of the register that belong to it, where its key is none of them;
    with `does` only those that do one of these.
    """

    key: str
    name: str
    short: str
    part_of: str = ""
    holds: tuple[RegisterSector, ...] = ()
    does: tuple[Doing, ...] = ()


@record
class Commitment:
    """One promise: its number as shown, its words, the clause it renders and whom it binds."""

    key: str
    number: str
    title: str
    text: str
    clause: str
    binds: tuple[str, ...] = ()


@record
class Group:
    """Commitments under one heading; `binds` holds for those that do not say otherwise."""

    key: str
    title: str
    commitments: tuple[Commitment, ...]
    number: str = ""
    clause: str = ""
    binds: tuple[str, ...] = ()
    intro: str = ""


@record
class Part:
    """A chapter: prose (from `file`, read into `prose`), groups of commitments, or both."""

    key: str
    title: str
    number: str = ""
    clause: str = ""
    file: str = ""
    prose: str = ""
    groups: tuple[Group, ...] = ()


@record
class Term:
    """A word of the glossary; `also` lists other forms of it that the text uses."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()
    clause: str = ""


@record
class Pledge:
    """What an organisation says when it signs; `text` holds the place {organisation}."""

    text: str
    clause: str = ""
    conditions: tuple[str, ...] = ()
    withdrawal: str = ""


@record
class Signpost:
    """Where else somebody can turn, and when."""

    name: str
    about: str
    when: str = ""
    clause: str = ""


Lead = Literal[
    "raise", "challenge", "report", "sign-up", "complaint", "contract", "talk", "round-table",
    "signposts",
]  # fmt: skip
"""Where a door of the diagnosis leads: to a page of ours, or to what somebody does elsewhere."""


@record
class Answer:
    """One answer to a question of the diagnosis; `to` is another question, or a door."""

    key: str
    says: str
    to: str


@record
class Question:
    """A question on the way to the right door."""

    key: str
    asks: str
    answers: tuple[Answer, ...]
    hint: str = ""


@record
class Door:
    """Where somebody is right with their matter; `about` is what to say or do next."""

    key: str
    name: str
    says: str
    leads: Lead
    about: str = ""
    clause: str = ""


@record
class Diagnosis:
    """The way to the right door. It begins with the first question."""

    questions: tuple[Question, ...]
    doors: tuple[Door, ...]
    says: str = ""


@record
class Challenge:
    """What is usual when an organisation writes to another, before any disagreement.

    `reply` is a usual time, never a firm one. With `round_table` the sides sit down together first.
    """

    reply: Span | None = None
    round_table: bool = False
    says: str = ""
    clause: str = ""


@record
class Elsewhere:
    """A time limit that runs elsewhere, told as a warning: the agreement does not set it.

    `counted_from` is the day of the decision, or the day on which one knew of it. With
    `from_the_day_itself` that day is the first one of the time.
    """

    key: str
    name: str
    says: str
    span: Span
    counted_from: Literal["decision", "knowledge"] = "decision"
    from_the_day_itself: bool = False
    about: str = ""
    clause: str = ""


@record
class Cause:
    """Why a promise was not kept, and what that calls for."""

    key: str
    name: str
    says: str
    instead: str


@record
class Log:
    """How concerns are kept: when several may act jointly, and which numbers stay untold.

    Without `causes` the usual four are used: unavoidable, mistake, management, deliberate.
    """

    joint_at: int = 2
    within_days: int = 30
    small: int = 5
    causes: tuple[Cause, ...] = ()


@record
class Pack:
    """An area's agreement and everything that runs from it."""

    format: Literal[1]
    key: str
    area: str
    name: str
    nation: Nation
    edition: EditionInfo
    source: Source
    summary: str
    sectors: tuple[Sector, ...]
    parts: tuple[Part, ...]
    procedure: Procedure
    wording: dict[str, str] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    pledge: Pledge | None = None
    outcomes: tuple[str, ...] = ()
    rules: tuple[KnownRule, ...] = ()
    signposts: tuple[Signpost, ...] = ()
    log: Log = field(default_factory=Log)
    keeping: Keeping = field(default_factory=Keeping)
    watch: Watch = field(default_factory=Watch)
    diagnosis: Diagnosis | None = None
    challenge: Challenge | None = None
    elsewhere: tuple[Elsewhere, ...] = ()
    language: Language = "en"
    translations: dict[str, dict[str, Any]] = field(default_factory=dict)

    def groups(self) -> Iterator[Group]:
        """Yield every group of commitments in reading order."""
        for part in self.parts:
            yield from part.groups

    def commitments(self) -> Iterator[Commitment]:
        """Yield every commitment in reading order, each saying whom it binds."""
        for group in self.groups():
            for one in group.commitments:
                yield one if one.binds else _binding(one, group.binds)

    def owner(self, sector: str, *does: str) -> frozenset[str]:
        """The sectors to which an organisation of a sector of the register belongs in a matter.

        `does` says what it does in this matter: "funds", "is-funded", "involves-volunteers".
        """
        found = (
            self.bound(one.key)
            for one in self.sectors
            if sector in (one.holds or (one.key,)) and (not one.does or set(one.does) & set(does))
        )
        return frozenset().union(*found)

    def bound(self, sector: str) -> frozenset[str]:
        """Return `sector` and every wider sector it is part of."""
        wider = {one.key: one.part_of for one in self.sectors}
        found: set[str] = set()
        while sector and sector not in found:
            found.add(sector)
            sector = wider.get(sector, "")
        return frozenset(found)


def _binding(one: Commitment, binds: tuple[str, ...]) -> Commitment:
    return Commitment(one.key, one.number, one.title, one.text, one.clause, binds)
