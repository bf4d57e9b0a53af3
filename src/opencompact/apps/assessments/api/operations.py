"""Operations that read the published assessments. Everybody may: they need no token."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.apps.assessments import queries, tables
from opencompact.apps.assessments.models import Assessment
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, listed, public

from . import schemas
from .routing import routes

WORDS = (
    "about", "sector_words", "users_words", "evidence", "asked", "consultation_link",
    "mitigation", "need_words",
)  # fmt: skip


@routes.get(
    f"{AREA}/assessments",
    **public(Listed[schemas.AssessmentRow]),
    summary="The published impact assessments",
)
@open_page
def assessments(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.AssessmentsAsked],
) -> Any:
    """Every published assessment, the latest first."""
    wanted = queries.Wanted(text=asked.q, body=asked.body, depth=asked.kind, harms=asked.harms)
    found = queries.searched(queries.published(request.area), wanted)
    return listed(request, response, asked, found, lambda one: _row(request, one))


@routes.get(
    f"{AREA}/assessments/{{slug:number}}",
    **public(schemas.AssessmentOut),
    summary="One impact assessment",
)
@open_page
def assessment(request: AreaRequest, area: str, number: str) -> Any:  # noqa: ARG001
    """One published assessment with all that it says."""
    found = queries.published(request.area).filter(number=number).first()
    if found is None:
        raise Http404(_("There is no such assessment here. Look for it in the list."))
    groups = [
        {"group": one.group, "effect": one.effect, "how_known": one.words}
        for one in found.effects.all()
    ]
    said = {name: getattr(found, name) for name in WORDS}
    return {**_row(request, found), **said, "groups": groups}


def _row(request: AreaRequest, one: Assessment) -> dict[str, Any]:
    page = request.build_absolute_uri(one.get_absolute_url())
    return {**{name: read(one) for name, read in tables.COLUMNS.items()}, "page": page}
