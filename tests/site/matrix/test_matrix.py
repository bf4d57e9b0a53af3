"""Every address of the product, asked by every actor for an own, a neighbour's, a foreign object.

The list of addresses comes from the URL configuration, the expectations from `table.py`. What is
for everybody, and what is for nobody because it is another area's, is asked by one of each sort on
a push; the pages to which the leak lab sends somebody are held against the table there. By night
every actor asks for everything here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client, override_settings
from django.utils.safestring import SafeString

from opencompact.base import audit
from tests import strong
from tests.database import writes_noted
from tests.site import furnished
from tests.site.matrix.answers import (
    FEW,
    SET_UP,
    addresses,
    left_to_few,
    let_in,
    status_of,
    targets,
    wrong,
)
from tests.site.matrix.place import ACTORS, World
from tests.site.matrix.row import ALL, NOBODY
from tests.site.matrix.table import ROWS
from tests.site.matrix.tally import Tally, noted, own_of
from tests.site.plain import Plain
from tests.site.proof.leaks.crawling import sent_to

pytestmark = pytest.mark.once

OWN_DATA = "/account/data/"
STRONG = ("officer", "officer in conflict", "chair", "mediator")


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(ROWS) == set(addresses())


@pytest.mark.django_db
def test_the_world_was_made_by_actions_that_left_a_sound_chain(full):
    report = audit.verify()
    assert report.sound
    assert report.checked > 40


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker, by_night) -> Iterator[World]:
    """The two areas, made once for this module and gone after it."""
    strict = override_settings(STRONG_ROLES=strong.ROLES)
    drawn = nullcontext() if by_night else unwritten()
    with django_db_blocker.unblock(), furnished.areas() as made, strict, drawn:
        yield made


@contextmanager
def unwritten() -> Iterator[None]:
    """Answers without their page: here the status counts, and a third of the time is the HTML.

    Whatever is written for nobody's request, a mail or a letter, is written.
    """
    written = Template.render

    def render(template: Template, context: Any = None, request: Any = None) -> Any:
        return written(template, context, request) if request is None else SafeString("")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", render)
        yield


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
            found[name] = Plain(headers=sent)
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

    The client keeps the cookies it came with.
    """
    kept = dict(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address, body if method == "post" else None)
        if getattr(response, "streaming", False):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(kept)
    return status_of(response)


@pytest.mark.parametrize("address", sorted(ROWS))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_each_actor_gets_what_the_row_says(full, clients, tally, address, method, which):
    unexpected = _asked(full, clients, tally, address, method, which, left=False)
    assert not unexpected, "\n".join(unexpected)


@pytest.mark.nightly
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("which", ["own", "sibling", "foreign"])
def test_what_was_left_out_on_a_push(full, clients, tally, method, which):
    unexpected = []
    for address in ROWS:
        unexpected += _asked(full, clients, tally, address, method, which, left=True)
    assert not unexpected, "\n".join(unexpected)


def _asked(full, clients, tally, address, method, which, *, left: bool) -> list[str]:
    """What was unexpected at an address, for those who are left out on a push or for the others."""
    unexpected = []
    for row in ROWS[address]:
        for asked, who in targets(full, address, row, method, which):
            asking = {
                name: client
                for name, client in clients.items()
                if left_out(name, asked, who, method, which) == left
            }
            unexpected += _unexpected(tally, row, method, (asked, who), asking, which)
    return unexpected


def left_out(actor: str, asked: str, who: frozenset[str] | None, method: str, which: str) -> bool:
    """Whether others ask for this one, or the leak lab sends this one there."""
    if left_to_few(who, which) and actor not in FEW:
        return True
    walked = method == "get" and who is not None and which != "foreign"
    return walked and sent_to(actor, asked)


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
        written = tally.heard(wrong=against, foreign=foreign, writes=writes, own=own_of(actor))
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
            for asked, who in targets(full, address, row, method, "own"):
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
