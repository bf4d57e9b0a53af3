"""What a page weighs for a member of the public with an empty cache: as it would be sent."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from opencompact.apps.organisations.actions import add
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.scoping import within
from tests.browser.visiting import addressed, pages
from tests.site import furnished
from tests.site.matrix import world as matrix
from tests.site.matrix.place import World

LIMIT = 60_000
PUBLIC = "anonymous"
# Only whoever has just sent something is shown this; the other stands inside a page of others.
SENT_ON = {
    "/{area}/log/report/sent/",
    "/{area}/consultations/{number}/respond/sent/",
    "/{area}/consultations/embed/",
}
LONG, NAME = 120, "The Community Association of the Residents of Upper and Lower Ward {}"
PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]*? (?:href|src)="([^"]+)"')


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The areas of the matrix with a long register, gone after the module."""
    with django_db_blocker.unblock(), furnished.areas() as made:
        with within(made.here.area):
            for number in range(LONG):
                add(made.here.area, {"name": NAME.format(number)}, actor=SYSTEM, at=matrix.AT)
        yield made


@pytest.mark.django_db
def test_public_pages_are_light(world):
    weights = {
        asked: weight(asked)
        for address in pages()
        for asked, row in addressed(world, address)
        if PUBLIC in (row.get or ()) and address not in SENT_ON
    }
    heaviest = max(weights, key=weights.__getitem__)
    print(f"{len(weights)} public pages; the heaviest is {heaviest}: {weights[heaviest]:,} bytes")
    assert {asked: bytes_ for asked, bytes_ in weights.items() if bytes_ >= LIMIT} == {}


def weight(address: str) -> int:
    """The bytes of a page and of everything that its head asks for."""
    response = Client(headers={"accept-encoding": "gzip"}).get(address)
    assert response.status_code == 200, address
    page = len(response.content)
    html = response.content
    if response.headers.get("Content-Encoding") == "gzip":
        html = gzip.decompress(html)
    parts = set(PARTS.findall(html.decode()))
    assert len(parts) >= 3, f"{address} asks for {parts} only"
    return page + sum(part_weight(part) for part in parts)


def part_weight(address: str) -> int:
    """A file as WhiteNoise keeps it for service: squeezed, unless that makes it no smaller."""
    if not address.startswith(settings.STATIC_URL):
        return len(Client().get(address).content)
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert found, f"{address} is not built"
    content = Path(str(found)).read_bytes()
    return min(len(content), len(gzip.compress(content, 9)))
