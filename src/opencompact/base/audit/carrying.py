"""The history of an area leaves with it and stays provable: events with the hashes they had."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import Any
from uuid import UUID

from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from .actions import record as note
from .chain import FIELDS, digest
from .models import AuditHead, Event, ImportedActor, ImportedChain, ImportedEvent

TAKE_IN = "audit.take_in"
BATCH = 500


@record
class Strand:
    """The events of one area from one installation's chain, and where that chain stood then."""

    head_count: int
    head_hash: str
    events: tuple[Mapping[str, Any], ...]
    people: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 over the hashes of the events, each of which covers all of its event."""
        return digest_of(one["hash"] for one in self.events)


def digest_of(hashes: Iterable[str]) -> str:
    """What stands for the events of a strand in the chain of another installation."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def strands(area: Area) -> Iterator[Strand]:
    """The area's history: what it brought from elsewhere, oldest first, then what happened here."""
    for chain in ImportedChain.objects.filter(area=area):
        rows = chain.events.order_by("number").values("number", *FIELDS[1:], "previous", "hash")
        events = tuple({"id": row.pop("number"), **row} for row in rows)
        actors = chain.actors.values_list("actor_id", "user__email")
        yield Strand(chain.head_count, chain.head_hash, events, dict(actors))
    head = AuditHead.objects.filter(pk=1).first()
    here = Event.objects.filter(area=area).order_by("id")
    if head is not None and here.exists():
        events = tuple(here.values(*FIELDS, "previous", "hash"))
        yield Strand(head.count, head.hash, events)


def faults(area_id: UUID, events: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with events that were brought: each by itself, and where two follow directly.

    Between them stood events of other areas, which stayed behind.
    """
    number, last = 0, ""
    for event in events:
        if event["id"] <= number or event["area_id"] != area_id:
            yield f"Event {event['id']} does not belong where it stands."
        if number and event["id"] == number + 1 and event["previous"] != last:
            yield f"Event {event['id']} does not follow the event before it."
        if digest(event, event["previous"]) != event["hash"]:
            yield f"Event {event['id']} was changed after it was recorded."
        number, last = event["id"], event["hash"]


def take_in(
    area: Area,
    strand: Strand,
    sequence: int,
    people: Mapping[UUID, UUID],
    *,
    by: Actor,
    at: datetime,
) -> ImportedChain:
    """Keep a strand beside our own chain, and its digest in it; `people` are ours, by ids there.

    The event is the installation's, not the area's: the area's history is the same as before.
    """
    chain = ImportedChain.objects.create(
        area=area,
        sequence=sequence,
        head_count=strand.head_count,
        head_hash=strand.head_hash,
        digest=strand.digest,
    )
    kept = [
        ImportedEvent(chain=chain, number=one["id"], **{k: v for k, v in one.items() if k != "id"})
        for one in strand.events
    ]
    ImportedEvent.objects.bulk_create(kept, batch_size=BATCH)
    actors = [ImportedActor(chain=chain, actor_id=k, user_id=v) for k, v in people.items()]
    ImportedActor.objects.bulk_create(actors, batch_size=BATCH)
    data = {
        "sequence": sequence,
        "events": len(strand.events),
        "digest": strand.digest,
        "head": strand.head_hash,
    }
    note(TAKE_IN, actor=by, area=None, obj=area, data=data, at=at)
    return chain
