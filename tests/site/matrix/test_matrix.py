"""Every address of the product, asked by every actor for an own, a neighbour's, a foreign object.

The list of addresses comes from the URL configuration, the expectations from `table.py`. What is
for everybody, and what is for nobody because it is another area's, is asked by one of each sort on
a push, by every actor at night.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver

from opencompact.base import audit
from tests import strong
from tests.database import writes_noted
from tests.site.matrix import world
from tests.site.matrix.kept import kept
from tests.site.matrix.place import ACTORS, Place, World
from tests.site.matrix.row import ALL, NOBODY, SIGNED_IN, Row
from tests.site.matrix.table import ROWS
from tests.site.matrix.tally import Tally, noted

pytestmark = pytest.mark.once

# Pages of the sign-in package decide for themselves; its own tests cover them.
OWN_DATA = "/account/data/"
FOREIGN = ("/account/",)
SET_UP = 460
STRONG = ("officer", "officer in conflict", "chair", "mediator")
FEW = ("anonymous", "member", "officer", "officer of another area", "API token")


# The operations of the API have a table of their own, by method: see test_api.py.
API = "/api/v1/areas", "/api/v1/clock"


def addresses() -> tuple[str, ...]:
    """Every address of the product that is a page, with its parameters in braces."""
    found = _walk(get_resolver().url_patterns, "/")
    return tuple(one for one in found if not one.startswith(API))


def _walk(patterns, before: str) -> Iterator[str]:
    for pattern in patterns:
        address = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield address
        elif address not in FOREIGN:
            yield from _walk(pattern.url_patterns, address)


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(ROWS) == set(addresses())


@pytest.mark.django_db
def test_the_world_was_made_by_actions_that_left_a_sound_chain(full):
    report = audit.verify()
    assert report.sound
    assert report.checked > 40


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The two areas, made once for this module and gone after it."""
    strict = override_settings(STRONG_ROLES=strong.ROLES)
    with django_db_blocker.unblock(), kept("world", world.build) as made, strict:
        yield made


@pytest.fixture(scope="module")
def tally() -> Iterator[Tally]:
    with noted("permission matrix") as found:
        yield found


@pytest.fixture(scope="module")
def signed_in(full, django_db_blocker) -> dict[str, Client]:
    """A signed-in client for each actor; `ask` takes back whatever they change."""
    found = {}
    with django_db_blocker.unblock():
        for name in ACTORS:
            sent = {"authorization": f"Bearer {full.secret}"} if name == "API token" else {}
            found[name] = Client(raise_request_exception=True, headers=sent)
            if user := full.actors[name]:
                found[name].force_login(user)
                strong.prove(found[name])
    return found


@pytest.fixture
def clients(signed_in, django_db_blocker) -> Iterator[dict[str, Client]]:
    """The same clients, with the database open to them."""
    with django_db_blocker.unblock():
        yield signed_in


