"""The days that an area counts by, and what a change does, shown before it is made."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.forms import HolidayForm
from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.dates import weekday
from opencompact.base.ui.pages import render

CONFIRMED = "confirmed"


def holidays(request: AreaRequest, area: str) -> HttpResponse:
    """The days of this year and the next; a new one is checked before it is noted."""
    permit(request, policy.can_keep_holidays(request.actor))
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or request.POST.get("step") == "change":
        return _page(request, form)
    day, name, working = form.noted
    if request.POST.get("step") != CONFIRMED:
        effect = queries.effect_of(request.area, request.actor, day, name, working, _today())
        context = {"form": form, "day": day, "name": name, "working": working, "effect": effect}
        return render(request, "disputes/holiday_check.html", context)
    changed = actions.note_days(
        request.area, [(day, name, working)], actor=request.actor, at=timezone.now()
    )
    messages.success(request, _said(_("{day} is noted.").format(day=weekday(day)), changed.moved))
    return redirect("disputes:holidays", area)


def forget_holiday(request: AreaRequest, area: str, day: date) -> HttpResponse:
    """Drop the area's own word on a day; what that does to dates is shown before."""
    permit(request, policy.can_keep_holidays(request.actor))
    own = LocalHoliday.objects.filter(day=day).first()
    if own is None:
        raise Http404("The area has no day of its own then.")
    if request.method != "POST":
        effect = queries.effect_of_forgetting(request.area, request.actor, day, _today())
        context = {"own": own, "effect": effect}
        return render(request, "disputes/holiday_forget.html", context)
    changed = actions.forget_day(request.area, day, actor=request.actor, at=timezone.now())
    said = _("{day} is removed.").format(day=weekday(day))
    messages.success(request, _said(said, changed.moved))
    return redirect("disputes:holidays", area)


def _today() -> date:
    return timezone.localdate()


def _page(request: AreaRequest, form: HolidayForm) -> HttpResponse:
    years: Any = queries.days_by_year(request.area, _today())
    return render(request, "disputes/holidays.html", {"form": form, "years": years})


def _said(first: str, moved: int) -> str:
    if not moved:
        return first
    says = ngettext(
        "{number} date of an open case moved. Its people have a message.",
        "{number} dates of open cases moved. Their people have a message.",
        moved,
    )
    return f"{first} {says.format(number=moved)}"
