"""Headers that protect every answer, and a limit to what is taken in."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from opencompact.base.notify.links import secret

CONTENT_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; form-action 'self'; "
    "object-src 'none'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


# A page whose address is a secret is kept nowhere, and no other page hears where it was left from.
# `no-referrer` would do the same, but browsers then hide the origin of a form as well, and Django
# refuses a form that does not say where it comes from.
SECRET_HEADERS: Final = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}


class HeadersMiddleware:
    """Set the headers; a page made for somebody signed in is never kept by a browser or proxy.

    Put it before every other middleware of ours, so that refusals carry the headers too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if secret.may_hold(request.path):
            for name, value in SECRET_HEADERS.items():
                response[name] = value
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not _lasting(response):
            response["Cache-Control"] = "no-store"
        return response


def _lasting(response: HttpResponse) -> bool:
    """Say whether the answer is the same for everybody and for ever, like a style sheet."""
    return "immutable" in response.get("Cache-Control", "")


class SizeMiddleware:
    """Refuse a request that is larger than anything we ask for, before any of it is read.

    Put it after the middleware that knows who is asking, and before any that reads the form:
    settings.LARGEST_BODY is the most bytes that a visitor and somebody signed in may send.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        visitor, signed_in = settings.LARGEST_BODY
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or int(size) <= visitor:  # who is asking is not looked up for these
            return self.get_response(request)
        most = signed_in if request.user.is_authenticated else visitor
        if int(size) <= most:
            return self.get_response(request)
        return render(request, "413.html", {"most": most // 1024**2}, status=413)
