"""One role: what is kept of it, confirming and changing it, and the training of its person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.forms import ChangeRoleForm, TrainingForm
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.models.people import KIND_LABELS, OF_AN_ORGANISATION
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render


def _role(role: UUID) -> Role:
    return get_object_or_404(Role.objects.select_related("user", "organisation", "area"), pk=role)


def _page(request: AreaRequest, role: Role, page: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page of a role, with what each of them shows."""
    known = {
        "role": role,
        "label": KIND_LABELS[RoleKind(role.kind)],
        "is_officer": policy.is_officer(request.actor),
        "own": role.user_id == request.actor.user_id,
    }
    return render(request, f"organisations/people/{page}.html", {**known, **context})


def role(request: AreaRequest, area: str, role: UUID) -> HttpResponse:  # noqa: ARG001
    """What is kept of a role, whether anything about it is in doubt, and what it asks."""
    found = _role(role)
    permit(request, policy.can_see_role_page(request.actor, found))
    on = timezone.localdate()
    over = found.ends is not None and found.ends <= on
    doubted = [] if over else queries.doubtful(request.area, on, [found])
    context = {
        "doubted": doubted[0] if doubted else None,
        "over": over,
        "has_parts": RoleKind(found.kind) in OF_AN_ORGANISATION,
        "training": list(queries.training_of(request.area, found.user_id)),
        "description": queries.description(RoleKind(found.kind), request.area),
    }
    return _page(request, found, "role", context)


@require_POST
def confirm(request: AreaRequest, area: str, role: UUID) -> HttpResponse:
    """Say that a role still holds."""
    found = _role(role)
    permit(request, policy.can_confirm_role(request.actor, found))
    actions.confirm_role(found, actor=request.actor, at=timezone.now())
    if found.user_id == request.actor.user_id:
        messages.success(request, _("Thank you. Your role is confirmed."))
    else:
        said = _("The role of {person} is confirmed.").format(person=found.user)
        messages.success(request, said)
    return redirect("organisations:role", area, found.pk)


def change(request: AreaRequest, area: str, role: UUID) -> HttpResponse:
    """Change the area of the organisation that a role is for, and whether it signs."""
    found = _role(role)
    permit(request, policy.can_change_role(request.actor))
    sent = request.POST if request.method == "POST" else None
    form = ChangeRoleForm(sent, initial=ChangeRoleForm.initial_of(found))
    form.keep_only_what_belongs_to(RoleKind(found.kind))
    if form.is_valid():
        given = {**ChangeRoleForm.initial_of(found), **form.cleaned_data}
        actions.change_role(found, **given, actor=request.actor, at=timezone.now())
        messages.success(request, _("Your changes are saved."))
        return redirect("organisations:role", area, found.pk)
    return _page(request, found, "change", {"form": form})


def note_training(request: AreaRequest, area: str, role: UUID) -> HttpResponse:
    """Note what the person of a role has learnt."""
    found = _role(role)
    permit(request, policy.can_note_training(request.actor, found))
    today = timezone.localdate()
    form = TrainingForm(request.POST or None, today=today, initial={"taken_on": today})
    if form.is_valid():
        actions.note_training(found, **form.cleaned_data, actor=request.actor, at=timezone.now())
        messages.success(request, _("The training is noted."))
        return redirect("organisations:role", area, found.pk)
    return _page(request, found, "training", {"form": form})


@require_POST
def remove_training(request: AreaRequest, area: str, role: UUID, training: UUID) -> HttpResponse:
    """Take away a training that was noted by mistake."""
    found = _role(role)
    permit(request, policy.can_note_training(request.actor, found))
    noted = get_object_or_404(queries.training_of(request.area, found.user_id), pk=training)
    actions.remove_training(noted, actor=request.actor, at=timezone.now())
    messages.success(request, _("“{title}” is removed.").format(title=noted.title))
    return redirect("organisations:role", area, found.pk)
