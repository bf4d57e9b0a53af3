"""Answering about the own role from a mail: an invitation, and the yearly question."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import actions, policy, queries
from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import AreaRequest
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui import dates
from opencompact.base.ui.pages import render

Answer = Callable[..., Role]
INVITED: dict[str, Answer] = {"accept": actions.accept_role, "decline": actions.decline_role}
ASKED: dict[str, Answer] = {"still": actions.still_in_role, "left": actions.leave_role}


def _stands(link: ActionLink, on: date) -> str:
    role = queries.role_by(link)
    if role is None or role.user_id != link.user_id:
        return _("The role is not there any more.")
    if role.ends is not None:
        said = _("The role ended on {on}.") if role.ends <= on else _("The role ends on {on}.")
        return said.format(on=dates.day(role.ends))
    return ""


def _invitation(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """Accept or decline a role."""
    return _answered(request, link, "invitation", INVITED)


def _confirmation(request: AreaRequest, link: ActionLink) -> HttpResponse:
    """Still in the role, or left."""
    return _answered(request, link, "confirm", ASKED)


def _answered(
    request: AreaRequest, link: ActionLink, page: str, answers: dict[str, Answer]
) -> HttpResponse:
    role, at = queries.role_by(link), timezone.now()
    if role is None:
        raise PermissionDenied
    actor = queries.holder_by(role, timezone.localdate(at))
    if not policy.can_answer(actor, role):
        raise PermissionDenied
    chosen = request.POST.get("answer", "")
    context: dict[str, Any] = {"link": link, "role": role, "answer": chosen}
    if chosen not in answers:
        return render(request, f"organisations/acting/{page}.html", context)
    _answer(link, role, answers[chosen], actor, at)
    return render(request, f"organisations/acting/{page}_done.html", context)


def _answer(link: ActionLink, role: Role, answer: Answer, actor: Actor, at: datetime) -> None:
    with links.used(link, actor=actor, at=at):
        answer(role, actor=actor, at=at)


INVITATION = links.Purpose(show=_invitation, stands=_stands)
CONFIRM_ROLE = links.Purpose(show=_confirmation, stands=_stands)
