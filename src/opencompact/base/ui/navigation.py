"""What the frame of a page shows besides the page: its navigation and the demo's bar of roles."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from opencompact.core.record import record


@record
class NavItem:
    """One link of the navigation; `current` marks the part of the site the page belongs to.

    `inside` are the links of that part, which stand in a row of their own while one is in it.
    """

    label: str
    href: str
    current: bool = False
    inside: tuple["NavItem", ...] = ()


@record
class DemoPerson:
    """Somebody the visitor of a demo may become; `key` is posted as `person`."""

    key: str
    name: str
    role: str
    current: bool = False


@record
class DemoBar:
    """The bar to switch between roles: a form posted to `action` (the field `next` leads back)."""

    action: str
    people: tuple[DemoPerson, ...]


def navigation_for(request: HttpRequest) -> list[NavItem]:
    """Ask settings.NAVIGATION, the dotted path of a callable that takes the request."""
    asked = _named("NAVIGATION")
    return asked(request) if asked else []


def demo_bar_for(request: HttpRequest) -> DemoBar | None:
    """Ask settings.DEMO_BAR in the same way; outside a demo it is not set, or answers None."""
    asked = _named("DEMO_BAR")
    return asked(request) if asked else None


def _named(setting: str) -> Any:
    path = getattr(settings, setting, "")
    return import_string(path) if path else None
