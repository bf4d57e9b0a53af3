"""The links at the top of every page of an area: what the person there has a use for."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.organisations import policy
from opencompact.base.ui.navigation import NavItem
from opencompact.site.mail.policy import can_keep


def items(request: HttpRequest) -> list[NavItem]:
    """The links for the person in the area of `request`, the one of this page marked; else none."""
    area = getattr(request, "area", None)
    if area is None:
        return []
    links = [(label, reverse(name, args=[area.slug])) for label, name in _links(request)]
    current = _current(request.path, [href for _, href in links])
    return [NavItem(label, href, current=href == current) for label, href in links]


def _links(request: Any) -> Iterator[tuple[str, str]]:
    area, actor = request.area, request.actor
    yield _("Home"), "site:home"
    yield area.term("agreement"), "agreement:front"
    yield _("Organisations"), "organisations:register"
    yield _capital(area.term("signatories")), "organisations:signatories"
    yield _("Payments"), "funding:payments"
    yield area.term("dispute_page"), "disputes:list"
    yield _("Findings"), "disputes:findings"
    yield _("Concerns"), "disputes:log"
    if policy.can_see_people(actor):
        yield _("People"), "organisations:people"
    if policy.can_import(actor):
        yield _("Import"), "organisations:import"
    if can_keep(actor):
        yield _("Mail"), "mail:outbox"


def _current(path: str, hrefs: list[str]) -> str:
    """The link that a page belongs to: the longest one that its address begins with."""
    home, *others = hrefs
    found = [href for href in others if path.startswith(href)]
    return max(found, key=len, default=home if path == home else "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
