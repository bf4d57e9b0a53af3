"""Operations on the register of consultations: all of them, and one."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query

from opencompact.apps.consultations import queries
from opencompact.apps.consultations.models import Consultation
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.api import AREA, Listed, listed, public

from . import schemas
from .routing import routes

PLAIN = (
    "decision", "can_change", "cannot_change", "significant_effect", "major_change",
    "legally_impossible", "set_by_law", "law", "audience", "ways", "online", "contact", "web",
    "published_on", "withdrawn_on", "withdrawn_reason",
)  # fmt: skip


@routes.get(
    f"{AREA}/consultations",
    **public(Listed[schemas.ConsultationRow]),
    summary="The register of consultations",
)
@open_page
def consultations(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[schemas.ConsultationsAsked],
) -> Any:
    """What is published, by number; search and filters are those of the page."""
    wanted = queries.Wanted(asked.q, asked.body, asked.state, asked.theme, asked.community)
    found = queries.published(request.area, wanted, timezone.localdate())
    return listed(request, response, asked, found, lambda one: _row(request, one))


@routes.get(
    f"{AREA}/consultations/{{slug:number}}",
    **public(schemas.ConsultationOut),
    summary="One consultation",
)
@open_page
def consultation(request: AreaRequest, area: str, number: str) -> Any:  # noqa: ARG001
    """All that is published of it, with what the agreement says of each window."""
    found = queries.one(request.area, ANONYMOUS, number)
    if found is None:
        raise Http404(_("There is no such consultation here. Look for it in the list."))
    row = queries.row(found, timezone.localdate())
    return {
        **_row(request, row),
        **{name: getattr(found, name) for name in PLAIN},
        "feedback": _feedback(row),
        "verdicts": _verdicts(found),
    }


def _row(request: AreaRequest, row: queries.Row) -> dict[str, Any]:
    one = row.consultation
    return {
        "number": one.number,
        "body": one.body.slug,
        "title": one.title,
        "state": row.state,
        "windows": [
            {
                "opens": window.opens,
                "closes": window.closes,
                "extensions": [
                    {"was": was.was, "to": was.to, "why": was.why, "on": was.on}
                    for was in window.extensions.all()
                ],
            }
            for window in row.windows
        ],
        "expected": one.expected,
        "communities": one.communities,
        "themes": one.themes,
        "page": request.build_absolute_uri(one.get_absolute_url()),
    }


def _feedback(row: queries.Row) -> dict[str, Any] | None:
    told = row.feedback
    if told is None:
        return None
    return {
        "on": told.published_on,
        "heard": told.heard,
        "changed": told.changed,
        "unchanged": told.unchanged,
    }


def _verdicts(found: Consultation) -> list[dict[str, Any]]:
    return [
        {
            "opens": one.window.opens,
            "rule": one.judgement.rule.key,
            "commitment": one.found.commitment.key,
            "verdict": one.judgement.verdict.value,
            "missing": list(one.judgement.missing),
        }
        for one in queries.judged(found)
    ]
