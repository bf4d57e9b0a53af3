"""Beginning an assessment, writing it, going on to the full one, taking a draft away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.assessments import actions, policy, queries
from opencompact.apps.assessments.forms import BeginForm, WriteForm, initial_of
from opencompact.apps.assessments.models import Assessment, Depth
from opencompact.apps.assessments.views.opening import CONFLICT, kept, newer, posted
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.pages import render


def begin(request: AreaRequest, area: str) -> HttpResponse:
    """Whose decision, which one, and how far it goes; then on to writing."""
    permit(request, policy.can_keep_some(request.actor))
    bodies = queries.bodies_of(request.actor)
    form = BeginForm(posted(request), area=request.area, bodies=bodies, initial=_asked(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.begin(**given, actor=request.actor, at=timezone.now())
        except PermissionDenied:
            form.add_error("body", _("You do not keep the records of this organisation"))
        else:
            return redirect("assessments:write", area, made.number)
    return render(request, "assessments/begin.html", {"form": form})


def _asked(request: AreaRequest) -> dict[str, str]:
    """What another page has filled in: the decision that an assessment is wanted for."""
    return {"depth": Depth.SCREENING, "decision": request.GET.get("decision", "")[:160]}


def write(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """The whole draft on one page, saved as far as it is written."""
    one = _draft(kept(request, number))
    form = _form(one, posted(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, one, form)
    given: Any = {"version": form.cleaned_data["version"], "actor": request.actor}
    try:
        actions.write(one, form.values, form.effects, **given, at=timezone.now())
    except actions.ChangedError as changed:
        stored = changed.stored
        return _page(request, stored, _form(stored, newer(request, stored)), _theirs(stored, form))
    messages.success(request, _("The draft is saved."))
    if "publish" in request.POST:
        return redirect("assessments:publish", area, number)
    return redirect("assessments:assessment", area, number)


def _draft(one: Assessment) -> Assessment:
    if not one.is_draft:
        raise NotNow(
            _("Everybody can read this assessment, so what it says stays."),
            [_("take it back, and publish it again")],
        )
    return one


def _form(one: Assessment, data: Any) -> WriteForm:
    groups = queries.asked_groups(timezone.localdate(), one)
    return WriteForm(data, depth=one.depth, groups=groups, initial=initial_of(one))


def _theirs(stored: Assessment, form: WriteForm) -> list[tuple[str, Any, Any]]:
    """Where what is stored now differs from what was typed: the question, theirs, yours."""
    now, typed = initial_of(stored), form.cleaned_data
    return [
        (str(field.label), now.get(name) or "", typed.get(name) or "")
        for name, field in form.fields.items()
        if name != "version" and (now.get(name) or "") != (typed.get(name) or "")
    ]


def _page(
    request: AreaRequest, one: Assessment, form: WriteForm, differences: Any = None
) -> HttpResponse:
    context = {"form": form, "one": one, "differences": differences}
    status = 200 if differences is None else CONFLICT
    return render(request, "assessments/write.html", context, status)


@require_POST
def go_on(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Begin the full assessment with what the screening has said."""
    made = actions.go_on(kept(request, number), actor=request.actor, at=timezone.now())
    messages.success(request, _("The full assessment begins with what the screening says."))
    return redirect("assessments:assessment", area, made.number)


def remove(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Ask once more, then take a draft away."""
    one = _draft(kept(request, number))
    if request.method == "POST":
        actions.remove(one, actor=request.actor, at=timezone.now())
        messages.success(request, _("The draft was removed."))
        return redirect("assessments:list", area)
    return render(request, "assessments/remove.html", {"one": one})
