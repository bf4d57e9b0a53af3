"""The way into the log: for those who keep it the list, for everybody else what it is for."""

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.forms.log import HINTS, LogFilterForm
from opencompact.apps.disputes.models import Treatment
from opencompact.apps.disputes.queries import log as queries
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


@open_page
def front(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The list for those who keep the log; for everybody else what it is for, and their own."""
    own = queries.own_reports(request.actor)
    context = {
        "own": queries.rows(own, timezone.localdate()),
        "treatments": [(one.label, HINTS[one]) for one in Treatment],
        "told": queries.told_reports(request.actor),
        "edition": current_edition(request.area),
    }
    found, form = _found(request)
    if not found and not policy.can_keep_log(request.actor):
        return render(request, "disputes/log/front.html", context)
    chosen = queries.chosen(found, form.wanted)
    context |= {
        "form": form,
        "page": listing.page(request, chosen),
        "total": len(found),
        "waiting": sum(row.waits is not None for row in found),
        "filtered": len(chosen) < len(found) or any(request.GET.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "disputes/log/list.html", context)


def log_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list, with the same filters, as a file for those who keep the log."""
    found, form = _found(request)
    permit(request, bool(found) or policy.can_keep_log(request.actor))
    copy = Copy(tables.CONCERNS, request.area, timezone.now())
    return answer(kind, copy, tables.CONCERN_COLUMNS, queries.chosen(found, form.wanted))


def _found(request: AreaRequest) -> tuple[list[queries.Row], LogFilterForm]:
    on = timezone.localdate()
    edition = current_edition(request.area)
    reasons = queries.causes(edition) if edition else ()
    found = queries.kept_reports(request.actor, request.area, on)
    return queries.rows(found, on), LogFilterForm(request.GET, reasons=reasons)
