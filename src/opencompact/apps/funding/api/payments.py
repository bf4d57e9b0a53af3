"""Operations on payments: the shares paid on time, and the payments behind them."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Field, Query, Schema

from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.funding.tables import payments as tables
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, Paging, Text, listed, public

from .routing import routes

Month = Annotated[str, Field(pattern=r"^(\d{4}-\d{2})?$", examples=["2013-11"])]
Kind = Literal["vcs", "others", "unmatched"]


class FiguresAsked(Paging):
    """Which figures are asked for; empty ones ask for all."""

    body: Text = Field("", description="What stands for a body in addresses.")
    month: Month = Field("", description="The month of the payments.")


class FigureRow(Schema):
    """How one body paid one kind of recipient in one month."""

    body: str = Field(description="The name of the body that paid.")
    organisation: str = Field(description="What stands for it in addresses, where it is listed.")
    month: str = Field(examples=["2013-11"])
    kind: Kind = Field(description="Who was paid; unmatched: nobody knows who it is.")
    payments: int = Field(description="Payments without credits.")
    known: int = Field(description="Of how many it is known when they were due.")
    on_time: int = Field(description="How many of those came by that day.")
    share: float | None = Field(description="on_time of known, in per cent.")
    cannot_tell: int = Field(description="Of how many nobody can tell; never on time.")
    credits: int
    amount: float = Field(description="What all come to, in pounds.")


class PaymentsAsked(FiguresAsked):
    """Which payments are asked for, as on the page."""

    q: Text = Field("", description="Words of the name of a supplier.")
    kind: Kind | Literal[""] = Field("", description="Who was paid.")
    time: Literal["", "on-time", "late", "cannot-tell", "credit"] = Field(
        "", description="Whether it came on time."
    )


class PaymentRow(Schema):
    """A payment as the body published it; the names are those of the downloads."""

    body: str
    body_as_published: str
    supplier: str
    amount: float
    date_paid: date
    invoice_received: date | None
    invoice_valid: date | None
    invoice_entered: date | None
    transaction_number: str
    category: str
    due_basis: str
    due: date | None
    on_time: bool | None
    organisation: str
    organisation_sector: str


@routes.get(
    f"{AREA}/payments/figures", **public(Listed[FigureRow]), summary="What was paid on time"
)
@open_page
def payment_figures(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[FiguresAsked],
) -> Any:
    """Counts for each body, month and kind of recipient, latest month first."""
    found = queries.figures(request.area, queries.Asked(body=asked.body, month=asked.month))
    found.sort(key=lambda one: one.month, reverse=True)
    return listed(request, response, asked, found, _row(tables.figure_columns()))


@routes.get(f"{AREA}/payments", **public(Listed[PaymentRow]), summary="Payments")
@open_page
def payments(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001
    asked: Query[PaymentsAsked],
) -> Any:
    """Payments as published, the latest first; filters are those of the page."""
    wanted = queries.Asked(
        body=asked.body, month=asked.month, kind=asked.kind, time=asked.time, text=asked.q
    )
    found = queries.payments(request.area, wanted)
    return listed(request, response, asked, found, _row(tables.payment_columns()))


def _row(columns: Any) -> Any:
    return lambda one: {name: read(one) for name, read in columns.items()}
