"""The context processor: what every template knows of the area, the visitor and the frame."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from opencompact.base.areas.wording import WORDING
from opencompact.base.ui import navigation, theme


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `area`, `actor`, `nav`, `demo`, `term` and `theme`, the area's style sheet.

    Navigation and demo bar are asked for only when a template shows them.
    """
    area = getattr(request, "area", None)
    return {
        "area": area,
        "actor": getattr(request, "actor", None),
        "term": area.terms if area else WORDING,
        "theme": theme.address(area) if area else "",
        "nav": SimpleLazyObject(lambda: navigation.navigation_for(request)),
        "demo": SimpleLazyObject(lambda: navigation.demo_bar_for(request)),
    }
