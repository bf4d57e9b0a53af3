"""A consultation from a web page: what is found is shown, and nothing is kept by itself."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.consultations import policy, queries
from opencompact.apps.consultations.forms import ConsultationForm, PageForm, initial_of
from opencompact.apps.organisations.actions import fetch_file
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.dates import day
from opencompact.base.ui.pages import render
from opencompact.core.announcements import Announced, Hit

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
    context = {
        "form": ConsultationForm(
            area=request.area, asked=asked(request), initial=initial_of(found, form.page)
        ),
        "rows": list(_rows(found)),
        "found": found,
    }
    return render(request, "consultations/import_found.html", context)


def _rows(found: Announced) -> Iterator[tuple[str, list[tuple[str, Hit, bool]]]]:
    """What was looked for; of each thing its value, its words, and whether it is only shown."""
    for name, hits, used in (
        (_("Title"), [found.title], 1),
        (_("Body that asks"), [found.body], 1),
        (_("First day"), found.opens, 1),
        (_("Last day"), found.closes, 1),
        (_("Email address"), found.emails, 1),
        (_("Telephone number"), found.phones, 1),
        (_("Way of taking part"), found.links, len(found.links)),
    ):
        there = [hit for hit in hits if hit is not None]
        yield name, [(_said(hit), hit, n >= used) for n, hit in enumerate(there)]


def _said(hit: Hit) -> str:
    return day(hit.value) if isinstance(hit.value, date) else hit.value
