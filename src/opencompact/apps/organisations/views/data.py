"""The register and the signatories as data: CSV, XLSX and JSON, with the filters of the pages."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations import queries, tables
from opencompact.apps.organisations.forms import RegisterForm
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import tables as downloads

BAD_DAY = _("Write the day as ?on=YYYY-MM-DD, up to today.")
AT_A_TIME = 500


def _address(request: HttpRequest, area: str) -> Callable[[Organisation], str]:
    """Tell the full address of an organisation's page; made once, not once a row."""
    start = request.build_absolute_uri(reverse("organisations:register", args=[area]))
    return lambda row: f"{start}{row.slug}/"


@open_page
def register(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The register, or what the filters leave of it; an import takes it back unchanged."""
    wanted = RegisterForm(request.GET).wanted
    found = queries.register(request.area, wanted, timezone.localdate())
    copy = downloads.Copy(tables.REGISTER, request.area, timezone.now())
    columns = tables.register_columns(_address(request, area))
    return downloads.answer(kind, copy, columns, found.iterator(chunk_size=AT_A_TIME))


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
def signatories(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The signatories of today, or of `?on=YYYY-MM-DD`."""
    on = _day(request)
    if on is None:
        return HttpResponseBadRequest(f"{BAD_DAY}\n", content_type="text/plain; charset=utf-8")
    copy = downloads.Copy(tables.SIGNATORIES, request.area, timezone.now(), on)
    columns = tables.signatory_columns(_address(request, area))
    return downloads.answer(kind, copy, columns, signatories_of(request, on))
