"""The context processor: what every template knows of the area, the visitor and the frame."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from opencompact.base.areas.languages import of_code
from opencompact.base.areas.wording import words
from opencompact.base.notify.links import secret
from opencompact.base.ui import language, navigation, theme


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `area`, `actor`, `nav`, `demo`, `term`, `theme`, `spoken` and `return_to`.

    `theme` is the area's style sheet, `return_to` where this page is found again after signing in;
    `spoken` the language of the page, `languages` those to choose between.

    Navigation and demo bar are asked for only when a template shows them.
    """
    area = getattr(request, "area", None)
    return {
        "return_to": return_to(request),
        "area": area,
        "actor": getattr(request, "actor", None),
        "term": area.terms if area else words({}),
        "spoken": of_code(get_language()),
        "languages": language.choices(request),
        "theme": theme.address(area) if area else "",
        "nav": SimpleLazyObject(lambda: navigation.navigation_for(request)),
        "demo": SimpleLazyObject(lambda: navigation.demo_bar_for(request)),
    }


def return_to(request: HttpRequest) -> str:
    """The address of this page; of a link in mail, whose address is a secret, its area's."""
    if not secret.may_hold(request.path):
        return request.get_full_path()
    area = getattr(request, "area", None)
    return f"/{area.slug}/" if area else "/"
