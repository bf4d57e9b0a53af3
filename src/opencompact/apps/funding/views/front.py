"""The front page of funding: what is recorded, in figures that open to their rows.

Each part of funding tells what it has with a function in PARTS.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import agreements, payees, programmes
from opencompact.apps.funding.templatetags.grants import amount
from opencompact.base.areas.permission import AreaRequest, open_page
from opencompact.base.ui.pages import render
from opencompact.core.record import record


@record
class Figure:
    """A number in words, and where its rows stand."""

    number: str
    told: str
    href: str = ""


@record
class Part:
    """A part of funding on the front page: its name, what it is for, and its figures."""

    title: str
    text: str
    href: str
    figures: tuple[Figure, ...] = ()


def _programmes(request: AreaRequest) -> Part | None:
    today = timezone.localdate()
    start = reverse("funding:programmes", args=[request.area.slug])
    found = programmes.visible(request.actor)
    running = found.filter(opens__lte=today, closes__gte=today).count()
    figures = (
        Figure(f"{found.count():,}", _("programmes"), start),
        Figure(f"{running:,}", _("open for applications today")),
    )
    text = _("What money is offered, for what, and how it is decided who gets it.")
    return Part(_("Programmes"), text, start, figures)


def _agreements(request: AreaRequest) -> Part | None:
    start = reverse("funding:agreements", args=[request.area.slug])
    found = agreements.visible(request.actor)
    today = timezone.localdate()
    running = found.filter(starts__lte=today, ends__gte=today).count()
    figures = (
        Figure(f"{found.count():,}", _("agreements"), start),
        Figure(amount(agreements.worth(found)), _("together")),
        Figure(f"{running:,}", _("running today"), f"{start}?state=running"),
    )
    text = _("Who gives how much to whom, for how long and on what terms.")
    return Part(_("Agreements"), text, start, figures)


def _lengths(request: AreaRequest) -> Part | None:
    start = reverse("funding:lengths", args=[request.area.slug])
    text = _("How long awards run, year by year and funder by funder.")
    return Part(_("Lengths of awards"), text, start)


def _payees(request: AreaRequest) -> Part | None:
    if not policy.can_decide_payee(request.actor):
        return None
    start = reverse("funding:payees", args=[request.area.slug])
    figures = (Figure(f"{payees.waiting():,}", _("to be decided"), start),)
    text = _("Which organisations of the register the recipients are. Only what is known counts.")
    return Part(_("Payees"), text, start, figures)


def _payments(request: AreaRequest) -> Part | None:
    start = reverse("funding:payments", args=[request.area.slug])
    text = _("What part of the payments came on time, by month, body and who was paid.")
    return Part(_("Payments"), text, start)


def _notices(request: AreaRequest) -> Part | None:
    start = reverse("funding:notices", args=[request.area.slug])
    text = _("How much notice is given before funding changes or ends, against what is promised.")
    return Part(_("Notices of change or ending"), text, start)


def _due(request: AreaRequest) -> Part | None:
    if not policy.can_add(request.actor):
        return None
    start = reverse("funding:due", args=[request.area.slug])
    text = _("Agreements that end in the next year, and the last day for notice of each.")
    return Part(_("What is due"), text, start)


PARTS: Final[tuple[Callable[[AreaRequest], Part | None], ...]] = (
    _programmes,
    _agreements,
    _lengths,
    _payments,
    _notices,
    _due,
    _payees,
)


@open_page
def front(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Programmes, agreements, payments and notices, each with its figures."""
    context = {
        "parts": list(filter(None, (part(request) for part in PARTS))),
        "can_import": policy.can_import(request.actor),
        "can_add": policy.can_add(request.actor),
    }
    return render(request, "funding/front.html", context)
