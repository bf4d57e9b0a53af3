"""Funding agreements for everybody, and for those who keep them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions import agreements as actions
from opencompact.apps.funding.actions import conflicts
from opencompact.apps.funding.forms.agreements import (
    AgreementForm,
    AgreementsForm,
    VariationForm,
)
from opencompact.apps.funding.models import Agreement
from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import agreements as queries
from opencompact.apps.funding.queries import lengths, measuring
from opencompact.apps.funding.queries.programmes import visible as programmes
from opencompact.apps.organisations.queries import departures_about, judged
from opencompact.base.areas.permission import AreaRequest, open_page, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render

from .bodies import bodies
from .conflicts import differences
from .terms import terms, varied


def filters(request: AreaRequest) -> AgreementsForm:
    """What a reader asks of the agreements."""
    return AgreementsForm(
        request.GET,
        funders=queries.funders(request.actor).values_list("slug", "name"),
        programmes=queries.programme_titles(request.actor),
        years=queries.years(request.actor),
    )


@open_page
def agreements(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Search, filters, order and page number are all in the address."""
    form = filters(request)
    found = queries.agreements(request.actor, form.wanted, timezone.localdate())
    context = {
        "form": form,
        "wanted": form.wanted,
        "page": listing.page(request, found),
        "worth": queries.worth(found),
        "query": request.GET.urlencode(),
        "can_add": policy.can_add(request.actor),
        "can_import": policy.can_import(request.actor),
    }
    return render(request, "funding/agreements.html", context)


@open_page
def agreement(request: AreaRequest, area: str, agreement: str) -> HttpResponse:  # noqa: ARG001
    """What was agreed, how it stands to what was promised of such, and what was changed since."""
    found = get_object_or_404(queries.numbered(request.actor, agreement))
    measured = measuring.measured_agreement(found)
    context = {
        "agreement": found,
        "months": lengths.months_of(found.months, found.starts, found.ends),
        "terms": terms(found),
        "variations": [varied(one) for one in queries.variations(found)],
        "measured": measured,
        "judged": judged(request.area, measured),
        "departures": departures_about(request.area, measured.record, measured.key),
        "today": timezone.localdate(),
        "can_edit": policy.can_edit(request.actor, found),
        "can_decide": policy.can_decide_payee(request.actor),
    }
    return render(request, "funding/agreement.html", context)


def add(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Whoever keeps a body's records adds one of its agreements."""
    permit(request, policy.can_add(request.actor))
    own = bodies(request.actor)
    offered = programmes(request.actor).filter(funder__in=own)
    form = AgreementForm(request.POST or None, bodies=own, programmes=offered)
    if form.is_valid():
        made = actions.add_agreement(
            request.area,
            form.cleaned_data["funder"],
            form.cleaned_data["recipient"],
            form.values,
            actor=request.actor,
            at=timezone.now(),
        )
        messages.success(request, _("The agreement is recorded."))
        return redirect(made)
    return render(request, "funding/agreement_form.html", {"form": form})


def edit(request: AreaRequest, area: str, agreement: str) -> HttpResponse:  # noqa: ARG001
    """Who keeps it corrects it; a second one who was slower sees both texts."""
    found = get_object_or_404(queries.numbered(request.actor, agreement))
    permit(request, policy.can_edit(request.actor, found))
    form = _form(request, found, request.POST or None)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            made = actions.edit_agreement(
                found, form.values, version=version, actor=request.actor, at=timezone.now()
            )
        except conflicts.EditConflict as conflict:
            return _conflict(request, form, conflict.stored)
        messages.success(request, _("Your changes are saved."))
        return redirect(made)
    return render(request, "funding/agreement_form.html", {"form": form, "agreement": found})


def _form(request: AreaRequest, found: Agreement, data: Any) -> AgreementForm:
    offered = programmes(request.actor).filter(funder=found.funder_id)
    return AgreementForm(
        data, bodies=None, programmes=offered, initial=AgreementForm.initial_of(found)
    )


def _conflict(request: AreaRequest, form: AgreementForm, stored: Agreement) -> HttpResponse:
    """Both texts, and the form as it was typed, ready to be saved over what is stored now."""
    again = request.POST.copy()
    again["version"] = str(stored.version)
    context = {
        "form": _form(request, stored, again),
        "agreement": stored,
        "differences": differences(form, stored, form.values),
    }
    return render(request, "funding/agreement_form.html", context, status=409)


def vary(request: AreaRequest, area: str, agreement: str) -> HttpResponse:  # noqa: ARG001
    """Who keeps it notes what both sides changed in it."""
    found = get_object_or_404(queries.numbered(request.actor, agreement))
    permit(request, policy.can_vary(request.actor, found))
    initial = VariationForm.initial_of(found)
    form = VariationForm(request.POST or None, agreement=found, initial=initial)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.vary_agreement(
                found, form.change, version=version, actor=request.actor, at=timezone.now()
            )
        except conflicts.EditConflict as conflict:
            return _varied_meanwhile(request, form, conflict.stored)
        messages.success(request, _("The change is noted. What stood before is kept with it."))
        return redirect(found)
    return render(request, "funding/vary.html", {"form": form, "agreement": found})


def _varied_meanwhile(request: AreaRequest, form: VariationForm, stored: Agreement) -> HttpResponse:
    again = request.POST.copy()
    again["version"] = str(stored.version)
    context = {
        "form": VariationForm(again, agreement=stored),
        "agreement": stored,
        "differences": differences(form, stored, form.change.values),
    }
    return render(request, "funding/vary.html", context, status=409)
