"""Signing up and withdrawing: what it means, the pledge, checked before it is made."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import AskForm, MemberSearchForm, SignForm, WithdrawForm
from opencompact.apps.organisations.models import Coverage, Organisation, Signature
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, NotNow, open_page, permit
from opencompact.base.ui import dates, listing
from opencompact.base.ui.pages import render

from . import pledge


@open_page
def sign_up(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """What signing means, for everybody; and the way on for each kind of visitor."""
    edition = current_edition(request.area)
    own = queries.organisations_of(request.actor, RoleKind.REPRESENTATIVE)
    on = timezone.localdate()
    rows = [(one, policy.may_bind(request.actor, one)) for one in queries.signed_list(own, on)]
    context = {
        **(pledge.words(_("your organisation"), edition) if edition else {}),
        "rows": rows if request.actor.signed_in else [],
        "is_officer": policy.is_officer(request.actor),
    }
    return render(request, "organisations/sign_up.html", context)


def sign(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """The pledge: a form, a page to check it, and the signature."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_sign(request.actor, found))
    edition = pledge.edition(request)
    _not_signed_yet(found)
    on_paper = not policy.may_bind(request.actor, found)
    form = _sign_form(request, found, on_paper=on_paper)
    step = request.POST.get("step", "")
    if step == pledge.CHANGE or not form.is_valid():
        return _pledge(request, found, edition, form, on_paper=on_paper)
    if step != pledge.CONFIRMED:
        return _check_pledge(request, found, edition, form, on_paper=on_paper)
    actions.sign(
        found,
        edition,
        form.declaration,
        on_paper=on_paper,
        actor=request.actor,
        at=timezone.now(),
    )
    return redirect("organisations:signed", area, found.slug)


def _not_signed_yet(organisation: Organisation) -> None:
    signature = queries.history(organisation).first()
    if signature and signature.withdrawn_on is None:
        raise NotNow(
            _("{name} has already signed, on {on}.").format(
                name=organisation.name, on=dates.day(signature.signed_on)
            ),
            [_("read its signature on its page"), _("withdraw it in writing")],
        )


def _sign_form(request: AreaRequest, organisation: Organisation, *, on_paper: bool) -> SignForm:
    today = timezone.localdate()
    initial = {"on": today, "name": "" if on_paper else request.actor.name}
    data = request.POST if request.method == "POST" else None
    return SignForm(
        data, initial=initial, today=today, organisation=organisation.name, on_paper=on_paper
    )


def _pledge(
    request: AreaRequest,
    organisation: Organisation,
    edition: Edition,
    form: SignForm,
    *,
    on_paper: bool,
) -> HttpResponse:
    context = {
        **pledge.words(organisation.name, edition),
        "form": form,
        "on_paper": on_paper,
        "organisation": organisation,
    }
    return render(request, "organisations/sign.html", context)


def _check_pledge(
    request: AreaRequest,
    organisation: Organisation,
    edition: Edition,
    form: SignForm,
    *,
    on_paper: bool,
) -> HttpResponse:
    context = {
        **pledge.words(organisation.name, edition),
        "typed": pledge.typed(request, form),
        "rows": pledge.rows(organisation, form.declaration),
        "on_paper": on_paper,
        "organisation": organisation,
    }
    return render(request, "organisations/sign_check.html", context)


def signed(request: AreaRequest, area: str, organisation: str) -> HttpResponse:  # noqa: ARG001
    """What happens now that the organisation has signed."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_sign(request.actor, found))
    signature = get_object_or_404(queries.history(found), withdrawn_on=None)
    context = {"organisation": found, "signature": signature}
    return render(request, "organisations/signed.html", context)


def withdraw(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """A written notice to the chair, checked before it is sent."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_withdraw(request.actor, found))
    signature = _open_signature(found)
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = WithdrawForm(data, initial={"on": today}, today=today)
    context: dict[str, Any] = {"organisation": found, "signature": signature, "form": form}
    context["on_paper"] = not policy.may_bind(request.actor, found)
    step = request.POST.get("step", "")
    if step == pledge.CHANGE or not form.is_valid():
        return render(request, "organisations/withdraw.html", context)
    given = form.cleaned_data
    if step != pledge.CONFIRMED:
        context["rows"] = [
            (_("Notice"), given["notice"]),
            (_("Date"), dates.day(given["on"])),
        ]
        context["typed"] = pledge.typed(request, form)
        return render(request, "organisations/withdraw_check.html", context)
    actions.withdraw(
        signature, notice=given["notice"], on=given["on"], actor=request.actor, at=timezone.now()
    )
    said = _("The withdrawal of {name} is recorded.").format(name=found.name)
    messages.success(request, said)
    return redirect("organisations:organisation", area, found.slug)


def _open_signature(organisation: Organisation) -> Signature:
    signature = queries.history(organisation).filter(withdrawn_on=None).first()
    if signature is None:
        raise NotNow(
            _("{name} has no signature to withdraw.").format(name=organisation.name),
            [_("sign up")],
        )
    return signature


def cover(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """The members that a lead body signs for: found on the register, added one by one."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_cover(request.actor, found))
    signature = _open_signature(found)
    on = timezone.localdate()
    if request.method == "POST":
        member = get_object_or_404(queries.named(request.POST.get("member", "")))
        actions.cover(signature, member, on=on, actor=request.actor, at=timezone.now())
        said = _("{name} now signs for {member}.").format(name=found.name, member=member.name)
        messages.success(request, said)
        return redirect("organisations:cover", area, found.slug)
    form = MemberSearchForm(request.GET)
    text = form.cleaned_data.get("q", "") if form.is_valid() else ""
    near = queries.coverable(signature, queries.search(request.area, text), on)
    context = {
        "organisation": found,
        "signature": signature,
        "members": list(queries.coverage_on(signature, on)),
        "form": form,
        "text": text,
        "page": listing.page(request, near, per_page=20) if text else None,
    }
    return render(request, "organisations/members.html", context)


@require_POST
def uncover(request: AreaRequest, area: str, organisation: str, coverage: UUID) -> HttpResponse:
    """A lead body no longer signs for a member."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_cover(request.actor, found))
    stored = get_object_or_404(Coverage, pk=coverage, signature__organisation=found)
    actions.uncover(stored, on=timezone.localdate(), actor=request.actor, at=timezone.now())
    said = _("{name} no longer signs for {member}.").format(
        name=found.name, member=stored.organisation.name
    )
    messages.success(request, said)
    return redirect("organisations:cover", area, found.slug)


def ask(request: AreaRequest, area: str) -> HttpResponse:
    """Somebody signed in asks to speak for an organisation."""
    permit(request, policy.can_ask(request.actor))
    slug = request.GET.get("organisation", "")
    named = queries.named(slug).first() if slug else None
    form = AskForm(request.POST or None, initial={"organisation": named.name if named else ""})
    if form.is_valid():
        actions.ask(
            request.area,
            form.cleaned_data["organisation"],
            form.cleaned_data["position"],
            slug=named.slug if named else "",
            actor=request.actor,
            at=timezone.now(),
        )
        said = _("Your request is with the officers. They will write to you.")
        messages.success(request, said)
        return redirect("organisations:sign-up", area)
    return render(request, "organisations/ask.html", {"form": form})
