"""The language of a page: asked for in its address, remembered by a cookie, offered by the area."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from opencompact.base.areas.languages import LANGUAGES, Language, of_code
from opencompact.core.record import record

PARAMETER: Final = "language"
A_YEAR: Final = 365 * 24 * 60 * 60


@record
class Choice:
    """A language that this page can be read in, and the address that shows it so."""

    language: Language
    href: str
    current: bool


class LanguageMiddleware:
    """Speak the visitor's language while a page is made. Put it after the area's middleware.

    `?language=cy` shows the page in that language and is remembered; nothing else is changed by it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        with translation.override(chosen(request).code):
            response = self.get_response(request)
            return finished(request, response)

    def process_view(self, request: Any, *_: Any) -> None:
        """The area is known by now: it may offer fewer languages than the installation."""
        translation.activate(chosen(request).code)


def offered(request: Any) -> list[Language]:
    """The languages of the area, or of the installation where there is no area."""
    area = getattr(request, "area", None)
    return [LANGUAGES[key] for key in (area.languages if area else settings.SPOKEN)]


def chosen(request: Any) -> Language:
    """What the address asks for, else what was chosen before, else the first that is offered."""
    found = offered(request)
    wanted = (request.GET.get(PARAMETER), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
    by_key = {one.key: one for one in found}
    return next((by_key[key] for key in wanted if key in by_key), found[0])


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
    """Say which language it is, and remember a choice that was made in the address."""
    spoken = of_code(translation.get_language())
    response.headers.setdefault("Content-Language", spoken.tag)
    if len(offered(request)) > 1:
        patch_vary_headers(response, ["Cookie"])
    name = settings.LANGUAGE_COOKIE_NAME
    if request.GET.get(PARAMETER) == spoken.key != request.COOKIES.get(name):
        response.set_cookie(
            name, spoken.key, A_YEAR, secure=settings.SECURE, httponly=True, samesite="Lax"
        )
    return response
