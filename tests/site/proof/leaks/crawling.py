"""Everything that somebody can reach: links, forms that search, every address there is."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.db import transaction
from django.urls import Resolver404, URLPattern, get_resolver, resolve

from tests import strong
from tests.database import writes_noted
from tests.site.matrix.answers import filled
from tests.site.matrix.place import World
from tests.site.matrix.row import ALL
from tests.site.matrix.table import ROWS
from tests.site.plain import Plain
from tests.site.proof.leaks import forms

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LINK = re.compile(r'(?:href|src|action)="([^"#]*)')
STARTS = ("/", "/anywhere/", "/elsewhere/")
# Addresses of the sign-in package with parameters; nobody has such a key, and no such place.
KEYS = (
    "/account/confirm-email/no-such-key/",
    "/account/password/reset/key/1-no-such-key/",
    "/account/places/1/end/",
)
ELSEWHERE = re.compile(r"^/static/")
PASSED_ON = frozenset({"next"})
# Alike but for the promise, the clock, the person or the organisation that they are about.
MANY = re.compile(
    r"(?<=/agreement/)[^/]+/$|(?<=/agreement/part/)[^/]+/$|(?<=/dates/)[^/.]+(?:/|\.json)$"
    r"|(?<=/kept/)[^/]+/$"
    r"|(?<=/people/)[^/]+/end/$|(?<=/organisations/)[^/]+/(?:edit|sign|withdraw|members)/$"
)
# What the quick form leaves to the few named: the text of the agreement, which is the same for
# everybody, the way through an area where all but its officer are visitors, and each page once
# more in another language, where the words that are kept stay what they are.
SAME_FOR_ALL = {
    re.compile(r"/agreement/"): frozenset({"anonymous", "officer"}),
    re.compile(r"^/elsewhere/"): frozenset({"anonymous", "officer of another area"}),
    re.compile(r"[?&]language="): frozenset({"officer"}),
}
# A page that is for everybody is read by one of each sort, who may see more on it than a visitor.
# By night everybody reads it.
EACH_SORT = frozenset(
    {"anonymous", "member", "complainant", "respondent", "champion", "officer"}
    | {"officer of another area"}
)
# A token opens the API alone: on a page its holder asks what a visitor asks, and is answered so.
LIKE_A_VISITOR = "API token"


@dataclass
class Visit:
    """One answer that somebody got, with the tables that were written to for it."""

    actor: str
    address: str
    response: Any
    writes: tuple[str, ...] = ()

    @property
    def route(self) -> str:
        """The line of the URL configuration, empty where there is none."""
        found = self.response.wsgi_request.resolver_match
        return found.route.replace("^", "") if found else ""

    @property
    def page(self) -> str:
        """The HTML of a page, empty for anything else."""
        kind = self.response.headers.get("Content-Type", "")
        return self.response.content.decode() if kind.startswith("text/html") else ""

    def __str__(self) -> str:
        return f"{self.actor} at {self.address} ({self.response.status_code})"


Watcher = Callable[[Visit], Iterable[str]]


@dataclass
class Crawl:
    """Who walks where, and what the watchers say of each answer.

    Orders, filters and days make no end of addresses: `most` of each kind are read. `quick` leaves
    out what is the same for everybody. With `typed`, everybody also sends every form they meet,
    with the word that `typed` makes for them; what a form changed is taken back.
    """

    world: World
    watchers: dict[str, Watcher]
    quick: bool = True
    most: int = 1
    typed: Callable[[str], str] | None = None
    faults: dict[str, list[str]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)
    answers: int = 0
    posts: int = 0

    def walk(self, actors: Iterable[str], seeds: Iterable[str] | None = None) -> None:
        """Let each of these people go everywhere from the seeds, or from the whole product."""
        starts = list(everywhere(self.world, quick=self.quick) if seeds is None else seeds)
        for actor in actors:
            wanted = [one for one in starts if not self.quick or sent_to(actor, one)]
            self._go(actor, client_of(self.world, actor), wanted)

    def _go(self, actor: str, client: Plain, waiting: list[str]) -> None:
        met, kinds, wanted = set[str](), Counter[str](), set(waiting)
        while waiting:
            address = waiting.pop()
            kind = "" if address in wanted else _kind(address)
            if address in met or (kind and kinds[kind] >= self.most):
                continue
            kinds[kind] += 1
            met.add(address)
            visit = self.see(actor, client, address)
            self.asked.add((actor, address))
            ways = led_to(visit, address)
            waiting.extend(one for one in ways if not self.quick or sent_to(actor, one))
            if self.typed:
                self._send(visit, client, self.typed(actor))

    def see(self, actor: str, client: Plain, address: str) -> Visit:
        """Ask for one address and hear the watchers on what came."""
        with writes_noted() as writes:
            response = client.get(address)
        visit = Visit(actor, address, response, tuple(writes))
        self.hear(visit)
        return visit

    def _send(self, visit: Visit, client: Plain, word: str) -> None:
        """Send every form of a page and read what comes back, and where it leads."""
        for action, data in forms.filled_in(visit.page, word):
            twin = Plain()
            twin.cookies = client.cookies.copy()
            target = urljoin(visit.address, action or visit.address)
            with transaction.atomic():
                response = twin.post(target, data)
                self.hear(Visit(visit.actor, f"{target} by POST", response))
                if where := response.headers.get("Location"):
                    self.hear(Visit(visit.actor, f"{where} afterwards", twin.get(where)))
                transaction.set_rollback(True)
            self.posts += 1

    def hear(self, visit: Visit) -> None:
        """Keep what the watchers find wrong with an answer."""
        self.answers += 1
        if visit.response.status_code < 400 or visit.response.status_code in {405, 409}:
            self.touched.add(visit.route)
        for name, watcher in self.watchers.items():
            self.faults.setdefault(name, []).extend(f"{visit}: {fault}" for fault in watcher(visit))


def _kind(address: str) -> str:
    """What an address is one of many of: the texts of the agreement, or a page with its query."""
    path, _, query = address.partition("?")
    names = sorted({name for name, _ in parse_qsl(query, keep_blank_values=True)})
    return f"{path}?{names}" if names else MANY.sub("", path) if MANY.search(path) else ""


def sent_to(actor: str, address: str) -> bool:
    """Whether this way is one for the actor, where the quick form spares the others a walk."""
    if actor == LIKE_A_VISITOR or (actor not in EACH_SORT and _for_everybody(address)):
        return False
    return all(actor in few for ways, few in SAME_FOR_ALL.items() if ways.search(address))


@cache
def _for_everybody(address: str) -> bool:
    """Whether the matrix lets everybody in there, whichever object it is."""
    try:
        route = resolve(address.partition("?")[0]).route
    except Resolver404:
        return False
    rows = ROWS.get("/" + PARAMETER.sub(r"{\1}", route), ())
    return bool(rows) and all(row.get == ALL and row.sibling in {None, ALL} for row in rows)


def client_of(world: World, actor: str) -> Plain:
    """The actor's own browser, signed in; a failure of the product is raised."""
    client = Plain()
    if user := world.actors[actor]:
        client.force_login(user)
        strong.prove(strong.begin(client))
    return client


