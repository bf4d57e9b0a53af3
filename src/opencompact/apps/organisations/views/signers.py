"""An officer asks somebody by mail to make the pledge, and sees who was asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import SignerForm
from opencompact.base.areas.permission import AreaRequest, NotNow, permit
from opencompact.base.ui import dates
from opencompact.base.ui.pages import render


def ask(request: AreaRequest, area: str, organisation: str) -> HttpResponse:
    """Name a person with authority, who then gets a link to the pledge."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_ask_to_sign(request.actor, found))
    signature, at = queries.signature_on(found, timezone.localdate()), timezone.now()
    if signature is not None:
        raise NotNow(
            _("{name} has already signed, on {on}.").format(
                name=found.name, on=dates.day(signature.signed_on)
            ),
            [_("read its signature on its page")],
        )
    form = SignerForm(request.POST or None)
    if form.is_valid():
        actions.ask_to_sign(found, form.signer, actor=request.actor, at=at)
        said = _("A mail with a link to the pledge goes to {person}.")
        messages.success(request, said.format(person=form.signer.name))
        return redirect("organisations:ask-to-sign", area, found.slug)
    asked = list(queries.asked_to_sign(found, at))
    context = {"organisation": found, "form": form, "asked": asked}
    return render(request, "organisations/ask_to_sign.html", context)


@require_POST
def cancel(request: AreaRequest, area: str, organisation: str, link: UUID) -> HttpResponse:
    """Take a link to the pledge back."""
    found = get_object_or_404(queries.named(organisation))
    permit(request, policy.can_ask_to_sign(request.actor, found))
    at = timezone.now()
    asked = get_object_or_404(queries.asked_to_sign(found, at), pk=link)
    actions.cancel_asking(asked, found, actor=request.actor, at=at)
    said = _("The link of {person} works no longer.").format(person=asked.to_name)
    messages.success(request, said)
    return redirect("organisations:ask-to-sign", area, found.slug)
