"""What the table expects: the addresses that are asked for, of whom, and which answer is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

from tests.site.matrix.place import Place, World
from tests.site.matrix.row import ALL, NOBODY, SIGNED_IN, Row
from tests.site.matrix.table import ROWS

# Pages of the sign-in package decide for themselves; its own tests cover them.
FOREIGN = ("/account/",)
# Stands for the way to a second factor.
SET_UP = 460
FEW = ("anonymous", "member", "officer", "officer of another area", "API token")
# The operations of the API have a table of their own, by method: see test_api.py.
API = "/api/v1/areas", "/api/v1/clock"


def addresses() -> tuple[str, ...]:
    """Every address of the product that is a page, with its parameters in braces."""
    found = _walk(get_resolver().url_patterns, "/")
    return tuple(one for one in found if not one.startswith(API))


def _walk(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        address = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield address
        elif address not in FOREIGN:
            yield from _walk(pattern.url_patterns, address)


def status_of(response: Any) -> int:
    """The answer's status: 401 for a way to sign-in, SET_UP for the way to a second factor."""
    way = response.get("Location", "") if response.status_code == 302 else ""
    if way.startswith("/account/protect/"):
        return SET_UP
    return 401 if "/account/login/" in way else int(response.status_code)


def let_in(status: int) -> bool:
    """Shown, sent on, told that the form is wrong (200, 400) or that it is too late (409)."""
    return status < 400 or status in {400, 409}


def wrong(method: str, who: frozenset[str] | None, actor: str, status: int) -> bool:
    """Whether this answer is not the one the row expects."""
    if who is None:
        return status not in {405, 401, 403, 404}
    if actor in who:
        return not let_in(status) and not (method == "post" and status == 405)
    return status not in ({403, 404} if actor in SIGNED_IN else {401, 404})


def left_to_few(who: frozenset[str] | None, which: str) -> bool:
    """Whether one of each sort will do: all are answered alike."""
    return who is None or who == ALL or which == "foreign"


def expected(world: World) -> dict[str, frozenset[str]]:
    """Who may open each page with an object of the area, or with none, by its address."""
    return {
        asked: who
        for address, rows in ROWS.items()
        for row in rows
        for which in ("own", "sibling")
        for asked, who in targets(world, address, row, "get", which)
        if who is not None
    }


def targets(
    world: World, address: str, row: Row, method: str, which: str
) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The addresses to ask and who may open them.

    A foreign object is one of the other area, asked for under this area's address: nobody gets it.
    The other area's own pages show our people no more than a visitor sees.
    """
    who = row.get if method == "get" else row.post
    if which == "foreign":
        if row.kind:
            foreign = world.there.objects[row.kind]["foreign"]
            yield filled(address, world.here, foreign), who and NOBODY
        there = world.there.objects[row.kind].get("own") if row.kind else None
        if "{area}" in address and (there is not None or not row.kind):
            yield filled(address, world.there, there), who and _strangers(who)
    elif which == "own" or row.kind:
        by_sibling = which == "sibling" and row.sibling is not None
        found = world.here.objects[row.kind][which] if row.kind else None
        yield filled(address, world.here, found), who and (row.sibling if by_sibling else who)


def _strangers(who: frozenset[str]) -> frozenset[str]:
    """Those of `who` who are let in without a role there, and the officer whose area it is."""
    if who in (ALL, SIGNED_IN):
        return who
    return frozenset({"officer of another area"}) if "officer" in who else NOBODY


def filled(address: str, place: Place, found: Any) -> str:
    """Put the area and the objects into an address."""
    values = iter(found if isinstance(found, tuple) else (found,))
    return re.sub(
        r"{(\w+)}", lambda m: place.area.slug if m[1] == "area" else str(next(values)), address
    )
