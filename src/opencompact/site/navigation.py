"""The links at the top of every page of an area: what the person there has a use for.

The first row has the parts of the site; the second one what is inside the part one is in.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.disputes.policy import (
    can_keep_holidays,
    can_keep_signposts,
    can_see_past,
    can_word_letters,
)
from opencompact.apps.organisations import policy
from opencompact.base.ui.navigation import NavItem
from opencompact.site.mail.policy import can_keep as can_keep_mail

Links = list[tuple[str, str]]
"""What each link says, with its address or the name of it."""


def items(request: HttpRequest) -> list[NavItem]:
    """The parts for the person in the area of `request`, that of this page marked; else none."""
    if getattr(request, "area", None) is None:
        return []
    parts = [(label, _addressed(request, links)) for label, links in _parts(request) if links]
    current = _current(request.path, [address for _, links in parts for _, address in links])
    return [_item(label, links, current) for label, links in parts]


def _addressed(request: Any, links: Links) -> Links:
    """The same links with their addresses in the place of the names."""
    return [(says, reverse(name, args=[request.area.slug])) for says, name in links]


def _item(label: str, links: Links, current: str) -> NavItem:
    inside = tuple(NavItem(says, address, current=address == current) for says, address in links)
    here = any(one.current for one in inside)
    return NavItem(label, inside[0].href, here, inside if len(inside) > 1 else ())


def _parts(request: Any) -> Iterator[tuple[str, Links]]:
    """Every part with its links; the first of them is where the part itself leads."""
    area, actor = request.area, request.actor
    agreement, signatories = area.term("agreement"), _capital(area.term("signatories"))
    disputes = area.term("dispute_page")
    yield _("Home"), [(_("Home"), "site:home")]
    yield (
        agreement,
        [
            (agreement, "agreement:front"),
            (_("How it is kept"), "evaluation:kept"),
            (_("Departures"), "organisations:departures"),
        ],
    )
    yield (
        _("Organisations"),
        [(_("Register"), "organisations:register"), (signatories, "organisations:signatories")],
    )
    yield (
        _("Consultations"),
        [
            (_("Register"), "consultations:register"),
            (_("Calendar"), "consultations:calendar"),
        ],
    )
    yield (
        _("Funding"),
        [
            (_("Overview"), "funding:front"),
            (_("Programmes"), "funding:programmes"),
            (_("Agreements"), "funding:agreements"),
            (_("Payments"), "funding:payments"),
            (_("Notices"), "funding:notices"),
            (_("Impact assessments"), "assessments:list"),
        ],
    )
    yield (
        disputes,
        [
            (disputes, "disputes:list"),
            (_("Where to turn"), "disputes:where_to_turn"),
            (_("Concerns"), "disputes:log"),
            (_("Findings"), "disputes:findings"),
        ],
    )
    yield _("Desk"), list(_desk(actor))


def _desk(actor: Any) -> Iterator[tuple[str, str]]:
    """What those who keep the area work with."""
    if policy.can_see_people(actor):
        yield _("People"), "organisations:people"
    if policy.can_import(actor):
        yield _("Import"), "organisations:import"
    if can_keep_mail(actor):
        yield _("Mail"), "mail:outbox"
    if can_word_letters(actor):
        yield _("Letters"), "disputes:letter_texts"
    if can_keep_signposts(actor):
        yield _("Signposts"), "disputes:signposts"
    if can_keep_holidays(actor):
        yield _("Holidays"), "disputes:holidays"
    if can_see_past(actor):
        yield _("Past its time"), "site:shelf"


def _current(path: str, addresses: list[str]) -> str:
    """The link that a page belongs to: the longest one that its address begins with."""
    home, *others = addresses
    return home if path == home else max(filter(path.startswith, others), default="")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
