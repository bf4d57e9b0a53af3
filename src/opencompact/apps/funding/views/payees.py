"""The review queue: which organisations of the register the payees of files are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opencompact.apps.funding.actions import payees as actions
from opencompact.apps.funding.forms.payees import DecideForm, PayeesForm
from opencompact.apps.funding.models import Payee, Standing
from opencompact.apps.funding.policy import grants as policy
from opencompact.apps.funding.queries import payees as queries
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui import listing
from opencompact.base.ui.pages import render

SHOWN = 10


def payees(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Payees with what they may be, the likeliest first."""
    permit(request, policy.can_decide_payee(request.actor))
    form = PayeesForm(request.GET)
    found = queries.listed(form.sought)
    context = {
        "form": form,
        "sought": form.sought,
        "page": listing.page(request, found),
        "standings": queries.standings(),
        "query": request.GET.urlencode(),
    }
    return render(request, "funding/payees.html", context)


@require_POST
def decide(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Confirm the suggestions of those that were ticked, or say that they are none of ours."""
    permit(request, policy.can_decide_payee(request.actor))
    found = list(_ticked(request))
    none = request.POST.get("answer") == "none"
    decisions = [(one, None if none else one.suggested) for one in found if none or one.suggested]
    actions.decide_payees(decisions, actor=request.actor, at=timezone.now())
    if decisions:
        said = ngettext(
            "{number} payee is decided.", "{number} payees are decided.", len(decisions)
        )
        messages.success(request, said.format(number=len(decisions)))
    else:
        messages.info(request, _("Tick payees that have a suggestion, or say “None of ours”."))
    return _back(request)


def _ticked(request: AreaRequest) -> list[Payee]:
    keys = []
    for text in request.POST.getlist("payee"):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    waiting = Payee.objects.filter(pk__in=keys, standing=Standing.WAITING)
    return list(waiting.select_related("area", "suggested"))


def _back(request: AreaRequest) -> HttpResponse:
    """To the list with the filters that were in use."""
    start = reverse("funding:payees", args=[request.area.slug])
    query = request.POST.get("query", "")
    return HttpResponseRedirect(f"{start}?{query}" if query else start)


@require_POST
def look_again(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Hold those that nobody has decided on against the register as it is now."""
    permit(request, policy.can_decide_payee(request.actor))
    changed = actions.look_again(request.area, actor=request.actor, at=timezone.now())
    said = ngettext(
        "{number} payee is told apart anew.", "{number} payees are told apart anew.", changed
    )
    messages.success(request, said.format(number=changed))
    return _back(request)


def payee(request: AreaRequest, area: str, payee: UUID) -> HttpResponse:  # noqa: ARG001
    """One payee: what it got, what it may be, and an officer's decision."""
    permit(request, policy.can_decide_payee(request.actor))
    found = get_object_or_404(queries.one(payee))
    form = DecideForm(request.POST or None, area=request.area, payee=found)
    if form.is_valid():
        chosen, at = form.chosen, timezone.now()
        actions.decide_payee(found, chosen, actor=request.actor, at=at)
        said = (
            _("{payee} is {organisation}.").format(payee=found.name, organisation=chosen.name)
            if chosen
            else _("{payee} is none of ours.").format(payee=found.name)
        )
        messages.success(request, said)
        return redirect("funding:payees", request.area.slug)
    given = queries.agreements_of(found)
    context = {"form": form, "payee": found, "given": given[:SHOWN], "number": given.count()}
    return render(request, "funding/payee.html", context)


@require_POST
def undo(request: AreaRequest, area: str, payee: UUID) -> HttpResponse:  # noqa: ARG001
    """Take a decision back."""
    permit(request, policy.can_decide_payee(request.actor))
    found = get_object_or_404(queries.one(payee))
    actions.undo_payee(found, actor=request.actor, at=timezone.now())
    messages.success(request, _("The decision is taken back."))
    return redirect(found)
