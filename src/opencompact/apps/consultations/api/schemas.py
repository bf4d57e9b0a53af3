"""What the API says of consultations, field by field."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from opencompact.apps.consultations.models import Said
from opencompact.base.ui.api import Paging, Text

Stated = Said | Literal[""]
State = Literal["open", "planned", "closed", "withdrawn"]


class ConsultationsAsked(Paging):
    """Search and filters of the register; empty ones ask for nothing."""

    q: Text = Field("", description="Words of the title, the body, a theme or a community.")
    body: Text = Field("", description="What stands for the body in addresses.")
    state: State | Literal[""] = Field("", description="Where it stands today.")
    theme: Text = Field("", description="What it is about.")
    community: Text = Field("", description="Who is asked.")


class ExtensionOut(Schema):
    """A window was made longer."""

    was: date = Field(description="The last day before.")
    to: date = Field(description="The last day from then on.")
    why: str
    on: date = Field(description="When that was decided.")


class WindowOut(Schema):
    """Days on which people can answer, both ends included. Each is a length of its own."""

    opens: date
    closes: date
    extensions: list[ExtensionOut]


class FeedbackOut(Schema):
    """What came of it."""

    on: date = Field(description="When it was published.")
    heard: str
    changed: str
    unchanged: str = Field(description="What did not change, and why.")


class ConsultationVerdictOut(Schema):
    """What a rule of the agreement says of one window."""

    opens: date = Field(description="The first day of the window.")
    rule: str = Field(description="The key of the rule.")
    commitment: str = Field(description="The key of the commitment that it measures.")
    verdict: Literal["met", "not met", "explained", "not applicable", "cannot tell"]
    missing: list[str] = Field(description="What is not recorded, and would be needed.")


class ConsultationRow(Schema):
    """A consultation as the register lists it."""

    number: str = Field(examples=["2026-003"])
    body: str = Field(description="What stands for the body in addresses.")
    title: str
    state: State
    windows: list[WindowOut]
    expected: str = Field(description="In words, when one without days is expected.")
    communities: list[str]
    themes: list[str]
    page: str = Field(description="Its page.")


class ConsultationOut(ConsultationRow):
    """One consultation with all that is published of it."""

    decision: str
    can_change: str
    cannot_change: str
    significant_effect: Stated
    major_change: Stated
    legally_impossible: Stated
    set_by_law: Stated
    law: str
    audience: str
    ways: list[str]
    online: bool = Field(description="Whether people answer on the site.")
    contact: str
    web: str
    published_on: date
    withdrawn_on: date | None
    withdrawn_reason: str
    feedback: FeedbackOut | None
    verdicts: list[ConsultationVerdictOut]
