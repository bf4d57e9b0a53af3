"""What is due: agreements that end with nothing decided; and what bodies spend in a year."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.forms.notices import BudgetForm, EndForm
from opencompact.apps.funding.models import Agreement, BodyBudget
from opencompact.apps.funding.policy.grants import can_see
from opencompact.apps.funding.policy.notices import can_decide_end, keeps_some
from opencompact.apps.funding.queries import due as queries
from opencompact.apps.funding.queries import notices
from opencompact.apps.funding.tables import notices as tables
from opencompact.apps.funding.views.notices.opening import CONFLICT, posted, today, told
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer


def due(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every agreement of the visitor's bodies that ends within a year with nothing decided."""
    permit(request, keeps_some(request.actor))
    found = queries.due_for(request.area, request.actor, today())
    context = {
        "page": listing.page(request, found),
        "late": sum(one.is_late for one in found),
        "near": len(queries.near(found)),
        "total": len(found),
        "today": today(),
    }
    return render(request, "funding/notices/due.html", context)


def due_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same as a file."""
    permit(request, keeps_some(request.actor))
    copy = Copy(tables.DUE, request.area, timezone.now())
    rows = queries.due_for(request.area, request.actor, today())
    return answer(kind, copy, tables.DUE_COLUMNS, rows)


def decide_end(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """What becomes of an agreement at its end, with the days counted back from it."""
    agreement = _agreement(request, number)
    kept = queries.decision_on(agreement)
    initial = {name: getattr(kept, name) for name in EndForm.base_fields} if kept else {}
    form = EndForm(posted(request), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"actor": request.actor, "at": timezone.now()}
        given = form.cleaned_data
        try:
            actions.decide_end(agreement, given, version=given["version"], **by)
        except actions.UnfitError as error:
            told(form, error)
        except actions.ChangedError:
            status = CONFLICT
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("funding:due", area)
    one = next(
        iter(queries.due(request.area, [agreement] if agreement.ends else [], today())), None
    )
    context = {"agreement": agreement, "form": form, "due": one, "moved": status == CONFLICT}
    return render(request, "funding/notices/end.html", {**context, "today": today()}, status)


def _agreement(request: AreaRequest, number: str) -> Agreement:
    """An agreement whose end the visitor may decide; a draft is there for nobody else."""
    found = (
        Agreement.objects.filter(number=number).select_related("area", "funder", "payee").first()
    )
    permit(request, keeps_some(request.actor))
    if found is None or not can_see(request.actor, found):
        raise Http404("There is no such agreement here.")
    permit(request, can_decide_end(request.actor, found))
    return found


def keep_budget(request: AreaRequest, area: str) -> HttpResponse:
    """What a body spends in a year, in all and on the sector, and in the year before."""
    permit(request, keeps_some(request.actor))
    form = _budget_form(request, posted(request), _asked(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        body, year, version = (given.pop(name) for name in ("body", "year", "version"))
        by: dict[str, Any] = {"version": version, "actor": request.actor, "at": timezone.now()}
        try:
            actions.keep_budget(body, year, given, **by)
        except PermissionDenied:
            form.add_error("body", _("You do not keep the records of this organisation"))
        except actions.ChangedError:
            stored = notices.budget_of(body, year)
            again = request.POST.copy()
            again["version"] = str(stored.version if stored else 0)
            form, status = _budget_form(request, again, None), CONFLICT
        else:
            messages.success(request, _("The figures are kept, and everybody can see them."))
            return redirect("funding:notices", area)
    context = {"form": form, "moved": status == CONFLICT}
    return render(request, "funding/notices/budget.html", context, status)


def _budget_form(request: AreaRequest, data: Any, stored: BodyBudget | None) -> BudgetForm:
    year = notices.year_of(today())
    names = (
        "year",
        "own_before",
        "own_after",
        "sector_before",
        "sector_after",
        "source",
        "version",
    )
    initial: dict[str, Any] = {"year": year}
    if stored:
        initial = {name: getattr(stored, name) for name in names} | {"body": stored.body.name}
    return BudgetForm(data, area=request.area, year=year, initial=initial)


def _asked(request: AreaRequest) -> BodyBudget | None:
    """The figures that a link names, to be changed."""
    body, year = request.GET.get("body", ""), request.GET.get("year", "")
    found = notices.budgets(request.area).filter(body__slug=body)
    return found.filter(year=int(year)).first() if year.isdecimal() and len(year) == 4 else None  # noqa: PLR2004
