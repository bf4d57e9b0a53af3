"""The register and the signatories as data: CSV and JSON, with the filters of the pages."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils import timezone

from opencompact.apps.organisations import queries, tables
from opencompact.apps.organisations.forms import RegisterForm
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import tables as downloads

BAD_DAY = "Write the day as ?on=YYYY-MM-DD, up to today.\n"


def _address(request: HttpRequest, area: str) -> Callable[[Organisation], str]:
    """Tell the full address of an organisation's page; made once, not once a row."""
    start = request.build_absolute_uri(reverse("organisations:register", args=[area]))
    return lambda row: f"{start}{row.slug}/"


def _register(request: AreaRequest) -> QuerySet[Organisation]:
    return queries.register(request.area, RegisterForm(request.GET).wanted, timezone.localdate())


@open_page
def register_csv(request: AreaRequest, area: str) -> HttpResponse:
    """The register, or what the filters leave of it; an import takes it back unchanged."""
    columns = tables.register_columns(_address(request, area))
    return downloads.csv_response(f"{area}-organisations.csv", columns, _register(request))


@open_page
def register_json(request: AreaRequest, area: str) -> HttpResponse:
    """The same as JSON."""
    columns = tables.register_columns(_address(request, area))
    title = f"Organisations, {request.area.name}"
    return downloads.json_response(columns, _register(request), title=title, at=timezone.now())


def signatories_of(request: AreaRequest, on: date) -> QuerySet[Organisation]:
    """The signatories of a day that the filters of the address leave, each with how it signed."""
    wanted = RegisterForm(request.GET).wanted
    found = queries.narrowed(queries.signatories(request.area, on), wanted)
    return queries.signed_list(found, on)


def _day(request: AreaRequest) -> date | None:
    """The day that `?on=` names, today without it; None when it is no day up to today."""
    today = timezone.localdate()
    try:
        on = date.fromisoformat(request.GET.get("on") or today.isoformat())
    except ValueError:
        return None
    return on if on <= today else None


@open_page
def signatories_csv(request: AreaRequest, area: str) -> HttpResponse:
    """The signatories of today, or of `?on=YYYY-MM-DD`."""
    on = _day(request)
    if on is None:
        return HttpResponseBadRequest(BAD_DAY, content_type="text/plain; charset=utf-8")
    columns = tables.signatory_columns(_address(request, area))
    name = f"{area}-signatories-{on.isoformat()}.csv"
    return downloads.csv_response(name, columns, signatories_of(request, on))


@open_page
def signatories_json(request: AreaRequest, area: str) -> HttpResponse:
    """The same as JSON."""
    on = _day(request)
    if on is None:
        return HttpResponseBadRequest(BAD_DAY, content_type="text/plain; charset=utf-8")
    columns = tables.signatory_columns(_address(request, area))
    title = f"Signatories, {request.area.name}, as at {on.isoformat()}"
    rows = signatories_of(request, on)
    return downloads.json_response(columns, rows, title=title, at=timezone.now())
