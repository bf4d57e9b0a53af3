"""What the API says of an agreement, field by field."""

from datetime import date

from ninja import Field, Schema

from opencompact.base.ui.api import Paging, Text


class EditionOut(Schema):
    """One edition, with the days on which it was in force."""

    key: str = Field(description="What stands for it in addresses.", examples=["leicester-2008"])
    title: str = Field(examples=["Leicester Compact"])
    label: str = Field(description="The text's own name for the edition.")
    dated: date = Field(description="The date of the text itself.")
    in_force: bool = Field(description="Whether it is the one that counts today.")
    adopted_on: date | None = Field(description="The day it came into force here.")
    superseded_on: date | None = Field(description="The day another edition took its place.")
    digest: str = Field(description="The hash of the text as it was adopted, with its kind.")
    page: str = Field(description="The edition as a page.")


class RuleOut(Schema):
    """What can be measured of a commitment."""

    key: str
    kind: str = Field(description="The kind of rule.", examples=["duration"])
    words: str = Field(description="The rule as a sentence of the text.")
    limit: str | None = Field(description="The least time it asks for, where it asks for one.")


class CommitmentOut(Schema):
    """One promise and whom it binds."""

    key: str = Field(description="What stands for it in addresses.", examples=["public-h"])
    number: str = Field(description="Its number as the text shows it.")
    title: str
    text: str = Field(description="Its words, in Markdown.")
    clause: str = Field(description="Where it stands in the source.")
    part: str = Field(description="The key of the part it stands in.")
    binds: list[str] = Field(description="The keys of the sectors it binds.")
    rules: list[RuleOut]
    page: str = Field(description="The commitment as a page.")


class CommitmentsAsked(Paging):
    """Filters of the commitments; empty ones ask for nothing."""

    q: Text = Field("", description="Words, all of which are in the title or the text.")
    binds: Text = Field("", description="The key of a sector that it binds.", examples=["public"])
    part: Text = Field("", description="The key of a part.")


class SectorOut(Schema):
    """A kind of organisation that commitments bind."""

    key: str
    name: str
    part_of: str = Field(description="The key of the wider sector it belongs to, or empty.")


class PartOut(Schema):
    """One chapter."""

    key: str
    number: str
    title: str
    prose: str = Field(description="What it says besides commitments, in Markdown.")
    commitments: list[str] = Field(description="The keys of its commitments, in order.")
    page: str


class AgreementOut(Schema):
    """The agreement in force, without its commitments: they are a list of their own."""

    edition: EditionOut
    summary: str
    licence: str
    sectors: list[SectorOut]
    parts: list[PartOut]
    outcomes: list[str]


class TermOut(Schema):
    """A word of the glossary."""

    key: str
    term: str
    meaning: str
    used_in: list[str] = Field(description="The keys of the commitments that use it.")
