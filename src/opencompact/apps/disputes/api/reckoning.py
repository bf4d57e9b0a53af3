"""Operations that count a time limit and give the reason for each day."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.api import AREA, answer, public
from opencompact.core.calendar import CalendarError, Reckoning, Span, WorkingCalendar
from opencompact.formats.nations import published

from . import schemas
from .routing import routes

LONGEST = 3660  # days: each of them is a line of the answer


@routes.get("/clock", **public(schemas.ReckoningOut), summary="Count a time limit")
@open_page
def clock(request: HttpRequest, asked: Query[schemas.NationClockAsked]) -> Any:  # noqa: ARG001
    """With the bank holidays of a nation."""
    return _answer(published(asked.nation), asked)


@routes.get(
    f"{AREA}/clock", **public(schemas.ReckoningOut), summary="Count a time limit as an area does"
)
@open_page
def area_clock(request: AreaRequest, area: str, asked: Query[schemas.ClockAsked]) -> Any:  # noqa: ARG001
    """With the holidays that the area keeps."""
    return _answer(calendar_for(request.area), asked)


def _answer(calendar: WorkingCalendar, asked: schemas.ClockAsked) -> Any:
    try:
        found = calendar.reckon(asked.date, Span(asked.amount, asked.unit), before=asked.before)
    except CalendarError as error:
        return answer(400, str(error))
    if abs((found.due - found.start).days) > LONGEST:
        return answer(400, _("That is more than ten years. Ask for a shorter time."))
    return {"calendar": calendar.name, **_said(found)}


def _said(found: Reckoning) -> dict[str, Any]:
    return {
        "start": found.start,
        "amount": found.span.amount,
        "unit": found.span.unit,
        "before": found.before,
        "due": found.due,
        "steps": [
            {"day": step.day, "counted": step.counted, "why": step.why} for step in found.steps
        ],
        "warnings": list(found.warnings),
    }
