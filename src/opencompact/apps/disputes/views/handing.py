"""Handing a role over with its open work, and the work that is nobody's."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.forms import HandOverForm, LeaveForm
from opencompact.apps.organisations import policy
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render

NOBODY = "nobody"


def hand_over(request: AreaRequest, area: str, role: UUID) -> HttpResponse:  # noqa: ARG001
    """The open work of somebody in a role, and who takes over: somebody, or nobody yet."""
    permit(request, policy.can_hand_over(request.actor))
    found = get_object_or_404(Role.objects.select_related("user", "organisation", "area"), pk=role)
    over_to, over_to_none = _forms(request, found)
    if over_to.is_valid():
        return _done(request, found, over_to.successor, over_to)
    if over_to_none.is_valid():
        return _done(request, found, None, over_to_none)
    return _page(request, found, over_to, over_to_none)


def _forms(request: AreaRequest, role: Role) -> tuple[HandOverForm, LeaveForm]:
    """Both forms of the page; only the one that was sent is filled in."""
    today = timezone.localdate()
    first = max(role.ends or today, today, role.starts)
    to_nobody = request.POST.get("outcome") == NOBODY
    sent = request.POST if request.method == "POST" else None
    return (
        HandOverForm(
            None if to_nobody else sent,
            role=role,
            initial={"on": first, "may_sign": role.may_sign},
        ),
        LeaveForm(sent if to_nobody else None, role=role, initial={"on": first}, prefix=NOBODY),
    )


def _done(
    request: AreaRequest,
    role: Role,
    successor: actions.Successor | None,
    form: HandOverForm | LeaveForm,
) -> HttpResponse:
    """Hand over, and say what moved and what did not. Whoever is no officer now goes home."""
    done = actions.hand_over(
        role,
        successor,
        on=form.day,
        actor=request.actor,
        at=timezone.now(),
    )
    slug = request.area.slug
    messages.success(request, _says(role, done))
    if role.user_id == request.actor.user_id and role.kind == RoleKind.OFFICER:
        return redirect(f"/{slug}/")
    if done.left:
        return redirect("disputes:nobodys", slug)
    return redirect("organisations:role", slug, (done.role or role).pk)


def _says(role: Role, done: actions.HandedOver) -> str:
    """What came of it, in sentences."""
    if done.role:
        said = [_("{name} takes over.").format(name=done.role.user)]
    else:
        said = [_("{name} leaves the role.").format(name=role.user)]
    if moved := len(done.moved):
        says = ngettext("{number} seat moved.", "{number} seats moved.", moved)
        said.append(says.format(number=moved))
    if done.left:
        numbers = ", ".join(case.number for case in done.left)
        said.append(_("Somebody else is needed in {numbers}.").format(numbers=numbers))
    return " ".join(said)


def _page(
    request: AreaRequest, role: Role, over_to: HandOverForm, over_to_none: LeaveForm
) -> HttpResponse:
    today = timezone.localdate()
    context: dict[str, Any] = {
        "role": role,
        "label": KIND_LABELS[RoleKind(role.kind)],
        "is_officer": True,
        "form": over_to,
        "leave": over_to_none,
        "over": role.ends is not None and role.ends <= today,
        "work": queries.work_of(role, request.actor, today),
    }
    return render(request, "disputes/hand_over.html", context)


def nobodys(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """The work that waits for nobody, and where each piece of it can be given to somebody."""
    permit(request, policy.can_see_gaps(request.actor))
    piles = queries.nobodys(request.area, request.actor, timezone.localdate())
    return render(request, "disputes/nobodys.html", {"piles": piles})
