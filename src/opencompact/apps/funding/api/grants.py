"""Operations on programmes and agreements: what is published, for everybody."""

from datetime import date
from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Schema

from opencompact.apps.funding.models import Agreement, Programme
from opencompact.apps.funding.queries import agreements as queries
from opencompact.apps.funding.queries import facts
from opencompact.apps.funding.queries import programmes as programme_reads
from opencompact.apps.funding.tables import grants as tables
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, Paging, Text, listed, public

from .routing import routes

Type = Literal["grant", "contract", "subsidy", "sponsorship", "in-kind", ""]


class AgreementsAsked(Paging):
    """Which agreements are asked for; empty ones ask for all."""

    q: Text = Field("", description="Words of the recipient, the title or the identifier.")
    funder: Text = Field("", description="What stands for the funder in addresses.")
    recipient: Text = Field("", description="The same of an organisation that gets.")
    programme: Text = Field("", description="A programme: its title, or what stands for it.")
    type: Type = Field("", description="What kind of funding.")
    year: int | None = Field(None, ge=1900, le=2999, description="The year of the award.")
    state: Literal["running", "coming", "ended", "open-ended", ""] = Field(
        "", description="Whether it runs today."
    )
    sort: Literal["", "oldest", "largest", "smallest", "ending", "recipient"] = Field(
        "", description="The order; else the latest award first."
    )


class FundingAgreementRow(Schema):
    """An agreement in the list; the names are those of the downloads."""

    number: str = Field(examples=["2026-001"])
    identifier: str
    title: str
    type: str
    funder: str
    funder_identifier: str
    recipient: str
    recipient_identifier: str
    recipient_organisation: str
    value: float
    currency: str = Field(examples=["GBP"])
    awarded: date | None
    confirmed: date | None
    starts: date | None
    ends: date | None
    programme: str
    payment_when: str
    payment_days: int | None
    page: str


class FundingAgreementOut(FundingAgreementRow):
    """An agreement with all that is recorded of it."""

    description: str
    facts: dict[str, Any] = Field(description="What rules measure; what is missing is not known.")


class ProgrammesAsked(Paging):
    """Which programmes are asked for; empty ones ask for all."""

    q: Text = Field("", description="Words of the name.")
    funder: Text = Field("", description="What stands for the funder in addresses.")


class ProgrammeRow(Schema):
    """A programme in the list; the names are those of the downloads."""

    title: str
    funder: str
    type: str
    opens: date | None
    closes: date | None
    decision_approach_recorded: date | None
    first_decision: date | None
    contact: str
    budget: float | None
    agreements: int
    page: str


class ProgrammeOut(ProgrammeRow):
    """A programme with all that is recorded of it."""

    objectives: str
    eligibility: str
    criteria: str
    decision_approach: str
    timetable: str
    type_reason: str
    collaboration: str
    vcs_shaped: str


@routes.get(
    f"{AREA}/agreements", **public(Listed[FundingAgreementRow]), summary="Funding agreements"
)
@open_page
def agreements(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[AgreementsAsked],
) -> Any:
    """Search, filters and order are those of the page; drafts are not in it."""
    fields = queries.Wanted.__dataclass_fields__.keys() - {"text"}
    wanted = queries.Wanted(text=asked.q, **{name: getattr(asked, name) for name in fields})
    found = queries.agreements(ANONYMOUS, wanted, timezone.localdate())
    return listed(request, response, asked, found, lambda one: _agreement(request, one))


@routes.get(
    f"{AREA}/agreements/{{slug:agreement}}", **public(FundingAgreementOut), summary="One agreement"
)
@open_page
def funding_agreement(request: AreaRequest, area: str, agreement: str) -> Any:  # noqa: ARG001
    """All that is recorded of it."""
    found = get_object_or_404(queries.numbered(ANONYMOUS, agreement))
    row = _agreement(request, found)
    return {**row, "description": found.description, "facts": facts.of_agreement(found)}


@routes.get(f"{AREA}/programmes", **public(Listed[ProgrammeRow]), summary="Funding programmes")
@open_page
def programmes(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[ProgrammesAsked],
) -> Any:
    """Search and filters are those of the page; drafts are not in it."""
    found = programme_reads.programmes(ANONYMOUS, asked.q, asked.funder)
    return listed(request, response, asked, found, lambda one: _programme(request, one))


@routes.get(
    f"{AREA}/programmes/{{slug:programme}}", **public(ProgrammeOut), summary="One programme"
)
@open_page
def programme(request: AreaRequest, area: str, programme: str) -> Any:  # noqa: ARG001
    """All that is recorded of it."""
    found = get_object_or_404(programme_reads.programmes(ANONYMOUS).filter(slug=programme))
    told = ProgrammeOut.model_fields.keys() - ProgrammeRow.model_fields.keys()
    return {**_programme(request, found), **{name: getattr(found, name) for name in told}}


def _agreement(request: AreaRequest, one: Agreement) -> dict[str, Any]:
    start = reverse("funding:agreements", args=[request.area.slug])
    page = request.build_absolute_uri(f"{start}{one.number}/")
    return {name: read(one) for name, read in tables.agreement_columns(lambda _: page).items()}


def _programme(request: AreaRequest, one: Programme) -> dict[str, Any]:
    start = reverse("funding:programmes", args=[request.area.slug])
    page = request.build_absolute_uri(f"{start}{one.slug}/")
    return {name: read(one) for name, read in tables.programme_columns(lambda _: page).items()}
