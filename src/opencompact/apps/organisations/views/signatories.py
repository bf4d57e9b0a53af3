"""The public register of signatories, today or as at any day before."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone

from opencompact.apps.organisations.forms import SignatoriesForm
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render

from .data import signatories_of

KEPT = ("q", "sector")


@open_page
def signatories(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Who has signed. A date typed in three boxes becomes `?on=` in the address."""
    today = timezone.localdate()
    form = SignatoriesForm(_given(request), today=today)
    asked = form.is_valid() and form.cleaned_data["as_at"]
    if asked and "as_at_year" in request.GET:
        return HttpResponseRedirect(_canonical(request, asked, today))
    on = asked or today
    context = {
        "form": form,
        "on": on,
        "today": today,
        "page": listing.page(request, signatories_of(request, on)),
        "query": request.GET.urlencode(),
        "filtered": any(request.GET.get(name) for name in KEPT),
    }
    return render(request, "organisations/signatories.html", context)


def _given(request: AreaRequest) -> dict[str, str]:
    """What the form begins with: the boxes as typed, else the day of `?on=`, in its parts."""
    given = {name: str(value) for name, value in request.GET.items()}
    on = given.get("on", "")
    if on and "as_at_year" not in given:
        parts = [*on.split("-"), "", ""][:3]
        for box, part in zip(("as_at_year", "as_at_month", "as_at_day"), parts, strict=True):
            given[box] = part.lstrip("0")
    return given


def _canonical(request: AreaRequest, on: date, today: date) -> str:
    """The address of a day that can be kept and shared; today needs no day."""
    kept = {name: request.GET.get(name, "") for name in KEPT}
    query = {**kept, "on": "" if on == today else on.isoformat()}
    found = urlencode({name: value for name, value in query.items() if value})
    return f"{request.path}?{found}" if found else request.path
