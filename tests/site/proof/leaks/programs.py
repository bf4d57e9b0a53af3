"""What a program reads: every address of the API, asked with a token for everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import transaction
from django.test import Client

from opencompact.base.areas.tokens import Scope
from tests.site.matrix import world as matrix
from tests.site.matrix.answers import filled
from tests.site.matrix.api_table import CALLS
from tests.site.matrix.place import Place, World
from tests.site.matrix.row import WITH_A_ROLE
from tests.site.proof.leaks.crawling import Crawl

FOREIGN = "officer of another area"
# What is for everybody is not read by everybody: one of each sort is enough.
FEW = ("anonymous", "champion", "officer", FOREIGN)
NEXT = re.compile(r'<[^>]*?(/api/[^>]*)>; rel="next"')


def walk(crawl: Crawl) -> None:
    """Let a program of each person read what there is, every page of it.

    Nobody without a role can make a token, or use one.
    """
    with transaction.atomic():
        for actor in ("anonymous", *sorted(WITH_A_ROLE | {FOREIGN})):
            client = _client(crawl.world, actor)
            for address in dict.fromkeys(_addresses(crawl.world, actor)):
                waiting = [address]
                while waiting:
                    visit = crawl.see(actor, client, waiting.pop())
                    waiting += NEXT.findall(visit.response.headers.get("Link", ""))
        transaction.set_rollback(True)


def _client(world: World, actor: str) -> Client:
    """A program with a token; that it was used today is noted before anything is watched."""
    if actor == "anonymous":
        return Client()
    place = _home(world, actor)
    _, secret = matrix.token(place, world.actors[actor], list(Scope))
    client = Client(headers={"authorization": f"Bearer {secret}"})
    client.get(f"/api/v1/areas/{place.area.slug}/token")
    return client


def _home(world: World, actor: str) -> Place:
    return world.there if actor == FOREIGN else world.here


def _addresses(world: World, actor: str) -> Iterator[str]:
    """What is read, for each object; what is only sent to is asked once, and refuses."""
    read = {address for method, address in CALLS if method == "get"}
    for (_, address), calls in CALLS.items():
        for call in calls if address in read or actor == "officer" else ():
            if call.public and actor not in FEW:
                continue
            for place in (world.here, world.there) if actor in FEW else (world.here,):
                for which in ("own", "sibling") if call.kind else ("",):
                    found = place.objects[call.kind].get(which) if call.kind else None
                    if found is not None or not call.kind:
                        yield f"{filled(address, place, found)}{call.query}"
