"""Appointing people and ending their roles."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import actions, policy
from opencompact.apps.organisations.forms import AppointForm, EndRoleForm
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render


def appoint(request: AreaRequest, area: str) -> HttpResponse:
    """Give somebody a role by e-mail address."""
    permit(request, policy.can_appoint(request.actor))
    initial = {
        "starts": timezone.localdate(),
        "organisation": request.GET.get("organisation", ""),
        "kind": request.GET.get("kind", ""),
    }
    form = AppointForm(request.POST or None, initial=initial, area=request.area)
    if form.is_valid():
        role = actions.appoint(
            request.area, form.appointment, actor=request.actor, at=timezone.now()
        )
        label = KIND_LABELS[RoleKind(role.kind)].lower()
        said = _("{person} is now {role}. A message tells them so.")
        messages.success(request, said.format(person=role.user, role=label))
        return redirect("organisations:people", area)
    return render(request, "organisations/people/appoint.html", {"form": form})


def end_role(request: AreaRequest, area: str, role: UUID) -> HttpResponse:
    """End a role on a day."""
    permit(request, policy.can_end_role(request.actor))
    found = get_object_or_404(Role.objects.select_related("user", "organisation"), pk=role)
    today = timezone.localdate()
    form = EndRoleForm(
        request.POST or None, starts=found.starts, initial={"on": max(today, found.starts)}
    )
    if form.is_valid():
        on = form.cleaned_data["on"]
        actions.end_role(found, on=on, actor=request.actor, at=timezone.now())
        said = _("The role of {person} has an end date.").format(person=found.user)
        messages.success(request, said)
        return redirect("organisations:people", area)
    label = KIND_LABELS[RoleKind(found.kind)]
    return render(
        request, "organisations/people/end.html", {"form": form, "role": found, "label": label}
    )
