"""Requests that no browser sends: long, broken, in strange letters. Nothing breaks or tells."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests import figures
from tests.site.proof.leaks import forms
from tests.site.proof.rules import headers
from tests.site.proof.rules.asking import addresses, client_of

pytestmark = pytest.mark.django_db

QUICK, NIGHTLY = 120, 10_000
# The same requests on every push; others each night, which the seed in the figures plays again.
DAILY = 2026
ODD = (
    "", "\0", "a\0b", " ", "-1", "0", "1e9", "9" * 40, "9999-99-99", "2026-02-30", "0001-01-01",
    "9999-12-31", "\u202e\u0000\u200f", "\ud800", "é" * 3_000, "x" * 20_000, "%00", "%ff%fe",
    "../../etc", "' OR 1=1 --", '"><script>alert(1)</script>', "{{ 7 * 7 }}", "$(id)", "null",
    "NaN", "[]", "{}", "__class__", "\r\nSet-Cookie: a=b", "🏳️‍🌈", "ﷺ" * 50, "2026-W10",
    "00000000-0000-0000-0000-000000000000",
)  # fmt: skip
# Names that lists and forms of the product read from an address, and some that none reads.
NAMES = (
    "q", "page", "on", "order", "sort", "sector", "kind", "kinds", "status", "year", "next", "who",
    "ending", "as", "organisation", "stage", "turn", "late", "per", "format", "no-such-name", "a[]",
)  # fmt: skip
BROKEN = ("%", "%zz", "?", "&&&=", "=", "%00", "%c0%af", "%ed%a0%80", "q=%ff", "q=1&q=2&page=%00")
TRACES = ("Traceback", "site-packages", "/src/opencompact/", "DoesNotExist", "psycopg", "sqlite3")
TYPES = ("application/json", "text/plain", "multipart/form-data", "application/xml", "")


@dataclass
class Asked:
    """One odd request: by whom, how, where, with what."""

    who: str
    method: str
    address: str
    data: Any = None
    kind: str = ""

    def __str__(self) -> str:
        return (
            f"{self.who}: {self.method} {self.address[:200]!r} {str(self.data)[:200]!r} {self.kind}"
        )


def requests(world: Any, many: int, chance: random.Random) -> Iterator[Asked]:
    """As many as wanted; every address is among them before any comes a second time."""
    every = list(addresses(world))
    for number in range(many):
        if number % len(every) == 0:
            chance.shuffle(every)
        address, able = every[number % len(every)]
        who = chance.choice([able, able, "anonymous", "officer"])
        yield chance.choice([odd_query, broken_query, odd_path, odd_post, odd_post, odd_body])(
            who, address, world, chance
        )


def odd_query(who, address, world, chance):
    names = chance.sample(NAMES, chance.randrange(1, 4))
    return Asked(who, "get", address, {name: chance.choice(ODD) for name in names})


def broken_query(who, address, world, chance):
    return Asked(who, "get", f"{address}?{chance.choice(BROKEN)}")


def odd_path(who, address, world, chance):
    parts = address.strip("/").split("/")
    parts[chance.randrange(len(parts))] = chance.choice(
        ("%00", "%ff", "%2e%2e", "x" * 3_000, "é", "-1")
    )
    return Asked(who, "get", f"/{'/'.join(parts)}/")


def odd_post(who, address, world, chance):
    """What the form of the page asks, with odd answers to some of it."""
    page = client_of(world, who).get(address)
    fields = {}
    if page.headers.get("Content-Type", "").startswith("text/html"):
        for _action, answers in forms.filled_in(page.content.decode(), "word"):
            fields = answers
    for name in list(fields) or chance.sample(NAMES, 3):
        if chance.random() < 0.6:
            fields[name] = chance.choice((*ODD, SimpleUploadedFile("a\u202eb.pdf", b"\0\xff")))
    return Asked(who, "post", address, fields)


def odd_body(who, address, world, chance):
    body = chance.choice((b"", b"\xff\xfe\0", b"{", b"a=%ff&b=%00", b"x" * 5_000, b"--b\r\n\r\n"))
    return Asked(who, "post", address, body, chance.choice(TYPES))


def answer(client: Client, asked: Asked) -> Any:
    """What comes back; whatever it wrote is undone."""
    extra = {"content_type": asked.kind} if asked.kind or isinstance(asked.data, bytes) else {}
    data = asked.data
    if isinstance(data, dict):
        data = {name: value for name, value in data.items() if _sendable(value)}
    with transaction.atomic():
        response = getattr(client, asked.method)(asked.address, data, **extra)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response


def _sendable(value: Any) -> bool:
    """A browser cannot send half of a letter either."""
    return not (isinstance(value, str) and "\ud800" in value)


def play(world, many: int, seed: int) -> None:
    """Ask; no answer is a failure, tells of the inside, or lacks its headers."""
    chance = random.Random(seed)  # noqa: S311 - no secret: to be played again
    faults: list[str] = []
    for asked in requests(world, many, chance):
        response = answer(client_of(world, asked.who, raise_request_exception=False), asked)
        said = b"" if response.streaming else response.content
        if response.status_code >= 500:
            faults.append(f"{asked} answered {response.status_code}")
        faults += [f"{asked} tells {word}" for word in TRACES if word.encode() in said]
        faults += [f"{asked}: {one}" for one in headers.faults(response, personal=False)]
    figures.note("odd requests", str(many), requests=many, faults=len(faults), seed=str(seed))
    assert not faults, f"with the seed {seed}\n" + "\n".join(faults[:20])


def test_odd_requests_break_nothing(world):
    play(world, QUICK, DAILY)


@pytest.mark.nightly
def test_very_many_odd_requests_break_nothing(world):
    play(world, NIGHTLY, random.SystemRandom().randrange(10**9))
