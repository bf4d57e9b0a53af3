"""Keeping a consultation: adding, changing, publishing, extending and withdrawing it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.consultations import actions, policy, queries
from opencompact.apps.consultations.forms import (
    AgainForm,
    ConsultationForm,
    ExtendForm,
    WithdrawForm,
)
from opencompact.apps.consultations.forms.base import Blaming
from opencompact.apps.consultations.models import Consultation, Said, Window
from opencompact.apps.organisations.policy import is_officer
from opencompact.apps.organisations.queries import organisations_of
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.dates import day
from opencompact.base.ui.pages import render
from opencompact.core.rules import Judgement

from .found import unsealed
from .reading import find, shown


def add(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """A new draft. A window that is too short is asked about before anything is kept."""
    permit(request, policy.can_add(request.actor))
    officer = is_officer(request.actor)
    bodies = None if officer else list(organisations_of(request.actor))
    form = ConsultationForm(
        request.POST or None, area=request.area, asked=asked(request), bodies=bodies
    )
    if form.is_valid():
        draft = Consultation(area=request.area, body=form.cleaned_data["body"], number="new")
        if form.settled(_short(draft, form.values)):
            return _added(request, form)
    return _page(request, "add", form, None)


def _added(request: AreaRequest, form: ConsultationForm) -> HttpResponse:
    body = form.cleaned_data["body"]
    try:
        made = actions.add(
            request.area, body, form.values, why=form.why,
            actor=request.actor, at=timezone.now(),
        )  # fmt: skip
    except actions.UnfitError as error:
        form.blame(error)
        return _page(request, "add", form, None)
    messages.success(request, _("The draft is kept. Publish it when it is ready."))
    return redirect(made)


def edit(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Change a consultation; a second person who was slower sees both texts."""
    found = find(request, number)
    permit(request, policy.can_keep(request.actor, found))
    form = _edit_form(request, found, request.POST or None)
    if form.is_valid() and form.settled(_short(found, form.values)):
        try:
            actions.edit(
                found, form.values, version=form.cleaned_data["version"] or 0,
                why=form.why, actor=request.actor, at=timezone.now(),
            )  # fmt: skip
        except actions.UnfitError as error:
            form.blame(error)
        except actions.EditConflict as conflict:
            return _conflict(request, form, conflict.stored)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect(found)
    return _page(request, "edit", form, found)


def _edit_form(request: AreaRequest, found: Consultation, data: Any) -> ConsultationForm:
    return ConsultationForm(
        data,
        area=request.area,
        asked=asked(request),
        bodies=[],
        dated=actions.dates_can_change(found, timezone.localdate()),
        initial=ConsultationForm.initial_of(found),
    )


def asked(request: AreaRequest) -> tuple[str, ...]:
    """The questions on which a rule of the agreement in force depends."""
    edition = current_edition(request.area)
    return queries.asked_by(queries.rules_of(pack_of(edition))) if edition else ()


def _short(consultation: Consultation, values: dict[str, Any]) -> list[Judgement]:
    """What says that a window, as it was given, is too short and that nothing explains it."""
    opens, closes = values.get("opens"), values.get("closes")
    if not opens or not closes or closes < opens:
        return []
    for name in actions.FIELDS:
        if name in values:
            setattr(consultation, name, values[name])
    window = Window(consultation=consultation, opens=opens, closes=closes)
    return [one for one in queries.ahead(consultation, window) if queries.is_short(one)]


def _page(
    request: AreaRequest,
    page: str,
    form: ConsultationForm,
    found: Consultation | None,
    status: int = 200,
) -> HttpResponse:
    words = [word for name in ("themes", "communities") for word in _typed(form, name)]
    context = {
        **(shown(request, found) if found else unsealed(request.POST.get("found", ""))),
        "form": form,
        "short": [(one, queries.short_by(one)) for one in form.short],
        "known": queries.earlier(request.area, words, timezone.localdate(), but=found),
        "late": form.is_begun(timezone.localdate()),
        "says": page,
    }
    return render(request, "consultations/edit.html", context, status)


def _typed(form: ConsultationForm, name: str) -> list[str]:
    if form.is_bound:
        found: list[str] = form.cleaned_data.get(name, []) if hasattr(form, "cleaned_data") else []
        return found
    return list(form.initial.get(name, []))


def _conflict(request: AreaRequest, form: ConsultationForm, stored: Consultation) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    theirs = ConsultationForm.initial_of(stored)
    differences = [
        (form.fields[name].label, _shown(theirs[name]), _shown(typed))
        for name, typed in form.values.items()
        if theirs[name] != typed
    ]
    again = request.POST.copy()
    again["version"] = str(stored.version)
    context = {
        **shown(request, stored),
        "form": _edit_form(request, stored, again),
        "differences": differences,
        "says": "edit",
    }
    return render(request, "consultations/edit.html", context, status=409)


def _shown(value: Any) -> str:
    """A stored value in the words of the page."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(value)
    if hasattr(value, "isoformat"):
        return day(value)
    return str(Said(value).label) if value in Said.values else str(value or "")


@require_POST
def publish(request: AreaRequest, area: str, number: str) -> HttpResponse:
    """Let everybody see a draft; what is still missing is said beside the way back to the form."""
    found = find(request, number)
    permit(request, policy.can_keep(request.actor, found))
    try:
        actions.publish(found, actor=request.actor, at=timezone.now())
    except actions.UnfitError as error:
        for says in error.faults.values():
            messages.warning(request, _("{what} before you publish it.").format(what=says))
        return redirect("consultations:edit", area, number)
    messages.success(request, _("It is published: everybody can see it now."))
    return redirect(found)


def extend(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Let it stay open for longer."""
    return _deed(request, number, ExtendForm, "extend", _extend)


def open_again(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Open a consultation that has closed a second time."""
    return _deed(request, number, AgainForm, "again", _open_again)


def withdraw(request: AreaRequest, area: str, number: str) -> HttpResponse:  # noqa: ARG001
    """Withdraw a consultation, with the reason that everybody reads."""
    return _deed(request, number, WithdrawForm, "withdraw", _withdraw)


def _deed(
    request: AreaRequest,
    number: str,
    kind: type[Blaming],
    says: str,
    act: Callable[[AreaRequest, Consultation, dict[str, Any]], str],
) -> HttpResponse:
    """Ask for what a deed needs, do it, and go back to the page of the consultation."""
    found = find(request, number)
    permit(request, policy.can_keep(request.actor, found))
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = act(request, found, form.cleaned_data)
        except actions.UnfitError as error:
            form.blame(error)
        else:
            messages.success(request, done)
            return redirect(found)
    context = {**shown(request, found), "form": form, "says": says}
    return render(request, "consultations/deed.html", context)


def _extend(request: AreaRequest, found: Consultation, given: dict[str, Any]) -> str:
    actions.extend(found, given["to"], given["why"], actor=request.actor, at=timezone.now())
    return _("It stays open until {day}. The earlier end stays to be seen.").format(
        day=day(given["to"])
    )


def _open_again(request: AreaRequest, found: Consultation, given: dict[str, Any]) -> str:
    actions.open_again(
        found, given["opens"], given["closes"], actor=request.actor, at=timezone.now()
    )
    return _("It opens a second time. Each window is measured by itself.")


def _withdraw(request: AreaRequest, found: Consultation, given: dict[str, Any]) -> str:
    actions.withdraw(found, given["reason"], actor=request.actor, at=timezone.now())
    return _("It is withdrawn. Its page says why.")
