"""Keeping signposts, for officers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opencompact.apps.disputes import policy, tables
from opencompact.apps.disputes.actions import UnfitError
from opencompact.apps.disputes.actions.signposts import (
    SignpostChangedError,
    keep_signpost,
    remove_signpost,
)
from opencompact.apps.disputes.forms.signposts import SignpostForm, initial_signpost
from opencompact.apps.disputes.models import Signpost
from opencompact.apps.disputes.queries.signposts import signposts, signs
from opencompact.apps.disputes.views.challenges.sheet import posted
from opencompact.apps.organisations.queries import roles_at
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import AreaRequest, permit
from opencompact.base.ui.pages import render
from opencompact.base.ui.tables import Copy, answer

KEEPERS = (RoleKind.OFFICER, RoleKind.CHAIR, RoleKind.GROUP_MEMBER)
CONFLICT = 409


def signpost_list(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """Every signpost, those that have to be checked first; and what the agreement names."""
    permit(request, policy.can_keep_signposts(request.actor))
    on = timezone.localdate()
    found = list(signposts())
    taken = {one.name for one in found}
    named = signs(request.area, request.actor, "", on).named
    context = {
        "expired": [one for one in found if one.expires_on <= on],
        "good": [one for one in found if one.expires_on > on],
        "named": [one for one in named if one.name not in taken],
    }
    return render(request, "disputes/signposts/list.html", context)


def signpost_file(request: AreaRequest, area: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """The same list as a file."""
    permit(request, policy.can_keep_signposts(request.actor))
    copy = Copy(tables.SIGNS, request.area, timezone.now())
    return answer(kind, copy, tables.SIGNPOSTS, signposts())


def add_signpost(request: AreaRequest, area: str) -> HttpResponse:  # noqa: ARG001
    """A new one, perhaps begun with one that the agreement names."""
    permit(request, policy.can_keep_signposts(request.actor))
    return _kept(request, None, _begun(request))


def edit_signpost(request: AreaRequest, area: str, signpost: UUID) -> HttpResponse:  # noqa: ARG001
    """Change one, which says that it was looked at."""
    permit(request, policy.can_keep_signposts(request.actor))
    found = _found(signpost)
    return _kept(request, found, initial_signpost(found))


@require_POST
def drop_signpost(request: AreaRequest, area: str, signpost: UUID) -> HttpResponse:
    """Take one away."""
    permit(request, policy.can_keep_signposts(request.actor))
    remove_signpost(_found(signpost), actor=request.actor, at=timezone.now())
    messages.success(request, _("The signpost was removed."))
    return redirect("disputes:signposts", area)


def _kept(request: AreaRequest, found: Signpost | None, initial: dict[str, Any]) -> HttpResponse:
    on = timezone.localdate()
    roles = roles_at(request.area, on).filter(kind__in=KEEPERS)
    form = SignpostForm(posted(request), roles=roles, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            keep_signpost(
                request.area, form.given, found, actor=request.actor, on=on, at=timezone.now()
            )
        except UnfitError as error:
            for name, fault in error.faults.items():
                form.add_error(name, fault)
        except SignpostChangedError:
            status = CONFLICT
        else:
            messages.success(request, _("The signpost is kept, and counts as checked today."))
            return redirect("disputes:signposts", request.area.slug)
    context = {"form": form, "signpost": found, "moved": status == CONFLICT}
    return render(request, "disputes/signposts/edit.html", context, status)


def _begun(request: AreaRequest) -> dict[str, Any]:
    """What the agreement says of the one that is named in the address."""
    wanted = request.GET.get("from", "")
    named = signs(request.area, request.actor, "", timezone.localdate()).named
    one = next((one for one in named if one.name == wanted), None)
    return {"name": one.name, "about": one.about, "when": one.when} if one else {}


def _found(signpost: UUID) -> Signpost:
    found: Signpost | None = signposts().filter(pk=signpost).first()
    if found is None:
        raise Http404("There is no such signpost here.")
    return found
