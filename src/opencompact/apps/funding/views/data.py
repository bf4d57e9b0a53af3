"""Programmes, agreements, payees and lengths as files, with the filters of their pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from opencompact.apps.funding import tables
from opencompact.apps.funding.actions import giving as actions
from opencompact.apps.funding.forms.payees import PayeesForm
from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import agreements as reads
from opencompact.apps.funding.queries import lengths as figures
from opencompact.apps.funding.queries import payees as payee_reads
from opencompact.apps.funding.queries import programmes as programme_reads
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import tables as downloads

from .agreements import filters as agreement_filters
from .programmes import filters as programme_filters

AT_A_TIME = 500
KINDS = {"json": "application/json", "csv": downloads.CSV}


def _below(request: HttpRequest, name: str, area: str) -> Callable[[str], str]:
    """Tell the full address of a page below a list; made once, not once a row."""
    start = request.build_absolute_uri(reverse(name, args=[area]))
    return lambda last: f"{start}{last}/"


@open_page
def programmes(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The programmes, or what the filters leave of them."""
    found = programme_reads.programmes(request.actor, **programme_filters(request).wanted)
    page = _below(request, "funding:programmes", area)
    columns = tables.grants.programme_columns(lambda row: page(row.slug))
    copy = downloads.Copy(tables.grants.PROGRAMMES, request.area, timezone.now())
    return downloads.answer(kind, copy, columns, found)


@open_page
def agreements(request: AreaRequest, area: str, kind: str) -> HttpResponse:
    """The agreements, or what the filters leave of them."""
    wanted = agreement_filters(request).wanted
    found = reads.agreements(request.actor, wanted, timezone.localdate())
    page = _below(request, "funding:agreements", area)
    columns = tables.grants.agreement_columns(lambda row: page(row.number))
    copy = downloads.Copy(tables.grants.AGREEMENTS, request.area, timezone.now())
    return downloads.answer(kind, copy, columns, found.iterator(chunk_size=AT_A_TIME))


@open_page
def giving(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """All published grants in the 360Giving Data Standard."""
    text = actions.write(f"360giving-{kind}", reads.to_give_out().iterator(chunk_size=AT_A_TIME))
    day = timezone.localdate().isoformat()
    response = HttpResponse(text, content_type=KINDS[kind])
    name = f'attachment; filename="{area}-360giving-{day}.{kind}"'
    response["Content-Disposition"] = name
    response["X-Content-Type-Options"] = "nosniff"
    response["Link"] = f'<{downloads.LICENCE_URL}>; rel="license"'
    return response


def payees(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The payees, or what the filters leave of them."""
    permit(request, policy.can_decide_payee(request.actor))
    found = payee_reads.listed(PayeesForm(request.GET).sought)
    copy = downloads.Copy(tables.grants.PAYEES, request.area, timezone.now())
    return downloads.answer(kind, copy, tables.grants.payee_columns(), found)


@open_page
def lengths(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The lengths of awards: of all, by year, and by funder."""
    found = figures.figures()
    rows: list[Any] = [("all", found.whole)]
    rows += [("year", one) for one in found.years] + [("funder", one) for one in found.funders]
    copy = downloads.Copy(tables.grants.LENGTHS, request.area, timezone.now())
    return downloads.answer(kind, copy, tables.grants.length_columns(), rows)
