"""A consultation from a web page: what is found is shown, and nothing is kept by itself."""

from functools import partial

from django.http import HttpResponse
from django.utils import timezone

from opencompact.apps.consultations import policy, queries
from opencompact.apps.consultations.forms import ConsultationForm, PageForm, initial_of
from opencompact.apps.organisations.actions import fetch_file
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

from .found import rows_of, sealed
from .keeping import asked


def page(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Hand in a page; what is found goes into the form to add a consultation, to be looked at."""
    permit(request, policy.can_import(request.actor))
    at = timezone.now()
    posted = request.method == "POST"
    form = PageForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        fetch=partial(fetch_file, request.area, actor=request.actor, at=at),
    )
    if not form.is_valid():
        return render(request, "consultations/import_page.html", {"form": form})
    found = queries.announced(request.area, form.page, timezone.localdate(at))
    rows = rows_of(found)
    context = {
        "form": ConsultationForm(
            area=request.area, asked=asked(request), initial=initial_of(found, form.page)
        ),
        "rows": rows,
        "sealed": sealed(rows),
        "found": found,
    }
    return render(request, "consultations/import_found.html", context)
