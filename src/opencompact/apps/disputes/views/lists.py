"""The list of one's cases, the same as a file, and what the procedure is, for everybody."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.disputes import policy, queries, tables
from opencompact.apps.disputes.forms import FilterForm
from opencompact.apps.disputes.queries.signposts import signs
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer
from opencompact.core.pack import Pack


@open_page
def case_list(request: AreaRequest, area: str) -> HttpResponse:
    """My cases for somebody signed in; for everybody else, what the procedure is."""
    if not policy.can_list(request.actor):
        return _procedure(request)
    found = _rows(request)
    form = FilterForm(request.GET, stages=_stages(found))
    chosen = queries.chosen_rows(found, form.wanted)
    context = {
        "form": form,
        "page": listing.page(request, chosen),
        "total": len(found),
        "waiting": sum(row.mine for row in found),
        "filtered": len(chosen) < len(found) or any(request.GET.values()),
        "can_raise": policy.can_raise(request.actor),
        "can_export": policy.can_export(request.actor),
        "query": request.GET.urlencode(),
        "slug": area,
    }
    response = render(request, "disputes/list.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def case_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list, with the same filters, as a file for the officer and the chair."""
    permit(request, policy.can_export(request.actor))
    found = _rows(request)
    form = FilterForm(request.GET, stages=_stages(found))
    chosen = queries.chosen_rows(found, form.wanted)
    copy = Copy(tables.KEPT, request.area, timezone.now())
    return answer(kind, copy, tables.CASES, chosen)


@open_page
def procedure(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """How disagreements are settled here, in the words of the agreement in force."""
    return _procedure(request)


def _procedure(request: AreaRequest) -> HttpResponse:
    edition = current_edition(request.area)
    pack = spoken_pack(edition) if edition else None
    context: dict[str, Any] = {"edition": edition, "pack": pack}
    if pack:
        context |= {
            "procedure": pack.procedure,
            "stages": _described(pack),
            "findings": [ending for ending in pack.procedure.endings if ending.finding],
            "other_endings": [one for one in pack.procedure.endings if not one.finding],
            "can_raise": policy.can_raise(request.actor),
            "signs": signs(request.area, request.actor, "", timezone.localdate()),
        }
    return render(request, "disputes/procedure.html", context)


def _described(pack: Pack) -> list[dict[str, Any]]:
    found = pack.procedure
    return [
        {
            "stage": stage,
            "limits": queries.limits(found, stage),
            "who": queries.role_names(found, policy.readers(found, stage)),
            "sealed": stage.room == policy.MEDIATION,
        }
        for stage in found.stages
    ]


def _rows(request: AreaRequest) -> list[queries.Row]:
    on = timezone.localdate()
    return queries.rows(request.actor, calendar_for(request.area), on)


def _stages(found: list[queries.Row]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((row.stage, row.stands) for row in found if row.stage))
