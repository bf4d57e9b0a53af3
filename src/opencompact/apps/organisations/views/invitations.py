"""An invitation that nobody has accepted yet: sending it again, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

AGAIN, CANCEL = "again", "cancel"


def invitation(request: AreaRequest, area: str, role: UUID) -> HttpResponse:
    """When it was sent and until when it works; sent again or cancelled by POST."""
    permit(request, policy.can_appoint(request.actor))
    found = get_object_or_404(Role.objects.select_related("area", "user", "organisation"), pk=role)
    link = queries.invited([found]).get(found.pk)
    if link is None:
        raise Http404(_("This role has no open invitation."))
    step, at = request.POST.get("step", ""), timezone.now()
    if step == AGAIN:
        actions.invite_again(found, actor=request.actor, at=at)
        said = _("A new invitation goes to {address}.").format(address=found.user.email)
        messages.success(request, said)
        return redirect("organisations:people", area)
    if step == CANCEL:
        actions.cancel_invitation(found, actor=request.actor, at=at)
        said = _("The invitation of {person} is cancelled.").format(person=found.user)
        messages.success(request, said)
        return redirect("organisations:people", area)
    context = {"role": found, "link": link, "expired": link.expires_at <= at}
    return render(request, "organisations/people/invitation.html", context)
