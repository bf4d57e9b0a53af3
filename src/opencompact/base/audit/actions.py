"""Adds events to the chain, inside the transaction of the action that they tell about."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction

from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record as value

from .chain import START, digest, plain, seal
from .models import AuditHead, Event, kind

BATCH = 500


class NoTransactionError(RuntimeError):
    """An event was about to be recorded apart from the change it tells about."""


@value
class Entry:
    """One event of many: the verb, the object it happened to and what to keep about it."""

    verb: str
    object_type: str = ""
    object_id: str = ""
    data: Mapping[str, Any] | None = None


def entry(
    verb: str, obj: models.Model | None = None, data: Mapping[str, Any] | None = None
) -> Entry:
    """An entry about a saved model row, or about no object."""
    if obj is None:
        return Entry(verb=verb, data=data)
    return Entry(verb=verb, object_type=kind(obj), object_id=str(obj.pk), data=data)


def record(
    verb: str,
    *,
    actor: Actor,
    area: Area | None,
    obj: models.Model | None = None,
    data: Mapping[str, Any] | None = None,
    at: datetime,
) -> Event:
    """Add one event; `verb` is "app.action". NoTransactionError outside `transaction.atomic()`."""
    return record_many([entry(verb, obj, data)], actor=actor, area=area, at=at)[0]


def record_many(
    entries: Iterable[Entry], *, actor: Actor, area: Area | None, at: datetime
) -> list[Event]:
    """Add events in the order given, all or none; for imports. Holds the head until the commit."""
    require_transaction()
    head = locked_head()
    fields = {
        "area_id": area.pk if area else None,
        "at": at,
        "actor_id": actor.user_id,
    }
    events = list(_chained(head, entries, fields))
    if events:
        Event.objects.bulk_create(events, batch_size=BATCH)
        _advance(head, events[-1])
    return events


def require_transaction() -> None:
    """Raise unless inside a transaction of the caller (those that tests open do not count)."""
    blocks = transaction.get_connection().atomic_blocks
    if all(block._from_testcase for block in blocks):  # noqa: SLF001 - Django keeps no public twin
        raise NoTransactionError("Record an event inside transaction.atomic(), with its change.")


def locked_head() -> AuditHead:
    """The head row, held to the end of the transaction; made when the chain is new.

    SQLite has no row locks: there the transaction itself began IMMEDIATE and holds the file.
    """
    start = {"hash": START, "seal": seal(0, START, settings.AUDIT_KEY)}
    head, _ = AuditHead.objects.select_for_update().get_or_create(pk=1, defaults=start)
    return head


def _chained(
    head: AuditHead, entries: Iterable[Entry], fields: Mapping[str, Any]
) -> Iterator[Event]:
    previous = head.hash
    for number, one in enumerate(entries, start=head.count + 1):
        row = {
            **fields,
            "id": number,
            "verb": one.verb,
            "object_type": one.object_type,
            "object_id": one.object_id,
            "data": plain(one.data or {}),
        }
        event = Event(**row, previous=previous, hash=digest(row, previous))
        previous = event.hash
        yield event


def _advance(head: AuditHead, last: Event) -> None:
    head.count, head.hash = last.id, last.hash
    head.seal = seal(last.id, last.hash, settings.AUDIT_KEY)
    head.save(update_fields=["count", "hash", "seal"])
