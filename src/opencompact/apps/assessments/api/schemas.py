"""What the API says of assessments, field by field."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from opencompact.apps.assessments.models import Depth, Effect, Need
from opencompact.base.ui.api import Paging, Text


class AssessmentRow(Schema):
    """A published assessment as the list has it; the names are those of the downloads."""

    number: str = Field(examples=["2026-0004"])
    organisation: str = Field(description="What stands for the organisation in addresses.")
    organisation_name: str
    kind: Depth
    title: str
    decision: str = Field(description="The decision it belongs to.")
    decided_on: date | None
    decision_link: str
    assessed_on: date | None
    entered_on: date = Field(description="The day on which it was begun in this register.")
    published_on: date | None
    sector_effect: Effect = Field(description="For voluntary and community organisations.")
    users_effect: Effect = Field(description="For the people who use their services.")
    harmed: list[str] = Field(description="The keys of the groups that it says are harmed.")
    helped: list[str] = Field(description="The keys of the groups that it says are helped.")
    full_needed: Need | Literal[""] = Field(description="What came of a screening.")
    full_of: str = Field(description="The number of the screening that it goes on from.")
    review_on: date | None
    reviewed_on: date | None
    found: str = Field(description="What was found when somebody looked again.")
    page: str = Field(description="Its page.")


class OnGroup(Schema):
    """What is said of one group of people."""

    group: str = Field(examples=["disability"])
    effect: Effect
    how_known: str


class AssessmentOut(AssessmentRow):
    """One assessment with all that it says."""

    about: str
    groups: list[OnGroup] = Field(description="Groups that are not in it: nothing is known.")
    sector_words: str
    users_words: str
    evidence: str
    asked: str
    consultation_link: str
    mitigation: str
    need_words: str


class AssessmentsAsked(Paging):
    """Search and filters of the list; empty ones ask for nothing."""

    q: Text = Field("", description="Words of the title, the decision or the organisation.")
    body: Text = Field("", description="What stands for the organisation in addresses.")
    kind: Depth | Literal[""] = Field("", description="Screenings or full assessments.")
    harms: Text = Field("", description="The key of a group that is harmed; or sector, users.")
