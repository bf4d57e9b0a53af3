"""What the API says of cases, and what it takes for a step, field by field."""

from datetime import date
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from opencompact.base.ui.api import Fault, Paging, Text
from opencompact.core.calendar import Unit
from opencompact.core.procedure import NeedKind

State = Literal["open", "late", "usual time passed", "ended"]
Day = date  # a field below has that name
Answer = Annotated[str, Field(max_length=10_000, pattern=r"^[^\x00]*$")]


class CasesAsked(Paging):
    """The filters of one's cases; empty ones ask for nothing."""

    q: Text = Field("", description="Words of number, subject or parties.")
    state: Literal["", "open", "closed"] = Field("", description="Whether the case has ended.")
    stage: Text = Field("", description="The key of the stage it is at.")
    turn: Literal["", "mine"] = Field("", description="Only the cases that wait for the person.")


class CaseRow(Schema):
    """A case as the list shows it; the names are those of the download."""

    number: str = Field(description="What stands for it in addresses.", examples=["2026-004"])
    subject: str
    parties: list[str]
    commitments: list[str] = Field(description="The keys of the commitments it is about.")
    raised_on: date
    stands: str = Field(description="The name of its stage, or of its ending.")
    stage: str = Field(description="The key of its stage; empty once it has ended.")
    waiting_for: str = Field(description="Who is awaited, in words.")
    mine: bool = Field(description="Whether the person of the token is awaited.")
    next_due: date | None
    state: State
    closed_on: date | None
    page: str


class PartyOut(Schema):
    """A side of a case."""

    organisation: str = Field(description="What stands for it in addresses.")
    name: str
    side: Literal["claimant", "respondent"]


class TurnOut(Schema):
    """Somebody awaited."""

    who: str
    what: str
    clock: str = Field(description="The key of the clock that runs, or empty.")
    due: date | None
    left: str = Field(description="How far off the date is, in words.")
    firm: bool = Field(description="Whether the agreement sets the date, or says “usually”.")
    late: bool
    optional: bool
    mine: bool


class NeedOut(Schema):
    """Something that a step asks for."""

    key: str
    label: str
    kind: NeedKind
    optional: bool


class ChoiceOut(Schema):
    """A step that the person of the token can take now."""

    step: str = Field(description="What stands for it in addresses.")
    name: str
    party: str = Field(description="The organisation it is taken for, or empty.")
    then: str = Field(description="What follows.")
    needs: list[NeedOut]
    outcomes: list[str] = Field(description="The keys of the endings to choose from.")
    fixes_a_day: bool


class DayOut(Schema):
    """One day on the way to a date."""

    day: date
    counted: int | None = Field(description="Its number; none where the day does not count.")
    why: str


class ClockParty(Schema):
    """How a side stands to a clock."""

    name: str
    due: date = Field(description="The last day of this side.")
    met_on: date | None
    state: str


class DeadlineOut(Schema):
    """A date of the case and how it was reached, day by day."""

    clock: str
    name: str
    start: date
    amount: int
    unit: Unit
    before: bool
    reckoned: date
    due: date
    extended: bool
    still_since: date | None = Field(description="Since when it stands still, if it does.")
    kept: bool = Field(description="Whether a day stands that the calendar now gives sooner.")
    firm: bool
    as_written: str = Field(description="The words of the source.")
    resolved: str = Field(description="How unclear words are read.")
    clause: str
    steps: list[DayOut]
    warnings: list[str]
    parties: list[ClockParty]


class SaidOut(Schema):
    """An answer."""

    question: str
    answer: str


class PaperOut(Schema):
    """A paper in its current version; its content is handed out on the page."""

    name: str
    kind: str
    size: int
    sha256: str
    version: int


class EntryOut(Schema):
    """One thing that happened. `hidden`: what was written with it is for others."""

    step: str
    name: str
    on: date
    who: str
    by: str = Field(description="The person who did it.")
    result: str
    fixed: date | None
    said: list[SaidOut]
    papers: list[PaperOut]
    hidden: bool


class ChapterOut(Schema):
    """A stay at one stage. Of a sealed one only its beginning and its end are told."""

    stage: str
    name: str
    began: date
    ended: date | None
    led_to: str
    sealed: bool
    entries: list[EntryOut]


class CaseOut(CaseRow):
    """A case as the person of the token may see it."""

    version: int = Field(description="Send it back when you take a step.")
    edition: str = Field(description="The key of the edition that the case keeps for life.")
    sides: list[PartyOut]
    turns: list[TurnOut] = Field(description="Who is awaited, for what, by when.")
    can: list[ChoiceOut] = Field(description="The steps that the person can take now.")
    dates: list[DeadlineOut]
    story: list[ChapterOut]
    mediation_room: list[ChapterOut] = Field(description="Only for the parties and the mediator.")


class StepIn(Schema):
    """What comes with a step."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0, le=2**31 - 1, description="The version that you read.")
    on: date | None = Field(None, description="The day it takes effect; today if left out.")
    party: Text = Field("", description="The organisation to act for, where you have several.")
    answers: Annotated[dict[Text, Answer], Field(max_length=50)] = Field(
        default_factory=dict, description="Answers by the key of the need."
    )
    outcome: Text = Field("", description="The key of an ending, where one is chosen.")
    fixed: date | None = Field(None, description="The day that the step fixes.")
    override: Answer = Field("", description="Why a day that the clocks do not allow.")
    mediator: Text = Field(
        "", description="The email address of whom the step names as the mediator."
    )


class StaleOut(Fault):
    """Somebody acted first, or it is not the time: how the case stands now."""

    stored: CaseOut | None = None


class FindingsAsked(Paging):
    """Filters of the findings; empty ones ask for nothing."""

    q: Text = Field("", description="Words, all of which are in the finding.")
    finding: Text = Field("", description="The key of a kind of finding.")


class FindingOut(Schema):
    """A published finding; the names are those of the download."""

    number: str = Field(description="What stands for it in addresses.")
    published_on: date
    finding: str = Field(description="The key of the kind of finding.")
    finding_name: str
    parties: list[str]
    commitments: list[str]
    statement: str
    learning: str = Field(description="What others can learn from the case; may be empty.")
    referred_to: str = Field(description="The body it was passed on to; empty where it was not.")
    referred_on: date | None
    outcome: str = Field(description="What came of that; empty while it is not known.")
    to_be_looked_at: list[str] = Field(description="The promises whose words it showed unclear.")
    page: str


class ClockAsked(Schema):
    """A time to count."""

    date: Day = Field(description="The day it starts from, which is not counted.")
    amount: int = Field(ge=0, le=400, description="How many.")
    unit: Unit = Field(description="What is counted.")
    before: bool = Field(False, description="Count backwards from the day.")


class NationClockAsked(ClockAsked):
    """A time to count with the bank holidays of a nation."""

    nation: Literal["england", "wales", "scotland", "northern-ireland"] = "england"


class ReckoningOut(Schema):
    """A date and the reason for each day on the way to it."""

    calendar: str = Field(description="Whose bank holidays were used.")
    start: date
    amount: int
    unit: Unit
    before: bool
    due: date
    steps: list[DayOut]
    warnings: list[str]
