"""Publishing an assessment, taking it back, and noting its decision and its review."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.assessments import actions, queries
from opencompact.apps.assessments.forms import DecisionForm, ReviewForm
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.views.opening import CONFLICT, kept, newer, posted, told
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.ui.dates import day
from opencompact.base.ui.forms import Form
from opencompact.base.ui.pages import render


def publish(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """What is missing, how it stands to the agreement, and a last yes."""
    one = kept(request, number)
    lacks = queries.missing(one) if one.is_draft else []
    context: dict[str, Any] = {
        "one": one,
        "missing": lacks,
        "judged": queries.judged(one),
        "rows": _rows(one),
    }
    if request.method != "POST":
        return render(request, "assessments/publish.html", context)
    try:
        actions.publish(one, version=_version(request), actor=request.actor, at=timezone.now())
    except actions.UnfitError as error:
        return render(request, "assessments/publish.html", {**context, "refused": error.faults})
    except actions.ChangedError:
        return render(request, "assessments/publish.html", {**context, "moved": True}, CONFLICT)
    messages.success(request, _("Everybody can read this assessment now."))
    return redirect("assessments:assessment", area, number)


def take_back(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Ask once more, then make a draft of it again."""
    one = kept(request, number)
    moved = False
    if request.method == "POST":
        try:
            actions.take_back(
                one, version=_version(request), actor=request.actor, at=timezone.now()
            )
        except actions.ChangedError:
            moved = True
        else:
            messages.success(request, _("It is a draft again. Correct it, and publish it anew."))
            return redirect("assessments:assessment", area, number)
    context = {"one": one, "moved": moved}
    return render(request, "assessments/take_back.html", context, CONFLICT if moved else 200)


def note_decision(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """When it was decided, and where the paper is."""
    one = kept(request, number)

    def act(given: dict[str, Any], **by: Any) -> None:
        actions.note_decision(one, given["decided_on"], given["decision_link"], **by)

    initial = {name: getattr(one, name) for name in DecisionForm.base_fields}
    return _noted(request, one, DecisionForm(posted(request), initial=initial), act, "decision")


def note_review(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """What was found when somebody looked again."""
    one = kept(request, number)

    def act(given: dict[str, Any], **by: Any) -> None:
        actions.note_review(one, given, **by)

    initial = {name: getattr(one, name) for name in ReviewForm.base_fields}
    return _noted(request, one, ReviewForm(posted(request), initial=initial), act, "review")


def _noted(
    request: AreaRequest, one: Assessment, form: Form, act: Callable[..., None], page: str
) -> HttpResponse:
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            act(given, version=given["version"], actor=request.actor, at=timezone.now())
        except actions.UnfitError as error:
            told(form, error)
        except actions.ChangedError as changed:
            form, status = type(form)(newer(request, changed.stored)), CONFLICT
        else:
            messages.success(request, _("It is noted."))
            return redirect("assessments:assessment", request.area.slug, one.number)
    context = {"one": one, "form": form, "moved": status == CONFLICT}
    return render(request, f"assessments/{page}.html", context, status)


def _version(request: AreaRequest) -> int:
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0  # noqa: PLR2004


def _rows(one: Assessment) -> list[tuple[str, str]]:
    """What the last page before publication tells again."""
    unknown = _("Not known")
    return [
        (_("Organisation"), one.body.name),
        (_("Decision"), one.decision),
        (_("Assessed on"), day(one.assessed_on) if one.assessed_on else unknown),
        (_("Decided on"), day(one.decided_on) if one.decided_on else unknown),
    ]
