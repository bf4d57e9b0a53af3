"""Somebody's own calendars: made and ended on one page, read by a program at a secret address."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.models import PrivateCalendar
from opencompact.apps.disputes.models.calendars import CHAMPION, PART_LABELS
from opencompact.apps.disputes.queries.challenges.days import letter_days
from opencompact.base.areas.actor import ANONYMOUS, Actor, actor_in
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.areas.queries import calendar_for
from opencompact.base.ui.addresses import whole
from opencompact.base.ui.pages import render
from opencompact.core.procedure import Holder
from opencompact.core.record import record
from opencompact.formats import calendars


@record
class Offer:
    """A part that the visitor has, or had: `made` is its calendar, `may` whether it shows dates."""

    part: str
    label: str
    says: str
    made: PrivateCalendar | None
    may: bool


def own(request: AreaRequest, area: str) -> HttpResponse:
    """The visitor's calendars; a post makes one and shows its address, this once."""
    if request.method != "POST":
        permit(request, policy.can_see_calendars(request.actor))
        return _page(request, {})
    part = _part(request.POST.get("part", ""))
    seated = queries.seats_of(request.actor)
    permit(request, policy.can_follow(request.actor, part, seated))
    token = actions.make_calendar(request.area, part, actor=request.actor, at=timezone.now())
    path = reverse("disputes:calendar", args=[area, token])
    address = whole(path)
    made = {
        "address": address,
        "subscribe": _subscribing(address),
        "label": _label(request.area, part),
    }
    return _page(request, made)


@require_POST
def end(request: AreaRequest, area: str, calendar: UUID) -> HttpResponse:
    """End one of the visitor's own calendars."""
    found = queries.calendars_of(request.actor).filter(pk=calendar).first()
    permit(request, policy.can_see_calendars(request.actor))
    if found is None:
        raise Http404("There is no such calendar of yours here.")
    actions.end_calendar(found, actor=request.actor, at=timezone.now())
    says = _("That calendar has ended. Take it out of your calendar program too.")
    messages.success(request, says)
    return redirect("disputes:calendars", area)


@require_safe
def feed(request: AreaRequest, area: str, token: str) -> HttpResponse:
    """What the owner of this address may see today; without the role it is an empty calendar.

    No program can sign in, so whoever has the address reads it; that is why it says so little.
    """
    found = queries.calendar_at(token)
    if found is None:
        raise Http404("There is no such calendar.")
    on = timezone.localdate()
    owner = actor_in(found.user, request.area, on) if found.user.is_active else ANONYMOUS
    if not policy.can_read_calendar(owner):
        raise Http404("There is no such calendar.")
    permit(request, policy.can_read_calendar(owner))
    calendar = calendar_for(request.area)
    days = queries.days_of(owner, found.part, calendar, on)
    days += letter_days(owner, found.part, calendar, on)
    days += [day for more in _more() for day in more(request.area, owner, found.part, on)]
    name = _("{area} {agreement}: {part}").format(
        area=request.area.name,
        agreement=request.area.term("agreement"),
        part=_label(request.area, found.part),
    )
    text = (
        _("Dates of your organisation. Do not share this calendar.")
        if found.part == CHAMPION
        else _("Dates of cases. They are confidential: do not share this calendar.")
    )
    body = calendars.write(calendars.Calendar(name, days, text, private=True))
    response = HttpResponse(body, content_type=calendars.KIND)
    response["Content-Disposition"] = f'attachment; filename="{area}-dates.ics"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _more() -> Iterator[Callable[[Area, Actor, str, date], Iterable[calendars.Day]]]:
    """What other parts of the product add to such a calendar: settings.CALENDAR_DAYS."""
    return (import_string(path) for path in settings.CALENDAR_DAYS)


def _page(request: AreaRequest, made: dict[str, Any]) -> HttpResponse:
    offers = _offers(request)
    context = {"offers": offers, "made": made, "any_made": any(one.made for one in offers)}
    return render(request, "disputes/calendars.html", context)


def _offers(request: AreaRequest) -> list[Offer]:
    """The parts that the visitor has now, and those of a calendar that is still there."""
    seated = queries.seats_of(request.actor)
    made = {one.part: one for one in queries.calendars_of(request.actor)}
    found = [
        Offer(
            part,
            _label(request.area, part),
            _says(part),
            made.get(part),
            policy.can_follow(request.actor, part, seated),
        )
        for part in PART_LABELS
    ]
    return [one for one in found if one.may or one.made]


def _part(text: str) -> str:
    if text not in PART_LABELS:
        raise Http404("There is no such part.")
    return text


def _says(part: str) -> str:
    """What stands in the calendar of a part that is none in cases."""
    if part != CHAMPION:
        return ""
    return _(
        "Of your organisation: the first and last days of its consultations, when feedback is due,"
        " the last days to give notice, and by when letters to it are usually answered."
    )


def _label(area: Area, part: str) -> str:
    return area.term("officer") if part == Holder.OFFICER else str(PART_LABELS[part])


def _subscribing(address: str) -> str:
    """The same address as calendar programs know it: a click offers to subscribe."""
    return f"webcal:{address.partition(':')[2]}"
