"""Where to turn: a few questions that lead to the right door. Nothing is kept of the answers."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.base.areas.languages import of_code
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render
from opencompact.core.pack import Way, walk
from opencompact.formats.usual import diagnosis_of

# The pages that doors lead to; every other door leads to something that is not here.
PAGES = {
    "raise": "disputes:raise",
    "challenge": "disputes:begin_challenge",
    "sign-up": "organisations:sign-up",
}


@open_page
def where_to_turn(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """One question, or the door that the answers lead to; the answers stand in the address."""
    edition = current_edition(request.area)
    pack = spoken_pack(edition) if edition else None
    found = diagnosis_of(pack, of_code(get_language()).key)
    given = {name: str(value) for name, value in request.GET.items()}
    way = walk(found, given)
    asked = way.question.key if way.question else ""
    context = {
        "way": way,
        "diagnosis": found,
        "answered": _answered(request, way),
        "fault": bool(asked) and "on" in given and not given.get(asked),
        "href": _href(request.area, way),
        "own": bool(pack and pack.diagnosis),
        "signs": signs(request.area, request.actor, "diagnosis", timezone.localdate())
        if way.door
        else None,
    }
    return render(request, "disputes/where_to_turn.html", context)


def _answered(request: AreaRequest, way: Way) -> list[dict[str, Any]]:
    """What was answered so far, each with the way back to its question."""
    before: dict[str, str] = {}
    rows = []
    for one in way.answered:
        back = f"{request.path}?{urlencode(before)}" if before else request.path
        rows.append({"asks": one.question.asks, "says": one.answer.says, "back": back})
        before[one.question.key] = one.answer.key
    return rows


def _href(area: Area, way: Way) -> str:
    """The page of ours that a door leads to; empty where it leads elsewhere."""
    if way.door is None:
        return ""
    if way.door.leads == "report":
        return report_page(area)
    name = PAGES.get(way.door.leads, "")
    return reverse(name, args=[area.slug]) if name else ""


def report_page(area: Area) -> str:
    """Where something is reported for the log."""
    return f"/{area.slug}/log/report/"
