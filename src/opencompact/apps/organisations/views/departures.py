"""The public register of departures, filing one, and what becomes of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations import actions, policy, queries, tables
from opencompact.apps.organisations.forms import DepartureForm, DeparturesForm
from opencompact.apps.organisations.forms.departures import RECORDS
from opencompact.apps.organisations.models import Departure
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui import tables as downloads
from opencompact.base.ui.addresses import whole
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import LICENCE_URL
from opencompact.formats import atom

from . import pledge

LENGTH = 50
PRESET = ("body", "commitment", "record", "key", "title")


@open_page
def departures(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every departure, the latest first, by body and state."""
    form = _filters(request)
    found = queries.departing(request.area, form.asked, timezone.localdate())
    context = {
        "form": form,
        "filtered": any(request.GET.get(name) for name in ("body", "state", "commitment")),
        "page": listing.page(request, found),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
        "can_file": policy.can_begin_departure(request.actor),
    }
    return render(request, "organisations/departures/list.html", context)


def _filters(request: AreaRequest) -> DeparturesForm:
    bodies = queries.bodies_departing(request.area).values_list("slug", "name")
    return DeparturesForm(request.GET, bodies=bodies)


@open_page
def departures_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list as a file."""
    found = queries.departing(request.area, _filters(request).asked, timezone.localdate())
    copy = downloads.Copy(tables.DEPARTURES, request.area, timezone.now())
    columns = tables.departure_columns(lambda one: whole(one.get_absolute_url()))
    return downloads.answer(kind, copy, columns, found.iterator(chunk_size=500))


@open_page
def departures_atom(request: AreaRequest, area: str) -> HttpResponse:
    """The latest departures as a feed."""
    words = {"area": request.area.name, "agreement": request.area.term("agreement")}
    feed = atom.Feed(
        title=_("Departures from the {area} {agreement}").format_map(words),
        href=whole(reverse("organisations:departures-atom", args=[area])),
        page=whole(reverse("organisations:departures", args=[area])),
        author=_("{area} {agreement}").format_map(words),
        licence=LICENCE_URL,
        began=request.area.created_at,
        entries=list(_entries(request.area)),
    )
    return HttpResponse(atom.write(feed), content_type=atom.KIND)


def _entries(area: Area) -> Iterator[atom.Entry]:
    for one in queries.departing(area, queries.Asked(), timezone.localdate())[:LENGTH]:
        title = _("{body} departs from “{commitment}”: {matter}").format(
            body=one.body.name, commitment=one.commitment.title, matter=one.title
        )
        page = whole(one.get_absolute_url())
        yield atom.Entry(uuid5(one.pk, "filed").urn, title, page, one.filed_at, one.reason)


@open_page
def departure(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """One departure with its reason, and what may be done with it."""
    found = get_object_or_404(queries.numbered(number))
    on = timezone.localdate()
    counts = found.withdrawn_on is None and found.expires >= on
    context = {
        "departure": found,
        "kind": RECORDS.get(found.record, RECORDS["other"]),
        "today": on,
        "can_withdraw": counts and policy.can_withdraw_departure(request.actor, found),
        "can_settle": _is_open(found, on) and policy.can_settle_departure(request.actor, found),
    }
    return render(request, "organisations/departures/one.html", context)


def _is_open(departure: Departure, on: date) -> bool:
    """Whether it has run out and nobody has said what follows."""
    return departure.expires < on and not (departure.withdrawn_on or departure.settled_on)


def file_departure(request: AreaRequest, area: str) -> HttpResponse:
    """The form of a departure; a page that leads here fills in what it knows."""
    permit(request, policy.can_begin_departure(request.actor))
    edition = pledge.edition(request)
    form = _form(request, edition)
    if request.method == "POST" and form.is_valid():
        permit(request, policy.can_file_departure(request.actor, form.cleaned_data["body"]))
        chosen = commitments(edition).get(key=form.cleaned_data["commitment"])
        try:
            made = actions.file_departure(
                request.area, form.filing(chosen), actor=request.actor, at=timezone.now()
            )
        except actions.UnfitDeparture as unfit:
            form.blame(unfit)
        else:
            messages.success(request, _("The departure is filed, and everybody can read it."))
            return redirect("organisations:departure", area, made.number)
    return render(request, "organisations/departures/file.html", {"form": form})


def _form(request: AreaRequest, edition: Edition) -> DepartureForm:
    given = {name: request.GET[name] for name in PRESET if name in request.GET}
    own = queries.organisations_of(request.actor)[:2]
    if "body" not in given and len(own) == 1:
        given["body"] = own[0].name
    initial: dict[str, Any] = {**given, "event_on": _day(request.GET.get("on", ""))}
    return DepartureForm(
        request.POST if request.method == "POST" else None,
        area=request.area,
        commitments=[(one.key, str(one)) for one in commitments(edition)],
        initial=initial,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def withdraw_departure(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Ask once more, then withdraw."""
    found = get_object_or_404(queries.numbered(number))
    permit(request, policy.can_withdraw_departure(request.actor, found))
    if request.method == "POST":
        actions.withdraw_departure(found, actor=request.actor, at=timezone.now())
        messages.success(request, _("The departure is withdrawn. It stays on the register."))
        return redirect("organisations:departure", area, number)
    return render(request, "organisations/departures/withdraw.html", {"departure": found})


@require_POST
def settle_departure(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Say that a matter whose departure has run out needs no other."""
    found = get_object_or_404(queries.numbered(number))
    permit(request, policy.can_settle_departure(request.actor, found))
    actions.settle_departure(found, actor=request.actor, at=timezone.now())
    messages.success(request, _("Noted: the matter is settled."))
    return redirect("organisations:departure", area, number)
