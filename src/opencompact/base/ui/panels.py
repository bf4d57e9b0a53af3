"""What other parts of the product show on a page that cannot know of them."""

# settings.PANELS names, for a place on a page, functions that take the request and what the page is
# about. Each answers with a panel, or None where it has nothing to say.

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from opencompact.core.record import record


@record
class Panel:
    """A piece of a page: its template, and what the template is given as `panel`."""

    template: str
    given: Mapping[str, Any]


def panels(place: str, request: Any, about: str) -> list[Panel]:
    """The panels of a place, about the thing with this key, in the order of the settings."""
    named = getattr(settings, "PANELS", {}).get(place, ())
    found = (import_string(path)(request, about) for path in named)
    return [one for one in found if one is not None]
