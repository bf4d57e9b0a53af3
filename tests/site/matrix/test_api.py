"""Every operation of the API, called by every actor with a token, with too small a one, with none.

The list of operations comes from the API's own description, the expectations from `api_table.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from opencompact.base.areas.tokens import Scope
from opencompact.site.api.assembly import api
from tests.database import writes_noted
from tests.site import furnished
from tests.site.matrix import world
from tests.site.matrix.answers import filled, let_in
from tests.site.matrix.api_table import CALLS, Call
from tests.site.matrix.place import Place, World
from tests.site.matrix.row import NOBODY, SIGNED_IN
from tests.site.matrix.tally import Tally, noted, own_of

pytestmark = [pytest.mark.once, pytest.mark.django_db]

FOREIGN = "officer of another area"
# What is for everybody is not asked by everybody: one of each sort is enough.
FEW = ("anonymous", "member", "officer", FOREIGN)
READING = [scope for scope in Scope if scope.value.startswith("read:")]
ASKED = {"get", "post", "patch", "put", "delete"}


def operations() -> set[tuple[str, str]]:
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    return {(method, path) for path, methods in paths.items() for method in methods}


def test_every_operation_has_a_row_and_every_row_an_operation():
    assert set(CALLS) == operations()


def test_every_operation_that_is_not_public_names_the_scope_of_its_row():
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    for (method, path), calls in CALLS.items():
        declared = paths[path][method].get("x-scope", "").replace("any", "")
        assert {call.scope for call in calls} == {declared}, (method, path)


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), furnished.areas() as made:
        yield made


@pytest.fixture(scope="module")
def tokens(full, django_db_blocker) -> dict[str, str]:
    """A token with every scope for each actor with an account, made in their own area."""
    with django_db_blocker.unblock():
        return {
            name: secret(full.there if name == FOREIGN else full.here, full.actors[name])
            for name in sorted(SIGNED_IN)
        }


@pytest.fixture(scope="module")
def tally(tokens) -> Iterator[Tally]:
    with noted("permission matrix of the API") as found:
        yield found


def secret(place: Place, user: Any, scopes: Any = tuple(Scope)) -> str:
    return world.token(place, user, list(scopes))[1]


def send(
    method: str, address: str, call: Call, token: str = "", client: Client | None = None
) -> int:
    """The status of an answer; whatever the request wrote is undone."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    given: dict[str, Any] = {}
    if call.body is not None:
        given = {"data": json.dumps(call.body), "content_type": "application/json"}
    elif call.form:
        file = SimpleUploadedFile("list.csv", b"name\nThe Old Mill\n", "text/csv")
        given = {"data": {**call.form, "file": file}}
    with transaction.atomic():
        response = getattr(client or Client(), method)(
            address + call.query, headers=headers, **given
        )
        transaction.set_rollback(True)
    assert response["Content-Type"] == "application/json", address
    if response.status_code >= 400:
        assert set(response.json()) >= {"error", "possible", "fields"}, address
    return response.status_code


def wrong(call: Call, who: frozenset[str], actor: str, status: int) -> bool:
    """Somebody let in, or refused, against the row; without a role a token is refused as such."""
    if actor in who:
        return not let_in(status)
    return status not in ({403, 404} if actor in SIGNED_IN else {401, 404}) | {401}


@pytest.mark.parametrize(("method", "address"), sorted(CALLS))
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_each_actor_with_every_scope_gets_what_the_row_says(
    full, tokens, tally, method, address, which
):
    unexpected = []
    for call in CALLS[method, address]:
        for asked, who in targets(full, address, call, which):
            for actor in FEW if call.public else ("anonymous", *tokens):
                with writes_noted() as writes:
                    status = send(method, asked, call, tokens.get(actor, ""))
                said = f"{actor}: {method.upper()} {asked} answered {status}"
                against = wrong(call, who, actor, status)
                foreign = which == "foreign" and actor not in who
                # That a token was used today is noted in its own area.
                own = {"areas_apitoken", *own_of(actor)}
                written = tally.heard(wrong=against, foreign=foreign, writes=writes, own=own)
                unexpected += [said] * against + [f"{said}, wrote {one}" for one in written]
    assert not unexpected, "\n".join(unexpected)


def targets(
    full: World, address: str, call: Call, which: str
) -> Iterator[tuple[str, frozenset[str]]]:
    """The addresses to call and who may: as for pages, but that a token opens its own area only."""
    if which == "foreign":
        if call.kind:
            yield filled(address, full.here, full.there.objects[call.kind]["foreign"]), NOBODY
        found = full.there.objects[call.kind].get("own") if call.kind else None
        if "{area}" in address and (found is not None or not call.kind):
            yield filled(address, full.there, found), call.who if call.public else strangers(call)
    elif which == "own" or call.kind:
        by_sibling = which == "sibling" and call.sibling is not None
        found = full.here.objects[call.kind][which] if call.kind else None
        who = (call.sibling or NOBODY) if by_sibling else call.who
        yield filled(address, full.here, found), who


def strangers(call: Call) -> frozenset[str]:
    """The officer whose area it is, where an officer may."""
    return frozenset({FOREIGN}) if "officer" in call.who else NOBODY


private = [key for key, calls in CALLS.items() if not calls[0].public]


@pytest.mark.parametrize(("method", "address"), sorted(private))
def test_a_token_without_the_scope_opens_nothing(full, method, address):
    for call in CALLS[method, address]:
        others = [scope for scope in Scope if call.scope and scope.value != call.scope]
        asked = next(targets(full, address, call, "own"))[0]
        for actor in sorted(call.who if call.scope else ())[:1]:
            small = secret(full.here, full.actors[actor], others)
            assert send(method, asked, call, small) == 403, actor


@pytest.mark.parametrize(("method", "address"), sorted(key for key in private if key[0] != "get"))
def test_a_token_that_may_only_read_writes_nothing(full, method, address):
    for call in CALLS[method, address]:
        asked = next(targets(full, address, call, "own"))[0]
        for actor in sorted(call.who)[:1]:
            reading = secret(full.here, full.actors[actor], READING)
            assert send(method, asked, call, reading) == 403, actor


@pytest.mark.parametrize(("method", "address"), sorted(private))
def test_a_cookie_counts_for_nothing(full, method, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(full.actors["officer"])
    for call in CALLS[method, address]:
        asked = next(targets(full, address, call, "own"))[0]
        assert send(method, asked, call, client=client) == 401


@pytest.mark.parametrize(("method", "address"), sorted(CALLS))
def test_no_other_method_is_taken(full, tokens, method, address):
    call = CALLS[method, address][0]
    asked = next(targets(full, address, call, "own"))[0]
    for other in ASKED - {one for one, there in CALLS if there == address}:
        assert send(other, asked, Call(query=call.query), tokens["officer"]) == 405
