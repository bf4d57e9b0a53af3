"""Every address of the product, asked by every actor, for their own, a neighbour's and a foreign object.

The list of addresses comes from the URL configuration, the expectations from `table.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.site.matrix import world
from tests.site.matrix.table import ALL, NOBODY, ROWS, Row
from tests.site.matrix.world import ACTORS, World

# Pages of the sign-in package decide for themselves; its own tests cover them.
FOREIGN = ("account",)


def addresses() -> dict[str, tuple[str, ...]]:
    """Every named address of the product with the parameters that fill it."""
    return dict(sorted(_walk(get_resolver().url_patterns, "", ())))


def _walk(patterns, space: str, outer: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        names = (*outer, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if str(pattern.pattern).strip("/") not in FOREIGN:
                yield from _walk(pattern.url_patterns, inner, names)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}", names


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(ROWS) == set(addresses())


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The two areas, made once for this module and gone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture
def clients(full, django_db_blocker) -> Iterator[dict[str, Client]]:
    """A signed-in client for each actor; what they change is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = {}
        for name in ACTORS:
            found[name] = Client(raise_request_exception=True)
            if user := full.actors[name]:
                found[name].force_login(user)
        yield found
        transaction.set_rollback(True)


def ask(client: Client, method: str, address: str) -> int:
    """The answer's status; whatever the request wrote is undone. 302 to sign-in counts as 401."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and "/account/login/" in response["Location"]
    return 401 if to_sign_in else response.status_code


def let_in(status: int) -> bool:
    """Shown, sent on, told that the form is wrong (200/400) or that it is not possible now (409)."""
    return status < 400 or status in {400, 409}


def wrong(row: Row, method: str, who: frozenset[str] | None, actor: str, status: int) -> bool:
    """Whether this answer is not the one the row expects."""
    if status >= 500:
        return True
    if who is None:
        return status not in {405, 401, 403, 404}
    if actor in who:
        return not let_in(status) and not (method == "post" and status == 405)
    return status not in ({401, 404} if actor == "anonymous" else {403, 404})


@pytest.mark.parametrize("name", sorted(ROWS))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_each_actor_gets_what_the_row_says(full, clients, name, method, which):
    row = ROWS[name]
    if not row.kind and which != "own":
        which = "foreign" if which == "foreign" else "own"
    unexpected = []
    for address, who in _targets(full, name, row, method, which):
        for actor, client in clients.items():
            status = ask(client, method, address)
            if wrong(row, method, who, actor, status):
                unexpected.append(f"{actor}: {method.upper()} {address} answered {status}")
    assert not unexpected, "\n".join(unexpected)


def _targets(
    full: World, name: str, row: Row, method: str, which: str
) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The addresses to ask and who may open them.

    A foreign object is one of the other area, asked for under this area's address: nobody gets it.
    The other area's own pages show our people no more than a visitor sees.
    """
    who = row.get if method == "get" else row.post
    names = addresses()[name]
    if which == "foreign":
        if row.kind:
            foreign = full.there.objects[row.kind]["foreign"]
            yield _address(full.here, name, names, foreign), who and NOBODY
        if "area" in names:
            there = full.there.objects.get(row.kind, {}).get("own")
            yield _address(full.there, name, names, there), who and _strangers(who)
        return
    allowed = row.sibling if which == "sibling" and row.sibling is not None else who
    found = full.here.objects.get(row.kind, {}).get(which)
    yield _address(full.here, name, names, found), who and allowed


def _strangers(who: frozenset[str]) -> frozenset[str]:
    """Those of `who` who are let in without any role: everybody, or everybody signed in."""
    if who == ALL:
        return ALL
    if who == ALL - {"anonymous"}:
        return who
    return frozenset({"officer of another area"}) if "officer" in who else NOBODY


def _address(place, name: str, names: tuple[str, ...], found) -> str:
    rest = [key for key in names if key != "area"]
    values = found if isinstance(found, tuple) else (found,)
    arguments = dict(zip(rest, values, strict=False)) if rest else {}
    if "area" in names:
        arguments["area"] = place.area.slug
    return reverse(name, kwargs=arguments)
