"""Funding programmes for everybody, and for those who keep them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions import conflicts
from opencompact.apps.funding.actions import programmes as actions
from opencompact.apps.funding.forms.programmes import ProgrammeForm, ProgrammesForm
from opencompact.apps.funding.models import Programme
from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import measuring
from opencompact.apps.funding.queries import programmes as queries
from opencompact.apps.organisations.queries import departures_about, judged
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render

from .bodies import bodies
from .conflicts import differences


def filters(request: AreaRequest) -> ProgrammesForm:
    """What a reader asks of the programmes."""
    funders = queries.funders(request.actor).values_list("slug", "name")
    return ProgrammesForm(request.GET, funders=funders)


@open_page
def programmes(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The programmes, those that opened last first."""
    form = filters(request)
    found = queries.programmes(request.actor, **form.wanted)
    context = {
        "form": form,
        "filtered": any(form.wanted.values()),
        "page": listing.page(request, found),
        "query": request.GET.urlencode(),
        "today": timezone.localdate(),
        "can_add": policy.can_add(request.actor),
    }
    return render(request, "funding/programmes.html", context)


@open_page
def programme(request: AreaRequest, area: str, programme: str) -> HttpResponse:  # noqa: ARG001
    """What a programme offers, and how it stands to what was promised of such."""
    found = get_object_or_404(queries.named(request.actor, programme))
    measured = measuring.measured_programme(found)
    context = {
        "programme": found,
        "given": found.agreements.filter(is_draft=False).count(),
        "measured": measured,
        "judged": judged(request.area, measured),
        "departures": departures_about(request.area, measured.record, measured.key),
        "today": timezone.localdate(),
        "can_edit": policy.can_edit(request.actor, found),
    }
    return render(request, "funding/programme.html", context)


def add(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Whoever keeps a body's records adds one of its programmes."""
    permit(request, policy.can_add(request.actor))
    form = ProgrammeForm(request.POST or None, bodies=bodies(request.actor))
    if form.is_valid():
        funder = form.cleaned_data["funder"]
        made = actions.add_programme(
            request.area, funder, form.values, actor=request.actor, at=timezone.now()
        )
        messages.success(request, _saved(made))
        return redirect(made)
    return render(request, "funding/programme_form.html", {"form": form})


def _saved(programme: Programme) -> str:
    if programme.is_draft:
        return _("The draft is saved. Nobody else sees it yet.")
    return _("The programme is published.")


def edit(request: AreaRequest, area: str, programme: str) -> HttpResponse:  # noqa: ARG001
    """Who keeps it changes it; a second one who was slower sees both texts."""
    found = get_object_or_404(queries.named(request.actor, programme))
    permit(request, policy.can_edit(request.actor, found))
    form = ProgrammeForm(request.POST or None, initial=ProgrammeForm.initial_of(found))
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            made = actions.edit_programme(
                found, form.values, version=version, actor=request.actor, at=timezone.now()
            )
        except conflicts.EditConflict as conflict:
            return _conflict(request, form, conflict.stored)
        messages.success(request, _("Your changes are saved."))
        return redirect(made)
    return render(request, "funding/programme_form.html", {"form": form, "programme": found})


def _conflict(request: AreaRequest, form: ProgrammeForm, stored: Programme) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    again = request.POST.copy()
    again["version"] = str(stored.version)
    context = {
        "form": ProgrammeForm(again),
        "programme": stored,
        "differences": differences(form, stored, form.values),
    }
    return render(request, "funding/programme_form.html", context, status=409)
