"""What the API says of how commitments are kept, field by field."""

from datetime import date

from ninja import Field, Schema

from opencompact.base.ui.api import Paging, Text


class TallyOut(Schema):
    """How many records count as what."""

    kept: int = Field(description="Records in which it was kept.")
    at_risk: int = Field(description="Records in which it will not be kept as things are.")
    broken: int = Field(description="Records in which it was not kept.")
    explained: int = Field(description="Not kept, with a departure that was filed in time.")
    unknown: int = Field(description="Records of which it cannot be told.")
    open: int = Field(description="Records of which it cannot be told yet.")


class KeptOut(Schema):
    """How one commitment stands."""

    commitment: str = Field(description="The key of the commitment.", examples=["public-h"])
    number: str
    title: str
    part: str = Field(description="The key of the part it stands in.")
    state: str = Field(
        description="kept, at risk, broken, explained, not known, or not measured.",
        examples=["kept"],
    )
    lately: TallyOut = Field(description="The records that the state goes by.")
    ever: TallyOut = Field(description="All records.")
    last: date | None = Field(description="The day of the latest record.")
    quiet: bool = Field(description="Whether nothing was recorded for long.")
    hot: bool = Field(description="Whether it was broken again and again lately.")
    page: str = Field(description="The commitment with its records as a page.")


class KeptAsked(Paging):
    """Filters of the commitments; empty ones ask for nothing."""

    body: Text = Field("", description="The word for a body in addresses.")
    part: Text = Field("", description="The key of a part.")
    state: Text = Field("", description="A state, or hot, or quiet.", examples=["broken"])


class VerdictOut(Schema):
    """What one rule says of one record."""

    commitment: str
    edition: str = Field(description="The key of the edition in force on the day of the record.")
    rule: str = Field(description="The key of the rule.")
    body: str = Field(description="The word for the body in addresses.")
    record: str = Field(description="The kind of record.", examples=["consultation"])
    key: str = Field(description="The number of the record.")
    title: str
    on: date
    verdict: str = Field(
        description="met, not met, explained, not applicable or cannot tell.", examples=["met"]
    )
    counts_as: str = Field(
        description="kept, at risk, broken, explained, unknown, open or outside."
    )
    because: list[str] = Field(description="Why, in sentences.")
    missing: list[str] = Field(description="The facts that are not recorded.")
    page: str = Field(description="The record as a page.")


class VerdictsAsked(Paging):
    """Filters of the verdicts; empty ones ask for nothing."""

    commitment: Text = Field("", description="The key of a commitment.")
    body: Text = Field("", description="The word for a body in addresses.")
    outcome: Text = Field("", description="What the record counts as.", examples=["broken"])
    year: Text = Field("", description="The year of the record.", examples=["2026"])
