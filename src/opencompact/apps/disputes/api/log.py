"""Operations that read the log of concerns: what one keeps, what one made, what one's body heard.

Each report is told as its page tells it: its reporter to those who keep it, and to nobody else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Schema

from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.models import Report, Treatment
from opencompact.apps.disputes.queries import log as queries
from opencompact.apps.disputes.queries.log.listing import voice
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, Paging, Text, listed, private

from .routing import routes

LOG = f"{AREA}/log"
NAMING = frozenset({"reporter", "email", "outcome", "learning"})


class LogAsked(Paging):
    """The filters of the log; empty ones ask for nothing."""

    q: Text = Field("", description="Words of number, body, occasion, text or commitments.")
    state: Literal["", "new", "open", "closed", "withdrawn"] = Field("", description="How it is.")
    about: Text = Field("", description="What it was found to be about.")
    treatment: Text = Field("", description="Who may learn of it.")
    cause: Text = Field("", description="The key of the cause that was noted.")


class ReportRow(Schema):
    """A report as its list shows it; the names are those of the download. Nobody is named."""

    number: str = Field(description="What stands for it in addresses.", examples=["K7MT-4QXR"])
    reported_on: date
    happened_on: date
    body: str = Field(description="The name of the organisation that it is about.")
    commitments: list[str] = Field(description="The keys of the commitments it is about.")
    event: str
    what: str
    effect: str
    treatment: str = Field(description="Who may learn of it.")
    behalf: str = Field(description="On whose behalf it was made, as far as anybody said.")
    state: Literal["new", "open", "closed", "withdrawn"]
    waits: int | None = Field(description="How many days nobody has looked at it; for its keepers.")
    about: str = Field(description="What it was found to be about; empty before.")
    cause: str = Field(description="The key of the cause that was noted; for its keepers.")
    closed_on: date | None
    page: str


class LineOut(Schema):
    """One thing that happened to a report. No person is named."""

    title: str
    on: date
    by: str
    text: str


class ReportOut(ReportRow):
    """A report for whoever keeps it or made it. Only its keepers get the last four of the names."""

    mine: bool = Field(description="Whether the person of the token made it.")
    story: list[LineOut]
    reporter: str = Field(description="Who made it; for its keepers.")
    email: str = Field(description="Where the reporter can be reached; for its keepers.")
    outcome: str = Field(description="What came of it; for its keepers.")
    learning: str = Field(description="What can be learnt; for its keepers.")


class ToldOut(Schema):
    """What an organisation was told of a report about it, and what it answered."""

    number: str
    body: str
    commitments: list[str]
    reported_by: str = Field(description="Who reported it, where that is open; else empty.")
    open: bool = Field(description="Whether it can be answered.")
    answered: bool
    story: list[LineOut]
    page: str


@routes.get(LOG, **private(Scope.READ_LOG, Listed[ReportRow]), summary="The reports that you keep")
def log(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[LogAsked],
) -> Any:
    """Those that nobody has looked at, the oldest first; then the others, the latest first."""
    on = timezone.localdate()
    found = queries.kept_reports(request.actor, request.area, on)
    permit(request, bool(found) or policy.can_keep_log(request.actor))
    wanted = queries.Filter(asked.q, asked.state, asked.about, asked.treatment, asked.cause)
    chosen = queries.chosen(queries.rows(found, on), wanted)
    return listed(request, response, asked, chosen, lambda row: _row(request, row))


@routes.get(
    f"{LOG}/own", **private(Scope.READ_LOG, Listed[ReportRow]), summary="The reports that you made"
)
def own(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[Paging],
) -> Any:
    """What the person of the token has reported, signed in."""
    permit(request, request.actor.signed_in)
    found = queries.rows(queries.own_reports(request.actor), timezone.localdate())
    return listed(request, response, asked, found, lambda row: _own_row(request, row))


@routes.get(
    f"{LOG}/told",
    **private(Scope.READ_LOG, Listed[ToldOut]),
    summary="What your organisation was told of",
)
def told(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[Paging],
) -> Any:
    """What the bodies that the person answers for were told, never the reports themselves."""
    permit(request, request.actor.signed_in)
    found = queries.told_reports(request.actor)
    return listed(request, response, asked, found, lambda one: _told(request, *one))


@routes.get(f"{LOG}/{{slug:number}}", **private(Scope.READ_LOG, ReportOut), summary="One report")
def report(request: AreaRequest, area: str, number: str) -> Any:  # noqa: ARG001
    """A report for whoever made it or keeps it; for anybody else there is none."""
    permit(request, request.actor.signed_in)
    on = timezone.localdate()
    if mine := queries.own_report(request.actor, number):
        row = queries.rows([mine], on)[0]
        told = _own_row(request, row) | dict.fromkeys(NAMING, "")
        return {**told, "mine": True, "story": _story(queries.lines(mine, for_keeper=False))}
    kept = queries.kept_report(request.actor, request.area, number, on)
    if kept is None:
        raise Http404(_("There is no such report here. Look for it in the lists of the log."))
    row = queries.rows([kept], on)[0]
    named = {name: tables.CONCERN_COLUMNS[name](row) for name in NAMING}
    story = _story(queries.lines(kept, for_keeper=True))
    return {**_row(request, row), **named, "mine": False, "story": story}


def _row(request: AreaRequest, row: queries.Row) -> dict[str, Any]:
    """A report as its keepers' list shows it, without who made it."""
    columns = tables.CONCERN_COLUMNS.items()
    said = {name: read(row) for name, read in columns if name not in NAMING}
    return {**said, "page": _page(request, row.report.get_absolute_url())}


def _own_row(request: AreaRequest, row: queries.Row) -> dict[str, Any]:
    return _row(request, row) | {"waits": None, "cause": ""}


def _told(request: AreaRequest, report: Report, answered: bool) -> dict[str, Any]:
    is_open = report.treatment == Treatment.OPEN
    return {
        "number": report.number,
        "body": report.body.name,
        "commitments": [one.commitment.key for one in report.citations.all()],
        "reported_by": (voice(report) or report.name) if is_open else "",
        "open": report.is_open,
        "answered": answered,
        "story": _story(queries.lines_for_body(report)),
        "page": _page(request, f"{report.get_absolute_url()}answer/"),
    }


def _story(lines: Iterable[Any]) -> list[dict[str, Any]]:
    return [{"title": one.title, "on": one.on, "by": one.by, "text": one.body} for one in lines]


def _page(request: AreaRequest, path: str) -> str:
    return request.build_absolute_uri(path)
