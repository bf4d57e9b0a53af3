"""What everybody reads of payments: shares by body and month, and the payments behind them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.funding.forms.payments import FiguresForm, PaymentsForm
from opencompact.apps.funding.models.payments import USUAL_DAYS
from opencompact.apps.funding.policy import payments as policy
from opencompact.apps.funding.queries import payments as queries
from opencompact.apps.funding.queries.payments import Asked, Figure, summed
from opencompact.apps.funding.queries.payments.measuring import last_day
from opencompact.apps.funding.tables import payments as tables
from opencompact.apps.funding.templatetags.payments import per_cent
from opencompact.apps.organisations.queries import judged
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui import charts, dates, listing
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.pages import render
from opencompact.core.record import record

AT_A_TIME, ENOUGH = 500, 2
# Whose payments count, in few words.
COUNTED = {"vcs": gettext_lazy("Voluntary and community"), "others": gettext_lazy("Others")}


@record
class Line:
    """What one body paid in one month, by who was paid, and altogether."""

    body: str
    name: str
    month: str
    vcs: Figure
    others: Figure
    unmatched: Figure
    whole: Figure

    @property
    def where(self) -> str:
        """What the list of payments is asked for to show these."""
        asked = {"body": self.body} if self.body else {"name": self.name}
        return urlencode({**asked, "month": self.month})

    @property
    def kinds(self) -> list[dict[str, Any]]:
        """The figures by who was paid, each with its words."""
        by_kind = {"vcs": self.vcs, "others": self.others, "unmatched": self.unmatched}
        return [
            {"kind": kind, "label": queries.KINDS[kind], "figure": figure}
            for kind, figure in by_kind.items()
        ]


Group = tuple[str, str, str, tuple[Figure, ...]]
"""A month, a body, its name, and the figures of them by who was paid."""


def grouped(found: Iterable[Figure]) -> list[Group]:
    """Figures by month and body, the latest month first."""
    ordered = sorted(found, key=lambda one: (one.name.casefold(), one.name, one.body))
    ordered.sort(key=lambda one: one.month, reverse=True)
    groups = groupby(ordered, key=lambda one: (one.month, one.body, one.name))
    return [(*same, tuple(ones)) for same, ones in groups]


def line(group: Group) -> Line:
    """A group added up, by who was paid and altogether."""
    month, body, name, ones = group
    same = {"body": body, "name": name, "month": month}
    by_kind = {
        kind: summed((one for one in ones if one.kind == kind), **same, kind=kind)
        for kind in queries.KINDS
    }
    return Line(body, name, month, **by_kind, whole=summed(ones, **same))


def may_import(request: AreaRequest) -> bool:
    """Whether there is a body whose payments this person may bring in."""
    return policy.can_import_some_payments(request.actor, queries.may_pay(request.area))


@open_page
def figures(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """How much was paid on time, by body, month and kind of recipient."""
    form = FiguresForm(request.GET, bodies=queries.bodies_paying(request.area))
    found = queries.figures(request.area, form.asked)
    kinds = {kind: summed(one for one in found if one.kind == kind) for kind in queries.KINDS}
    page = listing.page(request, grouped(found))
    context = {
        "form": form,
        "asked": form.asked,
        "kinds": kinds,
        "whole": summed(found),
        "page": page,
        "lines": [line(one) for one in page],
        "chart": chart(request, found),
        "terms": queries.own_terms(request.area, form.asked),
        "days": USUAL_DAYS,
        "query": request.GET.urlencode(),
        "can_import": may_import(request),
    }
    return render(request, "funding/payments/figures.html", context)


def chart(request: AreaRequest, found: Iterable[Figure]) -> charts.Lines | None:
    """The shares of the months as lines, for the two kinds that can be told apart; or nothing."""
    ones: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in found:
        if one.known:
            ones[one.month, one.kind].append(one)
    months, kinds = sorted({month for month, _kind in ones}), {kind for _month, kind in ones}
    if len(months) < ENOUGH:
        return None
    page = reverse("funding:payments-list", args=[request.area.slug])
    drawn = [
        charts.Series(
            str(words),
            tuple(_point(ones.get((month, kind), ()), month, kind, page) for month in months),
        )
        for kind, words in COUNTED.items()
        if kind in kinds
    ]
    title = _("Part of the payments that came on time")
    return charts.lines(title, drawn, head=_("Month"), sign="%", most=100)


def _point(found: Iterable[Figure], month: str, kind: str, page: str) -> charts.Point:
    one = summed(found)
    told = f"{per_cent(one.share)} ({one.on_time} / {one.known})" if one.known else ""
    label = _short(month)
    return charts.Point(
        label, one.share, told, f"{page}?{urlencode({'month': month, 'kind': kind})}"
    )


def _short(month: str) -> str:
    """A month in as few letters as an axis has room for: Nov 2013."""
    name, year = dates.month(last_day(month)).split()
    return f"{name[:3]} {year}"


@open_page
def figures_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The figures as a file."""
    form = FiguresForm(request.GET, bodies=queries.bodies_paying(request.area))
    copy = downloads.Copy(tables.FIGURES, request.area, timezone.now())
    found = sorted(queries.figures(request.area, form.asked), key=lambda one: one.month)
    return downloads.answer(kind, copy, tables.figure_columns(), found)


@open_page
def payments(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The payments themselves; search, filters and page number are all in the address."""
    form = _form(request)
    context = {
        "form": form,
        "asked": form.asked,
        "page": listing.page(request, queries.payments(request.area, form.asked)),
        "query": request.GET.urlencode(),
        "days": USUAL_DAYS,
        "can_import": may_import(request),
    }
    return render(request, "funding/payments/list.html", context)


def _form(request: AreaRequest) -> PaymentsForm:
    bodies, months = queries.bodies_paying(request.area), queries.months_paid(request.area)
    return PaymentsForm(request.GET, bodies=bodies, months=months)


@open_page
def payments_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The payments that the filters leave; an import takes them back unchanged."""
    found = queries.payments(request.area, _form(request).asked)
    copy = downloads.Copy(tables.PAYMENTS, request.area, timezone.now())
    rows = found.iterator(chunk_size=AT_A_TIME)
    return downloads.answer(kind, copy, tables.payment_columns(), rows)


@open_page
def month(request: AreaRequest, area: str, body: str, month: str) -> HttpResponse:  # noqa: ARG001
    """One month of one body: its figures, and what they say of the promises."""
    found = get_object_or_404(queries.bodies_paying(request.area), slug=body)
    asked = Asked(body=body, month=month)
    groups = grouped(queries.figures(request.area, asked))
    if not groups:
        raise Http404(_("No payment of this month is here."))
    measured = queries.measured_month(request.area, found, month)
    context = {
        "body": found,
        "line": line(groups[0]),
        "measured": measured,
        "judged": judged(request.area, measured) if measured else (),
        "terms": queries.own_terms(request.area, asked),
        "days": USUAL_DAYS,
        "can_explain": policy.can_import_payments(request.actor, found),
    }
    return render(request, "funding/payments/month.html", context)
