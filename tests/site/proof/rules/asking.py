"""Every address of the product, filled, and how to ask it as somebody."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from tests import strong
from tests.site.matrix.answers import filled
from tests.site.matrix.place import World
from tests.site.matrix.table import ROWS
from tests.site.proof.leaks.crawling import routes

# Whoever comes first may do most of what can be done at an address.
BY_RIGHTS = ("officer", "chair", "complainant", "mediator", "member", "anonymous")


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Each address with its own object, and somebody who may use it."""
    for address, rows in ROWS.items():
        for row in rows:
            found = world.here.objects[row.kind]["own"] if row.kind else None
            who = (row.get or frozenset()) | (row.post or frozenset())
            able = next((name for name in BY_RIGHTS if name in who), "officer")
            yield filled(address, world.here, found), able
    for route in sorted(routes()):
        if route.startswith("account/") and "(" not in route and "<" not in route:
            yield f"/{route}", "anonymous"


def client_of(world: World, name: str, **options: bool) -> Client:
    """A browser of somebody, signed in."""
    client = Client(**options)
    if user := world.actors[name]:
        client.force_login(user)
        strong.begin(client)
    return client
