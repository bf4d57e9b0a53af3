"""Reads the whole chain again and says where it does not hold."""

import hmac
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from opencompact.core.record import record

from .carrying import TAKE_IN, digest_of, faults
from .chain import FIELDS, START, digest, seal
from .guards import names, standing
from .models import GUARDS, AuditHead, Event, ImportedChain

CHUNK = 2000


@record
class Report:
    """`checked` events were read; `faults` are sentences, empty when the chain holds."""

    checked: int
    faults: tuple[str, ...]
    head: str

    @property
    def sound(self) -> bool:
        return not self.faults


class _Walk:
    """Follows the chain from event to event and keeps what it met."""

    def __init__(self) -> None:
        self.count, self.number, self.hash = 0, 0, START

    def faults_of(self, row: dict[str, Any]) -> Iterator[str]:
        number = row["id"]
        if number != self.number + 1:
            yield missing(self.number + 1, number - 1)
        if row["previous"] != self.hash:
            yield f"Event {number} does not follow the event before it."
        if not matches(row):
            yield f"Event {number} was changed after it was recorded."
        self.count, self.number, self.hash = self.count + 1, number, row["hash"]


def matches(row: dict[str, Any]) -> bool:
    """Whether the event still has the hash it was given; it may hold what no event can hold."""
    try:
        return bool(digest(row, row["previous"]) == row["hash"])
    except (TypeError, ValueError):
        return False


def missing(first: int, last: int) -> str:
    if first == last:
        return f"Event {first} is missing."
    return f"Events {first} to {last} are missing."


def verify() -> Report:
    """Check every event, the head, its seal and the triggers; reads in chunks, locks nothing."""
    head = AuditHead.objects.filter(pk=1).first()
    length = head.count if head else 0
    walk = _Walk()
    found = [*_event_faults(length, walk)]
    found += _head_faults(head, walk)
    found += _tail_faults(length)
    found += _imported_faults()
    found += _guard_faults()
    return Report(checked=walk.count, faults=tuple(found), head=head.hash if head else START)


def _event_faults(length: int, walk: _Walk) -> Iterator[str]:
    try:
        for row in _rows(length):
            yield from walk.faults_of(row)
    except ValueError as error:  # a column holds what Django cannot even read
        yield f"An event after event {walk.number} cannot be read: {error}"


def _rows(length: int) -> Iterator[dict[str, Any]]:
    """Events up to the head as it was when the check began; later ones are the next check's."""
    rows = Event.objects.filter(id__lte=length).order_by("id")
    yield from rows.values(*FIELDS, "previous", "hash").iterator(chunk_size=CHUNK)


def _head_faults(head: AuditHead | None, walk: _Walk) -> Iterator[str]:
    if head is None:
        if Event.objects.exists():
            yield "The head of the chain is missing."
        return
    if walk.number < head.count:
        yield missing(walk.number + 1, head.count)
    elif walk.hash != head.hash:
        yield "The last event is not the one that the head of the chain names."
    if not hmac.compare_digest(head.seal, seal(head.count, head.hash, settings.AUDIT_KEY)):
        yield "The head of the chain was not sealed with this installation's key."


def _tail_faults(length: int) -> Iterator[str]:
    """Events beyond the head, unless the head moved on while we were reading."""
    beyond = Event.objects.filter(id__gt=length).count()
    head = AuditHead.objects.filter(pk=1).first()
    if beyond and (head.count if head else 0) == length:
        yield f"{beyond} events stand after the head of the chain."


def _imported_faults() -> Iterator[str]:
    """Chains that areas brought: each event, and the digest that our own chain has of them."""
    known = {
        (event.object_id, event.data.get("digest")) for event in Event.objects.filter(verb=TAKE_IN)
    }
    for chain in ImportedChain.objects.select_related("area"):
        rows = chain.events.order_by("number").values("number", *FIELDS[1:], "previous", "hash")
        events = [{"id": row.pop("number"), **row} for row in rows]
        place = f"The history that {chain.area.name} brought with it"
        try:
            yield from (f"{place}: {fault}" for fault in faults(chain.area_id, events))
        except (TypeError, ValueError) as error:
            yield f"{place} cannot be read: {error}"
        if digest_of(one["hash"] for one in events) != chain.digest:
            yield f"{place} is not whole."
        if (str(chain.area_id), chain.digest) not in known:
            yield f"{place} is not the one that was taken in."


def _guard_faults() -> Iterator[str]:
    found = names(connection)
    for guard in standing(connection.vendor, GUARDS):
        if guard.name not in found:
            yield f"The database has lost the trigger {guard.name}, which protects the chain."
