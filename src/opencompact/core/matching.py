"""The same thing happening to several: which reports tell of it, by values alone."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from opencompact.core.record import record

WORDS: Final = re.compile(r"[^\W_]+")


@record
class Told:
    """What a report says, as far as it is compared. `voice` is the organisation that speaks.

    `commitments` are keys: a promise that a new edition keeps under its key is the same promise.
    """

    key: str
    body: str
    commitments: frozenset[str]
    event: str
    on: date
    voice: str


def alike(one: Told, other: Told, within_days: int) -> bool:
    """Say whether two reports tell of the same: one body, a promise in common, and one occasion.

    The occasion is the same when it is called the same, or when the days are near each other.
    """
    same = one.body == other.body and bool(one.commitments & other.commitments)
    return same and (_called(one, other) or abs((one.on - other.on).days) <= within_days)


def groups(told: Sequence[Told], within_days: int) -> tuple[tuple[Told, ...], ...]:
    """The reports that belong together, in the order in which they came.

    Being alike is symmetric, not transitive. Belonging together is both: it runs on from report to
    report. What only one organisation tells, however often, is no group.
    """
    left, found = list(told), []
    while left:
        group = [left.pop(0)]
        for one in group:  # grows while it is walked through
            near = [other for other in left if alike(one, other, within_days)]
            group += near
            left = [other for other in left if other not in near]
        found.append(group)
    return tuple(_in_order(told, group) for group in found if voices(group) > 1)


def voices(told: Iterable[Told]) -> int:
    """How many organisations speak: two reports of one count as one."""
    return len({one.voice for one in told})


def _called(one: Told, other: Told) -> bool:
    name = _plain(one.event)
    return bool(name) and name == _plain(other.event)


def _plain(text: str) -> list[str]:
    """The words of a name, whatever stands between them."""
    return WORDS.findall(text.casefold())


def _in_order(told: Sequence[Told], group: Sequence[Told]) -> tuple[Told, ...]:
    return tuple(one for one in told if one in group)
