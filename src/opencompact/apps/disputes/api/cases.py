"""Operations that read the cases that the person of the token has a part in."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from opencompact.apps.disputes import policy, queries
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Listed, listed, private

from . import schemas, telling
from .routing import routes

ONE = f"{AREA}/cases/{{slug:number}}"


@routes.get(
    f"{AREA}/cases",
    **private(Scope.READ_CASES, Listed[schemas.CaseRow]),
    summary="Your cases",
)
def cases(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.CasesAsked],
) -> Any:
    """The cases that the person of the token has a part in: what falls due first, then the rest."""
    permit(request, policy.can_list(request.actor))
    found = queries.rows(request.actor, calendar_for(request.area), timezone.localdate())
    wanted = queries.Filter(asked.q, asked.state, asked.stage, asked.turn)
    chosen = queries.chosen_rows(found, wanted)
    return listed(request, response, asked, chosen, lambda row: telling.line(request, row))


@routes.get(ONE, **private(Scope.READ_CASES, schemas.CaseOut), summary="One case")
def case(request: AreaRequest, area: str, number: str) -> Any:  # noqa: ARG001
    """Where it stands, whose turn it is, every date with its reasons, and what happened."""
    return telling.whole(telling.opened(request, number), timezone.now())
