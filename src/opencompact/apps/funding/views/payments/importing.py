"""Importing payments: hand in a file, see how it is read, start, read the report."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.funding.forms.payments import ColumnsForm, PaymentFileForm
from opencompact.apps.funding.models import PaymentRun, RunState
from opencompact.apps.funding.policy import payments as policy
from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.funding.tables import payments as lists
from opencompact.apps.funding.tables.rejected import rejected_columns
from opencompact.apps.organisations.actions import spoken
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render
from opencompact.formats import spending

from .reading import may_import

AT_ONCE = 5000
RECENT = 10


def upload(request: AreaRequest, area: str) -> HttpResponse:
    """Somebody hands in a file; what they imported before is listed below."""
    permit(request, may_import(request))
    files = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaymentFileForm(*files, **_bodies(request))
    if form.is_valid():
        run = actions.open_import(
            request.area,
            form.file_name,
            form.handed,
            body=form.cleaned_data["body"],
            actor=request.actor,
            at=timezone.now(),
        )
        return redirect("funding:payments-run", area, run.pk)
    recent = [run for run in queries.imports(request.area) if _may(request, run)][:RECENT]
    return render(request, "funding/payments/upload.html", {"form": form, "recent": recent})


def _bodies(request: AreaRequest) -> dict[str, Any]:
    """The bodies whose payments this person may bring in; only officers may leave it to a file."""
    found = [
        one
        for one in queries.may_pay(request.area)
        if policy.can_import_payments(request.actor, one)
    ]
    return {"bodies": found, "by_file": policy.can_import_payments(request.actor, None)}


def _may(request: AreaRequest, run: PaymentRun) -> bool:
    return policy.can_import_payments(request.actor, run.body)


def _found(request: AreaRequest, run: UUID) -> PaymentRun:
    found = get_object_or_404(PaymentRun.objects.select_related("body", "area"), pk=run)
    permit(request, _may(request, found))
    return found


def run(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """A draft to look at, an import under way, or its report: one address from start to end."""
    found = _found(request, run)
    if found.state == RunState.DRAFT:
        initial = ColumnsForm.initial_of(found)
        return _look(request, found, ColumnsForm(run=found, initial=initial, **_bodies(request)))
    page = "report" if found.state == RunState.FINISHED else "progress"
    rejected = spoken(found.report.get("rejected", ()))
    context = {"run": found, "rejected": rejected}
    return render(request, f"funding/payments/{page}.html", context)


def _look(request: AreaRequest, run: PaymentRun, form: ColumnsForm) -> HttpResponse:
    report = run.report
    foreseen = report["foreseen"]
    context = {
        "run": run,
        "form": form,
        "report": report,
        "encoding": _(spending.ENCODINGS[run.encoding]),
        "delimiter": _(spending.DELIMITER_NAMES[run.delimiter]),
        "dates": [_date(run, key, found) for key, found in report["dates"].items()],
        "missing": [_missing(key) for key in report["missing"]],
        "first": [_row(one) for one in report["first"]],
        "foreseen": foreseen,
        "rejected": spoken(foreseen.get("rejected", ())),
        "more": foreseen.get("rejected_count", 0) - len(foreseen.get("rejected", ())),
    }
    return render(request, "funding/payments/look.html", context)


def _date(run: PaymentRun, key: str, found: dict[str, Any]) -> dict[str, Any]:
    """How the dates of a column are read, with an example."""
    form, read = run.mapping["dates"].get(key, ""), spending.read_date
    return {
        "column": run.mapping["columns"].get(key, ""),
        "form": _(spending.FORMS[form].label) if form else "",
        "example": found["example"],
        "day": read(found["example"], form) if form else None,
        "misfits": found["misfits"],
        "readings": [day for one in found["readings"] if (day := read(found["example"], one))],
    }


def _row(one: dict[str, Any]) -> dict[str, Any]:
    """A row as it is understood, with the days that it tells."""
    labels = {field.key: _(field.label) for field in spending.FIELDS}
    days = [(labels[key], date.fromisoformat(one[key])) for key in spending.DATES if one[key]]
    return {**one, "days": days}


def _missing(key: str) -> dict[str, str]:
    """A thing that a person has to say, and the field where they say it."""
    label = next(_(one.label) for one in spending.FIELDS if one.key == key)
    return {"key": key, "label": label}


@require_POST
def columns(request: AreaRequest, area: str, run: UUID) -> HttpResponse:
    """Read the file of a draft in another way, and look again."""
    found = _found(request, run)
    if found.state != RunState.DRAFT:
        raise NotNow(_("This import has started, so its columns stay."), [_("read its report")])
    form = ColumnsForm(request.POST, run=found, **_bodies(request))
    if not form.is_valid():
        return _look(request, found, form)
    actions.rematch(found, form.choices)
    return redirect("funding:payments-run", area, found.pk)


@require_POST
def start(request: AreaRequest, area: str, run: UUID) -> HttpResponse:  # noqa: ARG001
    """Start an import, or let one that waits go on; the clock does what is more than 5,000 rows."""
    found = _found(request, run)
    if not actions.is_matched(found):
        raise NotNow(_("It is not known yet how to read this file."), [_("say what is missing")])
    at = timezone.now()
    going = actions.start_import(found, at=at)
    actions.run_import(going, actor=request.actor, at=at, rows=AT_ONCE)
    return redirect(going)


def rejected(request: AreaRequest, area: str, run: UUID, kind: str) -> HttpResponse:  # noqa: ARG001
    """The rows that were left out, as they were, with the reason: to be corrected and handed in."""
    found = _found(request, run)
    if found.state != RunState.FINISHED:
        raise NotNow(_("This import has not ended."), [_("wait for its report")])
    copy = downloads.Copy(lists.REJECTED, request.area, timezone.now())
    columns_ = rejected_columns(found.report["columns"])
    return downloads.answer(kind, copy, columns_, spoken(found.report["rejected"]))