def routes() -> set[str]:
    """Every line of the URL configuration, those of packages too."""
    return set(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: Iterable[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route.replace("^", "")
        else:
            yield from _routes(pattern.url_patterns, route)


def everywhere(world: World, *, quick: bool) -> Iterator[str]:
    """The front doors, and every address of the URL configuration with every object there is.

    The matrix has an object of the other area refused to everybody; the quick form trusts it.
    """
    yield from STARTS
    yield from KEYS
    yield from (f"/{route}" for route in routes() if not re.search(r"[<(]", route))
    for address, rows in ROWS.items():
        for row in rows:
            here = world.here.objects[row.kind] if row.kind else {"own": None}
            there = world.there.objects[row.kind] if row.kind else {"own": None}
            for which, found in here.items():
                if not quick or which != "foreign":
                    yield filled(address, world.here, found)
            if "own" in there and "{area}" in address:
                yield filled(address, world.there, there["own"])


def led_to(visit: Visit, address: str) -> Iterator[str]:
    """Where a page or a redirect leads, on this site."""
    page = visit.page
    links = [html.unescape(link) for link in LINK.findall(page)]
    if where := visit.response.headers.get("Location"):
        links.append(where)
    for link in (*links, *_searches(page)):
        parts = urlsplit(urljoin(address, link))
        if parts.netloc or parts.scheme or not parts.path or ELSEWHERE.match(parts.path):
            continue
        kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in PASSED_ON]
        yield f"{parts.path}?{urlencode(kept)}" if kept else parts.path


def _searches(page: str) -> Iterator[str]:
    """What a form that only asks would send, as it stands."""
    for said, inside in forms.of(page):
        if said.get("method", "get") == "get":
            sent = [(one["name"], one.get("value", "")) for one in inside if "name" in one]
            yield f"{said.get('action', '')}?{urlencode(sent)}"
