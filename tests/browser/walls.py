"""The wall round the mediation room: what each person can reach, read to the last address."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from opencompact.base import audit
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from tests.browser.playing import Player

# The text of the agreement and the account pages hold nothing of a case; signing out ends the walk.
ELSEWHERE = re.compile(r"/agreement/|/account/|/print/|\?")


def reach(player: Player, starts: Iterable[str]) -> dict[str, str]:
    """Every address that this person gets to from `starts`, with what it answered."""
    inside = f"/{player.area}/"
    waiting, met = [inside + start for start in starts], dict[str, str]()
    while waiting:
        address = waiting.pop()
        if address in met or ELSEWHERE.search(address):
            continue
        status, body = player.get(address)
        met[address] = body if status == 200 else ""
        for found in re.findall(r'(?:href|src|action)="([^"#]+)', met[address]):
            path = html.unescape(found).removeprefix(player.site)
            if path.startswith(inside):
                waiting.append(path)
    return met


def sightings(met: dict[str, str], words: Iterable[str]) -> list[str]:
    """Where one of the words stands."""
    return sorted(
        f"{word} at {address}" for address, body in met.items() for word in words if word in body
    )


def leaks_outside_the_browser(words: Iterable[str]) -> list[str]:
    """Where one of the words stands in a mail or in the audit trail."""
    said = {f"mail {one.key}": f"{one.subject}\n{one.body}" for one in Message.objects.all()}
    kept = {f"audit {one.pk}": str(one.data) for one in Event.objects.all()}
    return sightings({**said, **kept}, words)


def chain_is_sound() -> bool:
    return audit.verify().sound
