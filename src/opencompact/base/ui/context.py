"""The context processor: what every template knows of the area, the visitor and the frame."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from opencompact.base.areas.languages import of_code
from opencompact.base.areas.wording import words
from opencompact.base.ui import language, navigation, theme


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `area`, `actor`, `nav`, `demo`, `term` and `theme`, the area's style sheet,
    and `spoken`, the language of the page, with the `languages` to choose between.

    Navigation and demo bar are asked for only when a template shows them.
    """
    area = getattr(request, "area", None)
    return {
        "area": area,
        "actor": getattr(request, "actor", None),
        "term": area.terms if area else words({}),
        "spoken": of_code(get_language()),
        "languages": language.choices(request),
        "theme": theme.address(area) if area else "",
        "nav": SimpleLazyObject(lambda: navigation.navigation_for(request)),
        "demo": SimpleLazyObject(lambda: navigation.demo_bar_for(request)),
    }
