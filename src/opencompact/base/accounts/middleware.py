"""Ends the session of somebody with a strong role when it is too old or was left alone."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from . import sessions

ENDED = gettext_noop("You were signed out, to keep your account safe. Please sign in again.")


class SessionRules:
    """Looks at every request of a session that was once used with a strong role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and sessions.is_held_to_the_rules(request.session):
            keep(request)
        return self.get_response(request)


def keep(request: HttpRequest) -> bool:
    """Go on with the session, or end it and say so; whether it goes on."""
    now = timezone.now()  # noqa: TID251 - a session is as old as it is at this request
    if sessions.hold_to_the_rules(request, now):
        return True
    sessions.end(request)
    messages.warning(request, gettext(ENDED))
    return False
