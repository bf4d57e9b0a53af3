"""Every page of the product and who visits it, from the URL configuration and the matrix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Browser, Response

from opencompact.base.accounts.models import User
from opencompact.base.areas.models import Area
from tests import strong
from tests.browser import alike, harness, keyboard
from tests.browser.playing import Player
from tests.browser.watching import Watch
from tests.site.matrix.answers import filled
from tests.site.matrix.place import World
from tests.site.matrix.row import Row
from tests.site.matrix.table import ROWS

# Whoever comes first sees most of a page; each of the others sees it another way.
BY_SIGHT = (
    "officer", "chair", "complainant", "mediator", "panel member", "organisation admin",
    "member", "officer in conflict", "panel member in conflict", "anonymous",
)  # fmt: skip
REFUSED = 400
# What is fetched, not read: the rest of the addresses are pages.
FILES = re.compile(
    r"\.(csv|xlsx|json|atom|ics|css|docx|pdf)$|/documents/{document}/$|/papers/{paper}/$"
)
# Forms in which nothing has to be filled in: what is left out of a notice stays "not recorded", and
# a list of which nothing is ticked says so in a message.
OPTIONAL = {
    "/{area}/funding/notices/{key}/checks/",
    "/{area}/funding/notices/{key}/note/",
    "/{area}/funding/notices/{key}/reasons/",
    "/{area}/funding/payees/",
    "/{area}/people/{role}/change/",
    "/{area}/disputes/{number}/bundle/",
    "/{area}/disputes/{number}/learning/",
}
# Of an account: what is posted to, fetched, or leads away at once.
NO_PAGES = re.compile(r"/(end|download|login/callback)/$|/oidc/|/webauthn/login/$")


def pages() -> list[str]:
    """Every address that shows a page to somebody."""
    shown = [address for address, rows in ROWS.items() if any(row.get for row in rows)]
    return sorted(address for address in shown if not FILES.search(address))


def of_one_area() -> list[str]:
    return [address for address in pages() if "{area}" in address]


def without_an_object() -> list[str]:
    """Pages that are there in an area in which nothing is."""
    return [address for address in of_one_area() if address.count("{") == 1]


def with_forms() -> list[str]:
    return [address for address in pages() if address not in OPTIONAL]


def account() -> list[str]:
    """Every page below /account/ that needs no object."""
    return sorted(address for address in _below_account() if not NO_PAGES.search(address))


def _below_account(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """Addresses of our own and of what is included from elsewhere."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = f"{before}{one.pattern}"
        if not "/account/".startswith(address[:9]) or "<" in address or address.endswith("$"):
            continue
        if not isinstance(one, URLPattern):
            yield from _below_account(one.url_patterns, address)
        elif address.startswith("/account/"):
            yield address


def wanted() -> dict[str, set[str]]:
    """For each state of a page the addresses that a whole run meets in it; by night more."""
    return {
        "full": set(pages()),
        "nothing": set(without_an_object()),
        "sent empty": set(with_forms()),
        "account": set(account()),
        "long": set(pages()),
    }


def left_out() -> dict[str, list[str]]:
    """Every other address, by why nobody looks at it in a browser."""
    rest = sorted(set(ROWS) - set(pages()))
    files = [address for address in rest if FILES.search(address)]
    return {
        "files": files,
        "no page": sorted({*rest, *_below_account()} - {*files, *account()}),
    }


def visitors(row: Row) -> list[str]:
    """Those who may open it, whoever sees most first."""
    return [name for name in BY_SIGHT if name in (row.get or ())]


def addressed(world: World, address: str) -> Iterator[tuple[str, Row]]:
    """The address filled with what is there in the area, once for each row that shows a page."""
    for row in filter(visitors, ROWS[address]):
        found = world.here.objects[row.kind]["own"] if row.kind else None
        yield filled(address, world.here, found), row


@dataclass
class Site:
    """A served world with a browser for each person at each width."""

    address: str
    world: World
    bare: Area
    browser: Browser
    people: dict[str, User | None]
    watch: Watch
    players: dict[tuple[str, int], Player] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    stops: int = 0

    def player(self, name: str, width: int) -> Player:
        """Somebody at a screen of this width, signed in; the same one each time."""
        if (name, width) not in self.players:
            context = harness.context(self.browser, width=width)
            page = context.new_page()
            self.watch.follow(page)
            slug = self.world.here.area.slug
            made = Player(name, context, self.address, slug, self.watch, page)
            if user := self.people[name]:
                made.sign_in(user)
            self.players[name, width] = made
        return self.players[name, width]

    def fetch(self, name: str, address: str) -> Any:
        """The answer to somebody, without a browser; what is not worth one is told by it."""
        if name not in self.clients:
            self.clients[name] = Client()
            if user := self.people[name]:
                self.clients[name].force_login(user)
                strong.begin(self.clients[name])
        return self.clients[name].get(address)

    def show(self, name: str, width: int, address: str) -> Response:
        """Open an address and have the page looked at; the answer is for the test to judge."""
        player = self.player(name, width)
        response = player.page.goto(f"{self.address}{address}")
        assert response
        self.watch.look(player.page, refused=response.status >= REFUSED)
        return response

    def show_at_both_widths(
        self, name: str, address: str, *, by_keyboard: bool = False
    ) -> Response:
        """Look at an address on a desk's screen, turn that into a phone's, and look again.

        `by_keyboard` also walks over the page with the Tab key.
        """
        player = self.player(name, harness.DESK)
        response = player.page.goto(f"{self.address}{address}")
        assert response
        self.watch.look(player.page, refused=response.status >= REFUSED)
        if by_keyboard:
            self._walk(player, address)
        harness.resize(player.page, harness.PHONE)
        self.watch.look(player.page, refused=response.status >= REFUSED)
        harness.resize(player.page, harness.DESK)
        return response

    def _walk(self, player: Player, address: str) -> None:
        """Unless the last whole run walked over a page built alike, and nothing was wrong.

        That run walks over each page, so that the statement can tell how many stops it has.
        """
        walked = f"walked-{alike.build(player.page)}"
        if walked in alike.IN_ORDER.kept and walked in alike.IN_ORDER:
            return
        stops, faults = keyboard.walk(player.page)
        if not faults:
            alike.IN_ORDER.add(walked)
        self.watch.faults += [f"{address} by keyboard: {fault}" for fault in faults]
        self.stops += stops
