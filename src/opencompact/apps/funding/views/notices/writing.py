"""Giving notice, step by step: which agreement, what and when, why, what was done, confirm."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.actions.notices.writing import FIELDS
from opencompact.apps.funding.forms.notices import STEPS, BeginForm, ConfirmForm
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.policy.notices import keeps_some
from opencompact.apps.funding.queries import notices as queries
from opencompact.apps.funding.views.notices.opening import (
    CONFLICT,
    clocks,
    kept,
    posted,
    today,
    told,
)
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.forms import Form
from opencompact.base.ui.pages import render
from opencompact.core.rules import Verdict
from opencompact.formats.letters import blocks

ORDER = (*STEPS, "confirm")
LONGEST = 120


def begin(request: AreaRequest, area: str) -> HttpResponse:
    """Find the agreement by its words, then select it and say what is to happen."""
    permit(request, keeps_some(request.actor))
    text = request.GET.get("q", "")[:LONGEST]
    found = queries.choosable(request.area, request.actor, text, today())
    initial = {"agreement": found[0].number} if len(found) == 1 else {}
    form = BeginForm(posted(request), found=found, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        by: dict[str, Any] = {"actor": request.actor, "at": timezone.now()}
        made = actions.begin(form.chosen, kind, **by)
        return redirect("funding:notice_what", area, made.key)
    context = {"form": form, "found": found, "text": text}
    return render(request, "funding/notices/begin.html", context)


def step(request: AreaRequest, area: str, key: str, step: str) -> HttpResponse:
    """One step: its questions and, for the first, the dates counted both ways."""
    notice = _draft(kept(request, key))
    form = _form(step, notice, posted(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, notice, step, form)
    given = {name: value for name, value in form.cleaned_data.items() if name in FIELDS}
    by: dict[str, Any] = {"version": form.cleaned_data["version"], "actor": request.actor}
    try:
        actions.write(notice, given, **by, at=timezone.now())
    except actions.ChangedError:
        again = request.POST.copy()
        again["version"] = str(notice.version)
        return _page(request, notice, step, _form(step, notice, again), CONFLICT)
    after = step if "look" in request.POST else ORDER[ORDER.index(step) + 1]
    return redirect(f"funding:notice_{after}", area, key)


def _draft(notice: Notice) -> Notice:
    if not notice.is_draft:
        raise NotNow(
            _("This notice was given, so what it says stays."),
            [_("read the notice"), _("withdraw it, and give another one")],
        )
    return notice


def _form(step: str, notice: Notice, data: Any) -> Form:
    form = STEPS[step]
    initial = {name: getattr(notice, name) for name in form.base_fields}
    more = {"kind": notice.kind} if step == "checks" else {}
    return form(data, initial=initial, **more)


def _page(
    request: AreaRequest, notice: Notice, step: str, form: Form, status: int = 200
) -> HttpResponse:
    place = ORDER.index(step)
    context = {
        "notice": notice,
        "form": form,
        "clocks": clocks(notice, today()),
        "number": place + 2,
        "steps": len(ORDER) + 1,
        "before": f"funding:notice_{ORDER[place - 1]}" if place else "",
        "moved": status == CONFLICT,
        "today": today(),
    }
    return render(request, f"funding/notices/{step}.html", context, status)


def confirm(request: AreaRequest, area: str, key: str) -> HttpResponse:
    """What is missing, how it stands to the agreement, how the letter looks; then it is given."""
    notice = _draft(kept(request, key))
    on = today()
    initial = {"given_on": on, "signed_by": request.actor.name, "version": notice.version}
    form = ConfirmForm(posted(request), initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        signature = (given["signed_by"], given["signed_as"])
        by: dict[str, Any] = {"version": given["version"], "actor": request.actor}
        try:
            actions.give(notice, signature, given_on=given["given_on"], **by, at=timezone.now())
        except actions.UnfitError as error:
            told(form, error)
        except actions.ChangedError:
            form, status = ConfirmForm(initial=initial), CONFLICT
        else:
            messages.success(request, _("Notice is given. The letter stays as it is."))
            return redirect("funding:notice", area, key)
    return _confirm_page(request, notice, form, status)


def _confirm_page(
    request: AreaRequest, notice: Notice, form: ConfirmForm, status: int
) -> HttpResponse:
    on = today()
    judged = queries.judged_notice(notice, on)
    signature = (request.actor.name, "")
    context = {
        "notice": notice,
        "form": form,
        "number": len(ORDER) + 1,
        "steps": len(ORDER) + 1,
        "missing": queries.missing(notice),
        "judged": judged,
        "broken": [one for one in judged if one.judgement.verdict is Verdict.NOT_MET],
        "clocks": clocks(notice, on),
        "blocks": blocks(queries.letter_as_it_stands(notice, judged, on, signature)),
        "readers": queries.recipients(notice, on),
        "proportion": queries.proportion(notice),
        "moved": status == CONFLICT,
        "today": on,
    }
    return render(request, "funding/notices/confirm.html", context, status)


def remove(request: AreaRequest, area: str, key: str) -> HttpResponse:
    """Ask once more, then take a draft away."""
    notice = _draft(kept(request, key))
    if request.method == "POST":
        actions.remove(notice, actor=request.actor, at=timezone.now())
        messages.success(request, _("The draft was removed."))
        return redirect("funding:notices", area)
    return render(request, "funding/notices/remove.html", {"notice": notice})
