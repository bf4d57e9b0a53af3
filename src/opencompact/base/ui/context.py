"""The context processor: what every template knows of the area, the visitor and the frame."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from opencompact.base.ui import navigation, theme


class Wording:
    """The area's own words by key, so that a template can say `{{ term.agreement }}`."""

    def __init__(self, area: Any) -> None:
        self.area = area

    def __getitem__(self, key: str) -> str:
        return str(self.area.term(key))


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give `area`, `actor`, `nav`, `demo`, `term`, `theme` (address of the area's style) to templates.

    Navigation and demo bar are asked for only when a template shows them.
    """
    area = getattr(request, "area", None)
    return {
        "area": area,
        "actor": getattr(request, "actor", None),
        "term": Wording(area) if area else {},
        "theme": theme.address(area) if area else "",
        "nav": SimpleLazyObject(lambda: navigation.navigation_for(request)),
        "demo": SimpleLazyObject(lambda: navigation.demo_bar_for(request)),
    }
