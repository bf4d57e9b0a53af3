"""Importing grants: hand in a file, look at what would happen, start, read the report."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.funding.actions import giving as actions
from opencompact.apps.funding.forms.grants import GrantsFileForm
from opencompact.apps.funding.models import GrantRun, RunState
from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import runs as queries
from opencompact.apps.funding.tables import grants
from opencompact.apps.funding.tables.rejected import rejected_columns
from opencompact.apps.organisations.actions import spoken
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render

AT_ONCE = 2500
RECENT = 10


def upload(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """An officer hands in a file; what was imported before is listed below."""
    permit(request, policy.can_import(request.actor))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GrantsFileForm(*sent)
    if form.is_valid():
        run = actions.open_import(
            request.area, form.file_name, form.text, actor=request.actor, at=timezone.now()
        )
        return redirect(run)
    recent = queries.imports(request.area)[:RECENT]
    return render(request, "funding/import/upload.html", {"form": form, "recent": recent})


def run(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """A draft to look at, an import under way, or its report: one address from start to end."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(GrantRun.objects.select_related("area"), pk=run)
    if found.state == RunState.DRAFT:
        return _look(request, found)
    page = "report" if found.state == RunState.FINISHED else "progress"
    context = {"run": found, **_remarks(found.report)}
    return render(request, f"funding/import/{page}.html", context)


def _look(request: AreaRequest, run: GrantRun) -> HttpResponse:
    preview, counts = run.report["preview"], run.report["counts"]
    context = {
        "run": run,
        "preview": {**preview, **_remarks(preview)},
        "counts": counts,
        "first": [_first(one) for one in run.report.get("first", ())],
        "more_rejected": counts["rejected"] - len(preview["rejected"]),
        "more_warnings": counts["warnings"] - len(preview["warnings"]),
    }
    return render(request, "funding/import/look.html", context)


def _first(one: Mapping[str, str]) -> dict[str, Any]:
    """A grant as it is understood, with its amount and its day as such."""
    awarded = date.fromisoformat(one["awarded"]) if one["awarded"] else None
    return {**one, "value": Decimal(one["value"] or 0), "awarded": awarded}


def _remarks(report: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the rows of an import, in the language of the page."""
    return {name: spoken(report.get(name, ())) for name in ("rejected", "warnings")}


def rejected(request: AreaRequest, area: str, run: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """The grants that were left out, as they were, with the reason: to be corrected."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(GrantRun, pk=run)
    if found.state != RunState.FINISHED:
        raise NotNow(_("This import has not ended."), [_("wait for its report")])
    copy = downloads.Copy(grants.REJECTED, request.area, timezone.now())
    columns = rejected_columns(found.report.get("columns", ()))
    return downloads.answer(kind, copy, columns, spoken(found.report.get("rejected", ())))


@require_POST
def start(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """Start an import, or let one that waits go on; the clock does what is more than fits here."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(GrantRun, pk=run)
    at = timezone.now()
    going = actions.start_import(found, at=at)
    actions.run_import(going, actor=request.actor, at=at, rows=AT_ONCE)
    return redirect(going)
