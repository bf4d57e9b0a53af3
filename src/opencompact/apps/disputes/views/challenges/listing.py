"""The list of one's challenges, and the same as a file."""

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.agreement.queries import editions
from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.queries import challenges as queries
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


def challenge_list(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Mine and those that were sent to my organisation."""
    permit(request, policy.can_see_challenges(request.actor))
    found = _rows(request)
    context = {
        "page": listing.page(request, found),
        "total": len(found),
        "may": policy.can_challenge(request.actor),
    }
    shown = render(request, "disputes/challenge/list.html", context)
    shown.headers["Cache-Control"] = "no-store"
    return shown


def challenge_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list as a file."""
    permit(request, policy.can_see_challenges(request.actor))
    copy = Copy(tables.LETTERS, request.area, timezone.now())
    shown = answer(kind, copy, tables.CHALLENGES, _rows(request))
    shown.headers["Cache-Control"] = "no-store"
    return shown


def _rows(request: AreaRequest) -> list[queries.Standing]:
    calendar, on = calendar_for(request.area), timezone.localdate()
    known = list(editions(request.area))
    found = queries.visible_challenges(request.actor)
    return [queries.standing(one, calendar, on, known) for one in found]
