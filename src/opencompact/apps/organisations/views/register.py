"""The register for everybody, one organisation's page, and an officer's adding and changing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import OrganisationForm, RegisterForm
from opencompact.apps.organisations.models import Kind, Organisation, Sector, Size, identifiers
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render

from . import story

LABELS = {name: field.label for name, field in OrganisationForm.base_fields.items()}
CHOICES = {
    "sector": dict(Sector.choices),
    "size": dict(Size.choices),
    "kinds": dict(Kind.choices),
}


@open_page
def register(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Search, filters, order and page number are all in the address."""
    form = RegisterForm(request.GET)
    found = queries.register(request.area, form.wanted, timezone.localdate())
    context = {
        "form": form,
        "wanted": form.wanted,
        "page": listing.page(request, found),
        "query": request.GET.urlencode(),
        "can_add": policy.can_add(request.actor),
        "can_import": policy.can_import(request.actor),
    }
    return render(request, "organisations/register.html", context)


@open_page
def organisation(request: AreaRequest, area: str, organisation: str) -> HttpResponse:  # noqa: ARG001
    """What it is, whether and since when it has signed, and what this visitor can do."""
    found = get_object_or_404(queries.named(organisation))
    on = timezone.localdate()
    standing = queries.standing(found, on)
    actor = request.actor
    members = queries.coverage_on(standing.signature, on) if standing.signature else ()
    context = {
        "organisation": found,
        "identifiers": identifiers.describe(found.all_identifiers),
        "standing": standing,
        "members": list(members),
        "story": story.of(found, with_notice=policy.can_see_notice(actor, found)),
        "people": [
            role for role in queries.roles_of(found, on) if policy.can_see_role(actor, role)
        ],
        "is_officer": policy.is_officer(actor),
        "may_bind": policy.may_bind(actor, found),
        "can_sign": policy.can_sign(actor, found),
    }
    return render(request, "organisations/organisation.html", context)


def add(request: AreaRequest, area: str) -> HttpResponse:
    """An officer adds an organisation."""
    permit(request, policy.can_add(request.actor))
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        try:
            added = actions.add(request.area, _values(form), actor=request.actor, at=timezone.now())
        except actions.IdentifierTaken as taken:
            form.taken_by(taken.organisation)
        else:
            said = _("{name} is on the register.").format(name=added.name)
            messages.success(request, said)
            return redirect("organisations:organisation", area, added.slug)
    return render(request, "organisations/add.html", {"form": form})


def edit(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """An officer changes an organisation; a second one who was slower sees both texts."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_edit(request.actor, found))
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.initial_of(found))
    if form.is_valid():
        try:
            actions.edit(
                found,
                _values(form),
                version=form.cleaned_data["version"] or 0,
                actor=request.actor,
                at=timezone.now(),
            )
        except actions.IdentifierTaken as taken:
            form.taken_by(taken.organisation)
        except actions.EditConflict as conflict:
            return _conflict(request, form, conflict.stored)
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("organisations:organisation", area, found.slug)
    return render(request, "organisations/edit.html", {"form": form, "organisation": found})


def _values(form: OrganisationForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}


def _conflict(request: AreaRequest, form: OrganisationForm, stored: Organisation) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    differences = [
        (LABELS[name], _shown(name, getattr(stored, name)), _shown(name, typed))
        for name, typed in _values(form).items()
        if getattr(stored, name) != typed
    ]
    again = request.POST.copy()
    again["version"] = str(stored.version)
    context = {
        "form": OrganisationForm(again),
        "organisation": stored,
        "differences": differences,
    }
    return render(request, "organisations/edit.html", context, status=409)


def _shown(name: str, value: Any) -> str:
    """A stored value in the words of the form."""
    words = CHOICES.get(name, {})
    parts = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(part, part)) for part in parts if part)
