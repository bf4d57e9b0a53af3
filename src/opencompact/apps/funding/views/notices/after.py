"""What is done with a notice that was given: an answer, a fact noted, a withdrawal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.funding.actions import notices as actions
from opencompact.apps.funding.forms.notices import AnswerForm, NoteForm, WithdrawForm
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.policy.notices import can_answer_notice
from opencompact.apps.funding.views.notices.opening import CONFLICT, kept, posted, seen
from opencompact.apps.funding.views.notices.reading import page
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui.pages import render


@require_POST
def answer(request: AreaRequest, area: str, key: str) -> HttpResponse:
    """Say something to a notice, for one's own side."""
    notice = seen(request, key)
    permit(request, can_answer_notice(request.actor, notice))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, notice, form)
    actions.answer(notice, form.cleaned_data["text"], actor=request.actor, at=timezone.now())
    messages.success(request, _("Your response is kept, and the other side is told of it."))
    return redirect("funding:notice", area, key)


def note(request: AreaRequest, area: str, key: str) -> HttpResponse:
    """Note what was done since notice was given."""
    notice = _given(kept(request, key))
    initial = {name: getattr(notice, name) for name in NoteForm.base_fields}
    form = NoteForm(posted(request), kind=notice.kind, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _page(request, notice, form, "note")
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    by: dict[str, Any] = {"version": form.cleaned_data["version"], "actor": request.actor}
    try:
        actions.note(notice, values, **by, at=timezone.now())
    except actions.ChangedError:
        again = request.POST.copy()
        again["version"] = str(notice.version)
        form = NoteForm(again, kind=notice.kind)
        return _page(request, notice, form, "note", CONFLICT)
    messages.success(request, _("It is noted."))
    return redirect("funding:notice", area, key)


def withdraw(request: AreaRequest, area: str, key: str) -> HttpResponse:
    """Take a notice back, with a reason that the recipient reads."""
    notice = _given(kept(request, key))
    form = WithdrawForm(posted(request), initial={"version": notice.version})
    if request.method != "POST" or not form.is_valid():
        return _page(request, notice, form, "withdraw")
    given = form.cleaned_data
    by: dict[str, Any] = {"version": given["version"], "actor": request.actor}
    try:
        actions.withdraw(notice, given["text"], **by, at=timezone.now())
    except actions.ChangedError:
        again = request.POST.copy()
        again["version"] = str(notice.version)
        return _page(request, notice, WithdrawForm(again), "withdraw", CONFLICT)
    messages.success(request, _("The notice is withdrawn, and the recipient is told."))
    return redirect("funding:notice", area, key)


def _given(notice: Notice) -> Notice:
    if notice.is_draft:
        raise NotNow(_("This notice is a draft."), [_("give it first")])
    if notice.withdrawn_on:
        raise NotNow(_("This notice was withdrawn."), [_("read the notice")])
    return notice


def _page(
    request: AreaRequest, notice: Notice, form: Any, name: str, status: int = 200
) -> HttpResponse:
    context = {"notice": notice, "form": form, "moved": status == CONFLICT}
    return render(request, f"funding/notices/{name}.html", context, status)
