"""Operations that read the published findings. Everybody may: they need no token."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.apps.disputes import queries, tables
from opencompact.apps.disputes.models import Finding
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, listed, public

from . import schemas
from .routing import routes


@routes.get(
    f"{AREA}/findings", **public(Listed[schemas.FindingOut]), summary="The published findings"
)
@open_page
def findings(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.FindingsAsked],
) -> Any:
    """Every published finding, the latest first."""
    found = queries.searched_findings(asked.q, asked.finding)
    return listed(request, response, asked, found, lambda one: _said(request, one))


@routes.get(f"{AREA}/findings/{{slug:number}}", **public(schemas.FindingOut), summary="One finding")
@open_page
def finding(request: AreaRequest, area: str, number: str) -> Any:  # noqa: ARG001
    """One published finding."""
    found = queries.published_finding(number)
    if found is None:
        raise Http404(_("There is no such finding here. Look for it in the list."))
    return _said(request, found)


def _said(request: AreaRequest, one: Finding) -> dict[str, Any]:
    one.area = request.area
    page = request.build_absolute_uri(one.get_absolute_url())
    return {**{name: read(one) for name, read in tables.FINDINGS.items()}, "page": page}
