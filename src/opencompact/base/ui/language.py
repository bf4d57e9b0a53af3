"""The language of a page: asked for in its address, remembered by a cookie, offered by the area."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from opencompact.base.accounts.actions import keep_language
from opencompact.base.areas.languages import PARAMETER, Language, chosen, of_code, offered
from opencompact.core.record import record

A_YEAR: Final = 365 * 24 * 60 * 60


@record
class Choice:
    """A language that this page can be read in, and the address that shows it so."""

    language: Language
    href: str
    current: bool


class LanguageMiddleware:
    """Speak the visitor's language while a page is made. Put it after the area's middleware,
    which speaks again once it knows the area: that may offer fewer languages.

    `?language=cy` shows the page in that language and is remembered; nothing else is changed by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        with translation.override(chosen(request).code):
            response = self.get_response(request)
            return finished(request, response)


def choices(request: Any) -> tuple[Choice, ...]:
    """The languages to choose between; none where there is only one."""
    found = offered(request)
    if len(found) == 1:
        return ()
    now = of_code(translation.get_language())
    return tuple(Choice(one, _href(request, one), one == now) for one in found)


def _href(request: HttpRequest, language: Language) -> str:
    query = request.GET.copy()
    query[PARAMETER] = language.key
    return f"?{query.urlencode()}"


def finished(request: Any, response: HttpResponseBase) -> HttpResponseBase:
    """Say which language it is, and remember a choice that was made in the address.

    To read changes nothing that is stored: a choice becomes that of a person, for their mail, with
    the next form that they send.
    """
    spoken = of_code(translation.get_language())
    response.headers.setdefault("Content-Language", spoken.tag)
    if len(offered(request)) > 1:
        patch_vary_headers(response, ["Cookie"])
    name = settings.LANGUAGE_COOKIE_NAME
    asked, before = request.GET.get(PARAMETER), request.COOKIES.get(name)
    sent = request.method == "POST" and request.user.is_authenticated
    if sent and (asked or before) == spoken.key:
        keep_language(request.user, spoken.key)
    if asked == spoken.key != before:
        response.set_cookie(
            name, spoken.key, A_YEAR, secure=settings.SECURE, httponly=True, samesite="Lax"
        )
    return response
