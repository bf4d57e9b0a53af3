"""Operations that import the register: hand in a file, look at the draft, start it, see the end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Status
from ninja.files import UploadedFile

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import UploadForm
from opencompact.apps.organisations.models import ImportRun, RunState, Sector, Subject
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.areas.tokens import Scope
from opencompact.base.ui.api import AREA, Fault, Listed, Paging, listed, of_form, private

from . import schemas
from .routing import routes

AT_ONCE = 5000
RUN = f"{AREA}/imports/{{uuid:run}}"


@routes.get(
    f"{AREA}/imports",
    **private(Scope.WRITE_REGISTER, Listed[schemas.ImportOut]),
    summary="Imports of the register",
)
def imports(
    request: AreaRequest,
    response: HttpResponse,
    area: str,  # noqa: ARG001 - the middleware has it
    asked: Query[Paging],
) -> Any:
    """Every import of the area, the latest first. For officers."""
    permit(request, policy.can_import(request.actor))
    found = queries.imports(request.area, Subject.ORGANISATIONS).order_by("-created_at", "pk")
    return listed(request, response, asked, found, lambda run: _said(request, run))


@routes.post(
    f"{AREA}/imports",
    **private(Scope.WRITE_REGISTER, schemas.ImportOut, status=201),
    summary="Hand in a file",
)
def hand_in(
    request: AreaRequest,
    area: str,  # noqa: ARG001
    file: File[UploadedFile],
    sector: Form[Sector] = Sector.VCS,
) -> Any:
    """A CSV or Excel file with column names in row 1 becomes a draft, which changes nothing.

    `sector` is that of new organisations whose row names none. Start the draft to import it.
    """
    permit(request, policy.can_import(request.actor))
    form = UploadForm({"sector": sector}, {"file": file})
    if not form.is_valid():
        return of_form(form)
    run = actions.open_import(
        request.area,
        form.file_name,
        form.taken.text,
        sector=form.cleaned_data["sector"],
        actor=request.actor,
        at=timezone.now(),
    )
    return Status(201, _said(request, run))


@routes.get(RUN, **private(Scope.WRITE_REGISTER, schemas.ImportOut), summary="One import")
def one_import(request: AreaRequest, area: str, run: UUID) -> Any:  # noqa: ARG001
    """What a draft would do, how far an import is, or what came of it."""
    permit(request, policy.can_import(request.actor))
    return _said(request, _run(run))


@routes.post(
    f"{RUN}/start",
    **private(Scope.WRITE_REGISTER, schemas.ImportOut, more={409: Fault}),
    summary="Start an import",
)
def start_import(request: AreaRequest, area: str, run: UUID) -> Any:  # noqa: ARG001
    """Start a draft, or let an import that stopped go on. A long one is finished by the clock."""
    permit(request, policy.can_import(request.actor))
    found = _run(run)
    if not actions.is_matched(found):
        raise NotNow(
            _("No column holds the names of organisations."), [_("call one of the columns “name”")]
        )
    at = timezone.now()
    going = actions.start_import(found, at=at)
    return _said(request, actions.run_import(going, actor=request.actor, at=at, rows=AT_ONCE))


def _run(pk: UUID) -> ImportRun:
    found = ImportRun.objects.filter(pk=pk, subject=Subject.ORGANISATIONS).first()
    if found is None:
        raise Http404(_("There is no such import here."))
    return found


def _said(request: AreaRequest, run: ImportRun) -> dict[str, Any]:
    draft = run.state == RunState.DRAFT
    report = run.report.get("preview", {}) if draft else run.report
    counts = report if draft else vars(run)
    href = reverse("organisations:import-run", args=[request.area.slug, run.pk])
    return {
        "id": run.pk,
        "file_name": run.file_name,
        "state": run.state,
        "columns": run.mapping,
        "rows_total": run.rows_total,
        "rows_done": run.rows_done,
        **{name: counts.get(name, 0) for name in ("created", "updated", "unchanged")},
        "rejected": _remarks(report, "rejected"),
        "warnings": _remarks(report, "warnings"),
        "created_at": run.created_at,
        "finished_at": run.finished_at,
        "page": request.build_absolute_uri(href),
    }


def _remarks(report: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = actions.spoken(report.get(name, ()))
    return [{"row": one["row"], "reason": one["reason"]} for one in found]
