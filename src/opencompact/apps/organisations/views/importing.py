"""Importing the register: hand in a file, match its columns, look, start, read the report."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations import tables as lists
from opencompact.apps.organisations.forms import ColumnsForm, UploadForm
from opencompact.apps.organisations.models import ImportRun, RunState, Subject
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render
from opencompact.base.ui.phrases import spoken
from opencompact.formats import tables

AT_ONCE = 5000
FIRST_ROWS = 5
RECENT = 10


def upload(request: AreaRequest, area: str) -> HttpResponse:
    """An officer hands in a file; what was imported before is listed below."""
    permit(request, policy.can_import(request.actor))
    form = UploadForm(*handed_in(request), fetch=fetcher(request))
    if form.is_valid():
        run = actions.open_import(
            request.area,
            form.file_name,
            form.taken.text,
            sector=form.cleaned_data["sector"],
            actor=request.actor,
            at=timezone.now(),
        )
        if form.taken.note:
            messages.info(request, spoken(form.taken.note))
        return redirect("organisations:import-run", area, run.pk)
    recent = queries.imports(request.area, Subject.ORGANISATIONS)[:RECENT]
    return render(request, "organisations/import/upload.html", {"form": form, "recent": recent})


def handed_in(request: AreaRequest) -> tuple[Any, ...]:
    """What was sent with a form that takes a file, or nothing when it is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def fetcher(request: AreaRequest) -> Callable[[str], actions.Found]:
    """Gets a file from the web for whoever asks."""
    return partial(actions.fetch_table, request.area, actor=request.actor, at=timezone.now())


def run(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """A draft to look at, an import under way, or its report: one address from start to end."""
    permit(request, policy.can_import(request.actor))
    found = _found(run)
    if found.state == RunState.DRAFT:
        table = tables.parse(found.text)
        form = ColumnsForm(table=table, initial=ColumnsForm.initial_of(actions.choices_of(found)))
        return _look(request, found, table, form)
    return show_started(request, found)


def _found(run: UUID) -> ImportRun:
    return get_object_or_404(ImportRun, pk=run, subject=Subject.ORGANISATIONS)


def show_started(request: AreaRequest, run: ImportRun) -> HttpResponse:
    """How far an import is, or its report."""
    page = "report" if run.state == RunState.FINISHED else "progress"
    return render(
        request, f"organisations/import/{page}.html", {"run": run, **_remarks(run.report)}
    )


def _remarks(report: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of the rows of an import, in the language of the page."""
    return {name: actions.spoken(report.get(name, ())) for name in ("rejected", "warnings")}


def _look(
    request: AreaRequest, run: ImportRun, table: tables.Table, form: ColumnsForm
) -> HttpResponse:
    context = {"form": form, **looked_at(run, table)}
    return render(request, "organisations/import/look.html", context)


def looked_at(run: ImportRun, table: tables.Table) -> dict[str, Any]:
    """What a draft shows of its file and of what would happen."""
    preview = run.report.get("preview") or {}
    counts = run.report.get("counts") or {}
    return {
        "run": run,
        "columns": table.columns,
        "rows": [(row.number, list(row.cells.items())) for row in table.rows[:FIRST_ROWS]],
        "preview": {**preview, **_remarks(preview)} if preview else {},
        "more_rejected": counts.get("rejected", 0) - len(preview.get("rejected", ())),
        "more_warnings": counts.get("warnings", 0) - len(preview.get("warnings", ())),
        "counts": counts,
    }


@require_POST
def columns(request: AreaRequest, area: str, run: UUID) -> HttpResponse:
    """Choose other columns for a draft, and look again."""
    permit(request, policy.can_import(request.actor))
    found = _found(run)
    _only_drafts(found)
    table = tables.parse(found.text)
    form = ColumnsForm(request.POST, table=table)
    if not form.is_valid():
        return _look(request, found, table, form)
    actions.rematch(found, form.choices)
    return redirect("organisations:import-run", area, found.pk)


def _only_drafts(run: ImportRun) -> None:
    if run.state != RunState.DRAFT:
        raise NotNow(_("This import has started, so its columns stay."), [_("read its report")])


@require_POST
def start(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """Start an import, or let one that waits go on; the clock does what is more than 5,000 rows."""
    permit(request, policy.can_import(request.actor))
    found = _found(run)
    if not actions.is_matched(found):
        raise NotNow(_("Nobody has said which column holds the names."), [_("choose that column")])
    return go_on(request, found, rows=AT_ONCE)


def go_on(request: AreaRequest, run: ImportRun, *, rows: int) -> HttpResponse:
    """Write about so many rows now, and leave the others to the clock."""
    at = timezone.now()
    going = actions.start_import(run, at=at)
    actions.run_import(going, actor=request.actor, at=at, rows=rows)
    return redirect(going)


def rejected(request: AreaRequest, area: str, run: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """The rows that were left out, as they were, with the reason: to be corrected and handed in."""
    permit(request, policy.can_import(request.actor))
    found = get_object_or_404(
        ImportRun, pk=run, subject=Subject.ORGANISATIONS, state=RunState.FINISHED
    )
    return rejected_rows(request, found, kind)


def rejected_rows(request: AreaRequest, found: ImportRun, kind: str) -> HttpResponse:
    """The rows that a finished import left out, as a file."""
    names = found.report.get("columns", [])
    copy = downloads.Copy(lists.REJECTED, request.area, timezone.now())
    rows = actions.spoken(found.report.get("rejected", ()))
    return downloads.answer(kind, copy, lists.rejected_columns(names), rows)
