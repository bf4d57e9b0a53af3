"""The way in to /api/: a token instead of a cookie, a limit, and every refusal as JSON."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

from opencompact.base.areas import tokens
from opencompact.base.areas.languages import ENGLISH
from opencompact.base.areas.permission import OPEN
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import TokenRefused
from opencompact.base.ui.api import answer

from . import limits, refusals

ROOT: Final = "/api/v1/"
PLAIN: Final = (
    "Ask at https://. Whatever token you sent could be read on its way: revoke it and make another."
)
SAFE: Final = frozenset({"GET", "HEAD"})


class ApiMiddleware:
    """Put it before AreaMiddleware, which then finds the person of the token, or nobody.

    Below /api/v1/ a session counts for nothing: what a page of another site makes a browser send
    can neither read nor write here. Elsewhere a token counts for nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.api_token = None
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        if settings.SECURE and not request.is_secure():
            return answer(403, PLAIN)
        request.user = AnonymousUser()
        request.only_language = (
            ENGLISH.key
        )  # the words of an interface do not change with its reader
        response = refusals.in_json(self.get_response(request))
        patch_vary_headers(response, ["Authorization"])
        if getattr(request, "decision", "") == OPEN and request.method in SAFE:
            return _for_everybody(request, response)
        return response

    def process_view(
        self, request: Any, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Find the person of the token and count; an answer here is a refusal."""
        if not request.path.startswith(ROOT):
            return None
        at = timezone.now()
        try:
            wait = _entered(request, str(kwargs.get("area", "")))
        except TokenRefused as error:
            wait = limits.by_guess(request, at)
            return _wait(wait) if wait else refusals.unknown(str(error))
        return _wait(wait) if wait else None


def _entered(request: Any, area: str) -> int:
    """Let the token in, if it is one of this area; how long it has to wait, or 0.

    In another area, and where there is none, its person is a visitor like any other.
    """
    at, on = timezone.now(), timezone.localdate()
    secret = tokens.bearer(request.headers.get("Authorization", ""))
    if not secret:
        return limits.by_address(request, at)
    token = tokens.token_of(secret, on)
    if wait := limits.by_token(token, at):
        return wait
    if token.area.slug == area:
        request.user, request.api_token = token.user, token
        with within(token.area):
            tokens.note_use(token, on)
    return 0


def _wait(seconds: int) -> HttpResponse:
    response = answer(429, f"That was too often. Go on in {seconds} seconds.")
    response["Retry-After"] = str(seconds)
    return response


def _for_everybody(request: Any, response: Any) -> HttpResponseBase:
    """Public data: any site's script may read it, and who has it already is told so."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    if response.status_code != HTTPStatus.OK or response.streaming:
        return response
    response["Cache-Control"] = "no-cache"
    set_response_etag(response)
    same = get_conditional_response(request, etag=response["ETag"], response=response)
    return same or response