@pytest.fixture
def unproven(full, django_db_blocker) -> Iterator[dict[str, Client]]:
    """Those with a strong role, signed in with an e-mail address alone."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = {name: Client() for name in STRONG}
        for name, client in found.items():
            client.force_login(full.actors[name])
        yield found
        transaction.set_rollback(True)


def ask(client: Client, method: str, address: str, body: dict[str, str] | None) -> int:
    """The answer's status, 401 for a way to sign-in; whatever the request wrote is undone.

    SET_UP stands for the way to a second factor. The client keeps the cookies it came with.
    """
    kept = dict(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address, body if method == "post" else None)
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)
    way = response.get("Location", "") if response.status_code == 302 else ""
    if way.startswith("/account/protect/"):
        return SET_UP
    return 401 if "/account/login/" in way else response.status_code


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


@pytest.mark.parametrize("address", sorted(ROWS))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_each_actor_gets_what_the_row_says(full, clients, tally, address, method, which):
    few = {name: clients[name] for name in FEW}
    unexpected = []
    for row in ROWS[address]:
        for asked, who in _targets(full, address, row, method, which):
            asking = few if left_to_few(who, which) else clients
            unexpected += _unexpected(tally, row, method, (asked, who), asking, which)
    assert not unexpected, "\n".join(unexpected)


@pytest.mark.nightly
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_what_was_left_to_one_of_each_sort_is_so_for_the_others(
    full, clients, tally, method, which
):
    rest = {name: client for name, client in clients.items() if name not in FEW}
    unexpected = []
    for address, rows in ROWS.items():
        for row in rows:
            for asked, who in _targets(full, address, row, method, which):
                if left_to_few(who, which):
                    unexpected += _unexpected(tally, row, method, (asked, who), rest, which)
    assert not unexpected, "\n".join(unexpected)


def left_to_few(who: frozenset[str] | None, which: str) -> bool:
    """Whether one of each sort will do: all are answered alike."""
    return who == ALL or which == "foreign"


def _unexpected(tally, row, method, target, asking, which) -> list[str]:
    """What some actor got, or wrote, against the row."""
    asked, who = target
    unexpected = []
    for actor, client in asking.items():
        with writes_noted() as writes:
            status = ask(client, method, asked, row.body)
        said = f"{actor}: {method.upper()} {asked} answered {status}"
        against = wrong(method, who, actor, status)
        foreign = which == "foreign" and actor not in (who or NOBODY)
        written = tally.heard(wrong=against, foreign=foreign, writes=writes)
        unexpected += [said] * against + [f"{said}, wrote {one}" for one in written]
    return unexpected


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strong_role_alone_opens_nothing(full, unproven, method):
    """Without a second factor: what everybody may read, and the way to set one up.

    Whatever is held about oneself needs no role, and so no second factor.
    """
    unexpected = []
    for address, rows in ROWS.items():
        for row in rows if address != OWN_DATA else ():
            for asked, who in _targets(full, address, row, method, "own"):
                # One of them will do for what everybody may read.
                for actor, client in list(unproven.items())[: 1 if who == ALL else None]:
                    status = ask(client, method, asked, row.body)
                    if not (let_in(status) if who == ALL else kept_out(address, status)):
                        unexpected.append(f"{actor}: {method.upper()} {asked} answered {status}")
    assert not unexpected, "\n".join(unexpected)


def kept_out(address: str, status: int) -> bool:
    """Sent to set it up; outside areas and where no page is asked for, refused."""
    of_an_area = address.startswith("/{area}/") and "/api/" not in address
    return status in ({SET_UP, 405} if of_an_area else {401, 403, 404, 405})


def _targets(
    full: World, address: str, row: Row, method: str, which: str
) -> Iterator[tuple[str, frozenset[str] | None]]:
    """The addresses to ask and who may open them.

    A foreign object is one of the other area, asked for under this area's address: nobody gets it.
    The other area's own pages show our people no more than a visitor sees.
    """
    who = row.get if method == "get" else row.post
    if which == "foreign":
        if row.kind:
            foreign = full.there.objects[row.kind]["foreign"]
            yield _filled(address, full.here, foreign), who and NOBODY
        there = full.there.objects[row.kind].get("own") if row.kind else None
        if "{area}" in address and (there is not None or not row.kind):
            yield _filled(address, full.there, there), who and _strangers(who)
    elif which == "own" or row.kind:
        by_sibling = which == "sibling" and row.sibling is not None
        found = full.here.objects[row.kind][which] if row.kind else None
        yield _filled(address, full.here, found), who and (row.sibling if by_sibling else who)


def _strangers(who: frozenset[str]) -> frozenset[str]:
    """Those of `who` who are let in without a role there, and the officer whose area it is."""
    if who in (ALL, SIGNED_IN):
        return who
    return frozenset({"officer of another area"}) if "officer" in who else NOBODY


def _filled(address: str, place: Place, found: Any) -> str:
    values = iter(found if isinstance(found, tuple) else (found,))
    return re.sub(
        r"{(\w+)}", lambda m: place.area.slug if m[1] == "area" else str(next(values)), address
    )
