"""One assessment to read, and as a PDF."""

from datetime import UTC, datetime, time

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from opencompact.apps.assessments import policy, queries
from opencompact.apps.assessments.models import Assessment, Depth, Need
from opencompact.apps.assessments.queries.document import document, texts, touched
from opencompact.apps.assessments.views.opening import found
from opencompact.base.areas.languages import of_code
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.ui.pages import render
from opencompact.formats.papers import KINDS
from opencompact.formats.typeset import pdf

NOON = time(12, tzinfo=UTC)


def assessment(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """What it says, how it stands to the agreement, and what whoever keeps it can do."""
    one = found(request, number)
    keeps = policy.can_keep(request.actor, one)
    on = timezone.localdate()
    went_on = getattr(one, "went_on", None)
    context = {
        "one": one,
        "keeps": keeps,
        "touched": touched(one),
        "texts": texts(one),
        "today": on,
        "judged": queries.judged(one),
        "went_on": went_on if went_on and policy.can_see(request.actor, went_on) else None,
        "came_from": _seen(request, one.full_of),
        "can_go_on": keeps and one.depth == Depth.SCREENING and not went_on,
        "needs_full": one.need == Need.YES,
        "late_entry": bool(one.decided_on and one.entered_on > one.decided_on),
        "review_due": bool(one.review_on and one.review_on <= on and not one.reviewed_on),
        "missing": queries.missing(one) if keeps and one.is_draft else [],
    }
    return render(request, "assessments/assessment.html", context)


def _seen(request: AreaRequest, one: Assessment | None) -> Assessment | None:
    return one if one and policy.can_see(request.actor, one) else None


def pdf_file(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """The same as an accessible PDF; its name is the number."""
    one = found(request, number)
    on = one.published_on or timezone.localdate()
    at = datetime.combine(on, NOON)
    language = of_code(get_language()).key
    made = pdf(document(one), title=one.title, at=at, language=language)
    answer = HttpResponse(made, content_type=KINDS["pdf"])
    answer["Content-Disposition"] = f'attachment; filename="assessment-{one.number}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
