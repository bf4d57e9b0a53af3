"""Importing consultations: hand in a file, look at what each row comes to, say yes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.consultations import actions, policy
from opencompact.apps.consultations.forms import ImportForm
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

STATES = {
    "new": (gettext_noop("New"), "green"),
    "changed": (gettext_noop("Changed"), "blue"),
    "same": (gettext_noop("As it is"), "grey"),
    "wrong": (gettext_noop("Left out"), "red"),
}
SHOWN = 200


def upload(request: AreaRequest, area: str) -> HttpResponse:
    """A file is first only looked at; what is posted with a yes is written."""
    permit(request, policy.can_import(request.actor))
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if not form.is_valid():
        return render(request, "consultations/import.html", {"form": form})
    at = timezone.now()
    planned = actions.plan(request.area, form.table, timezone.localdate(at))
    if request.POST.get("step") == "start":
        counts = actions.import_rows(request.area, planned, actor=request.actor, at=at)
        says = _("{new} new and {changed} changed. {same} were there already, {wrong} left out.")
        messages.success(request, says.format(**counts))
        return redirect("consultations:register", area)
    context = {
        "form": ImportForm(initial={"text": form.text_of_it}),
        "rows": [(one, _(STATES[one.state][0]), STATES[one.state][1]) for one in _shown(planned)],
        "counts": [(_(STATES[state][0]), number) for state, number in actions.counted(planned)],
        "more": len(planned) - SHOWN,
        "any": any(one.state in {"new", "changed"} for one in planned),
    }
    return render(request, "consultations/import_look.html", context)


def _shown(planned: list[actions.Planned]) -> list[actions.Planned]:
    """What is left out stands first: somebody may want to mend it."""
    return sorted(planned, key=lambda one: (one.state != "wrong", one.row))[:SHOWN]
