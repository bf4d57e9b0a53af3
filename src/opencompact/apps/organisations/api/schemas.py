"""What the API says of the register, and what it takes, field by field."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from opencompact.apps.organisations.models import Kind, RunState, Sector, Size
from opencompact.base.areas.actor import RoleKind
from opencompact.base.ui.api import Fault, Paging, Text

Yes = Literal["", "yes", "no"]
Sort = Literal["", "name", "-name", "place", "newest"]
Line = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
MOST_IN_A_LIST = 50
Kinds = Annotated[list[Line], Field(max_length=MOST_IN_A_LIST)]


class OrganisationRow(Schema):
    """An organisation as the register lists it; the names are those of the downloads."""

    organisation: str = Field(description="What stands for it in addresses.", examples=["the-well"])
    identifier: str = Field(description="Its main identifier.", examples=["GB-CHC-1136419"])
    name: str = Field(examples=["The Well"])
    sector: Sector
    kinds: list[Kind]
    size: Size | Literal[""]
    address: str
    locality: str = Field(description="Town or city.")
    postcode: str
    website: str
    other_identifiers: list[str]
    signatory: bool = Field(description="Whether it is bound by the agreement today.")
    page: str = Field(description="Its page.")


class OrganisationsAsked(Paging):
    """Search and filters of the register; empty ones ask for nothing."""

    q: Text = Field("", description="Words of the name, a place or a number.")
    sector: Sector | Literal[""] = Field("", description="The part of public life it belongs to.")
    kind: Kind | Literal[""] = Field("", description="A kind it has.")
    signed: Yes = Field("", description="Whether it is a signatory today.")
    sort: Sort = Field("", description="The order; by name where nothing is asked for.")


class Happening(Schema):
    """A signature, or the end of one."""

    what: Literal["signed", "withdrew", "covered", "uncovered"]
    on: date
    edition: str = Field(description="The key of the edition that was signed, or empty.")
    by: str = Field(description="Who signed, or the lead body that signed for it.")
    position: str


class PublicRole(Schema):
    """Somebody who answers for the agreement in public."""

    name: str
    role: RoleKind


class OrganisationOut(OrganisationRow):
    """One organisation with its public history."""

    signatory_since: date | None
    version: int = Field(description="Send it back when you change the organisation.")
    people: list[PublicRole] = Field(description="Its champions.")
    history: list[Happening] = Field(description="Its signatures and withdrawals, latest first.")


class SignatoryRow(Schema):
    """An organisation bound on the day asked for; the names are those of the downloads."""

    organisation: str = Field(description="What stands for it in addresses.")
    identifier: str
    name: str
    sector: Sector
    locality: str
    signatory_since: date
    signed_by: str = Field(description="The name of the person who signed.")
    position: str
    edition: str = Field(description="The key of the edition that was signed.")
    signed_for_by: str = Field(description="The lead body that signed for it, or empty.")
    page: str


class SignatoriesAsked(Paging):
    """A day, search and filters."""

    on: date | None = Field(None, description="A day up to today; today where it is left out.")
    q: Text = Field("", description="Words of the name, a place or a number.")
    sector: Sector | Literal[""] = Field("", description="The part of public life it belongs to.")


class OrganisationIn(Schema):
    """What the register is to say of an organisation. What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Line | None = Field(None, description="Its full name.", examples=["The Well"])
    sector: Sector | None = None
    kinds: Kinds | None = Field(None, description=f"Any of {', '.join(Kind.values)}.")
    size: Line | None = None
    identifier: Line | None = Field(None, examples=["GB-CHC-1136419"])
    other_identifiers: Kinds | None = None
    address: Line | None = None
    locality: Line | None = None
    postcode: Line | None = None
    website: Line | None = None

    def given(self) -> dict[str, Any]:
        """What was sent, as the form of the page takes it."""
        found = {name: value for name, value in self.dict().items() if value is not None}
        if "other_identifiers" in found:
            found["other_identifiers"] = ", ".join(found["other_identifiers"])
        return found


class OrganisationChange(OrganisationIn):
    """A change, with the version that it was made from."""

    version: int = Field(ge=1, le=2**31 - 1, description="The version that you read.")

    def given(self) -> dict[str, Any]:
        found = super().given()
        found.pop("version")
        return found


class EditConflictOut(Fault):
    """Somebody else changed it first: how it is now, and what you sent."""

    stored: OrganisationOut
    yours: dict[str, Any]


class PledgeIn(Schema):
    """A pledge. It cannot be qualified: there is no place for a condition."""

    model_config = ConfigDict(extra="forbid")

    name: Line = Field(description="The full name of the person who signs.")
    position: Line = Field(examples=["Chair of trustees"])
    on: date | None = Field(None, description="The day of signing, up to today.")
    authority: bool = Field(description="The person has the authority to sign.")
    public: bool = Field(description="The person accepts that the pledge is public.")


class SignatureOut(Schema):
    """A signature that was made."""

    organisation: str
    edition: str
    signed_by: str
    position: str
    signed_on: date


class PersonOut(Schema):
    """Somebody with a role."""

    name: str
    email: str
    role: RoleKind
    organisation: str = Field(description="What stands for the organisation in addresses.")
    may_sign: bool
    starts: date
    ends: date | None = Field(description="The first day without the role, where it is known.")


class Remark(Schema):
    """What is to be said of one row of a file."""

    row: int = Field(description="The number of the row, as a spreadsheet counts them.")
    reason: str


class ImportOut(Schema):
    """An import: a draft changes nothing until it is started."""

    id: UUID
    file_name: str
    state: RunState
    columns: dict[str, str] = Field(description="Which column holds what.")
    rows_total: int
    rows_done: int
    created: int = Field(description="In a draft, how many would be.")
    updated: int
    unchanged: int
    rejected: list[Remark] = Field(description="Rows that are left out; of a draft the first 50.")
    warnings: list[Remark]
    created_at: datetime
    finished_at: datetime | None
    page: str
