"""The address of every link: opening it shows what would happen, posting to it does it, once."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from opencompact.base.areas.middleware import enter
from opencompact.base.areas.permission import AreaRequest, SignInNeeded, permit
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import ActionLink

from .purposes import purpose_of
from .using import SpentError, State, found, send_again, state_of

AGAIN = "again"
NOT_FOUND = 404


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: AreaRequest, token: str) -> HttpResponse:
    """Show what a link is for, or do it; a link that works no longer says why, and what to do."""
    permit(request, decision=True)  # the secret is the permission; the purpose asks its own policy
    link = found(token)
    if request.POST.get("step") == AGAIN:
        return _again(request, link)
    if link is not None:
        enter(request, link.area)
    state = state_of(link, timezone.now())
    if link is None or state != State.OPEN:
        return _dead(request, link, state)
    if why := _why_not(link):
        return _dead(request, link, State.REVOKED, why)
    return _shown(request, link)


def _shown(request: AreaRequest, link: ActionLink) -> HttpResponse:
    try:
        return purpose_of(link).show(request, link)
    except SpentError:
        link.refresh_from_db()
        return _dead(request, link, state_of(link, timezone.now()))
    except (PermissionDenied, SignInNeeded):
        return _dead(request, link, State.REVOKED)


def _why_not(link: ActionLink) -> str:
    """Why its person cannot do this any more; empty while they can."""
    if link.user is not None and not link.user.is_active:
        return _("The account that it was made for is closed.")
    try:
        purpose = purpose_of(link)
    except KeyError:
        return _("It was made for something that is no longer done by mail.")
    return purpose.stands(link, timezone.localdate())


def _dead(
    request: HttpRequest, link: ActionLink | None, state: State, why: str = ""
) -> HttpResponse:
    context = {"link": link, "state": state.value, "why": why}
    return render(request, "links/dead.html", context, status=NOT_FOUND)


def _again(request: HttpRequest, link: ActionLink | None) -> HttpResponse:
    """The answer is the same, without any area, whether a new link was sent or not."""
    at = timezone.now()
    if link is not None and state_of(link, at) == State.EXPIRED:
        with within(link.area):
            if not _why_not(link):
                send_again(link, at)
    return render(request, "links/asked.html", {})
