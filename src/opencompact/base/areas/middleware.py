"""Finds the area of a request, runs the view inside it and checks that the view decided."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.handlers.exception import response_for_exception
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render, resolve_url
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from opencompact.base.accounts import sessions
from opencompact.base.accounts.middleware import keep
from opencompact.base.prepared import Prepared

from .actor import ANONYMOUS, Actor, actor_in, is_strong, person
from .languages import chosen
from .models import Area
from .permission import (
    PERMITTED,
    NotNow,
    ProtectionNeeded,
    SignInNeeded,
    UndecidedPageError,
)
from .scoping import within

# Views of packages, and of one's own account, decide for themselves; everything else is ours and
# must say who may see it.
FOREIGN = ("allauth.", "django.", "opencompact.base.accounts.")
# A page is read or sent to, whatever package it is of; an API says for itself what it takes.
METHODS = ("GET", "HEAD", "POST")
WITH_METHODS_OF_THEIR_OWN = ("ninja.",)
FIRST_REFUSAL = 400
# Written as part of another address it grows to three times its length at most.
LONGEST_WAY_BACK = 4000
BY_SLUG = Prepared[Area](lambda *, slug: QuerySet(Area).filter(slug=slug), slug=str)
logger = logging.getLogger(__name__)


class AreaMiddleware:
    """Sets request.area and request.actor; keeps the scope open until the page is rendered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.area, request.actor, request.decision = None, person(request.user), ""
        request.must_decide = False
        with ExitStack() as request.area_scope:
            response = self.get_response(request)
            if undecided(request, response):
                response = refused(request)
        return finished(request, response)

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method not in METHODS and not _of(view, WITH_METHODS_OF_THEIR_OWN):
            return HttpResponseNotAllowed(METHODS)
        slug = kwargs.get("area")
        request.must_decide = slug is not None or not is_foreign(view)
        if slug is None:
            return None
        found = BY_SLUG(slug=slug)
        if not found:
            raise Http404(f"There is no area at /{slug}/.")
        request.area = found[0]
        enter(request, request.area)
        request.actor = self.actor(request)
        return None

    def actor(self, request: Any) -> Actor:
        """Who is asking; nobody, when their session has to end before a strong role is used.

        With a token nobody has signed in: then the account has to be one that is protected.
        """
        signed_in = request.user.is_authenticated and not getattr(request, "api_token", None)
        shown = sessions.proven(request) if signed_in else None
        actor = actor_in(request.user, request.area, timezone.localdate(), proven=shown)
        return actor if not signed_in or not is_strong(actor) or keep(request) else ANONYMOUS

    def process_exception(self, request: Any, error: Exception) -> HttpResponseBase | None:
        if isinstance(error, SignInNeeded):
            return sent_to(settings.LOGIN_URL, request)
        # What only a role may know of is not found without it: the way to the role comes first.
        waits = isinstance(error, Http404) and request.actor.held_back
        if waits or isinstance(error, ProtectionNeeded):
            request.decision = PERMITTED
            return sent_to(settings.PROTECT_URL, request)
        if isinstance(error, NotNow):
            context = {"message": error.message, "possible": error.possible}
            return render(request, "409.html", context, status=409)
        return None


def enter(request: Any, area: Area) -> None:
    """Run the rest of a request inside an area and in its language, the page included."""
    request.area = area
    translation.activate(chosen(request).code)
    request.area_scope.enter_context(within(area))


def is_foreign(view: Callable[..., Any]) -> bool:
    return _of(view, FOREIGN)


def _of(view: Callable[..., Any], packages: tuple[str, ...]) -> bool:
    return (getattr(view, "__module__", "") or "").startswith(packages)


def sent_to(page: Any, request: HttpRequest) -> HttpResponseRedirect:
    """To another page, and back here afterwards; what was posted is not repeated.

    Questions longer than an address may be are left behind.
    """
    here = request.get_full_path()
    query = urlencode({"next": here if len(here) <= LONGEST_WAY_BACK else request.path})
    return HttpResponseRedirect(f"{resolve_url(page)}?{query}")


def undecided(request: Any, response: HttpResponseBase) -> bool:
    """Whether a view answered without a decision; a refusal needs none."""
    answered = response.status_code < FIRST_REFUSAL
    return answered and request.must_decide and not request.decision


def refused(request: HttpRequest) -> HttpResponseBase:
    """Instead of an undecided page: an error while developing and testing, a 403 in service."""
    message = f"{request.path}: the view answered without permit(), public() or @open_page."
    if settings.STRICT_POLICY:
        raise UndecidedPageError(message)
    logger.error(message)
    return response_for_exception(request, PermissionDenied())


def finished(request: Any, response: HttpResponseBase) -> HttpResponseBase:
    """Keep personal pages out of caches, and a streamed body inside its area."""
    if request.decision == PERMITTED:
        add_never_cache_headers(response)
    if request.area is not None and isinstance(response, StreamingHttpResponse):
        response.streaming_content = inside(request.area, iter(response))
    return response


def inside(area: Area, chunks: Iterator[Any]) -> Iterator[Any]:
    """Draw each piece inside the area: the server asks for them after the view has returned."""
    while True:
        with within(area):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk
