"""Makes digests: one mail for each person, area and period, of the messages kept for it."""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import ngettext

from opencompact.base.areas.models import Area

from .actions import message_id, place, reason
from .kinds import DIGEST
from .models import WAITING, Message
from .readers import languages_of
from .sorting import next_digest, wishes
from .topics import DIGESTED, Rhythm

BATCH: Final = 500


def gather(at: datetime) -> int:
    """Make every digest whose time has come; answer how many there were."""
    kept = _kept(at).order_by("next_try_at").values_list("area_id", "to_address", "rhythm")
    return sum(_gather(at, *one) for one in dict.fromkeys(kept[:BATCH]))


def _kept(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(WAITING, rhythm__in=DIGESTED, next_try_at__lte=at)


@transaction.atomic
def _gather(at: datetime, area: Any, address: str, rhythm: str) -> bool:
    """Put what waits for one person into one digest, all or nothing."""
    mine = _kept(at).filter(area_id=area, to_address=address, rhythm=rhythm)
    rows = list(mine.select_for_update().order_by("created_at", "id"))
    chosen = wishes(rows)
    stopped = [row for row in rows if chosen.get((area, address, row.topic)) == Rhythm.NEVER]
    _update(stopped, cancelled_at=at)
    left = [row for row in rows if row not in stopped]
    if not left:
        return False
    digest, made = _digest(left, at)
    if made:
        _update(left, digest=digest)
    else:  # this period has its digest already: they go with the next one
        _update(left, next_try_at=next_digest(rhythm, at))
    return made


def _update(rows: list[Message], **changed: Any) -> None:
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**changed)


def _digest(rows: list[Message], at: datetime) -> tuple[Message, bool]:
    """The digest of a day for one person, and whether it is new."""
    first = rows[0]
    area = first.area
    assert area is not None, "Only mail of an area is kept for a digest."
    language = languages_of(area, [first.to_address])[first.to_address]
    with translation.override(language.code):
        said, why = subject(area, len(rows)), reason(area)
    key = f"{DIGEST}:{first.rhythm}:{area.slug}:{timezone.localdate(at).isoformat()}"
    return Message.objects.get_or_create(
        key=key,
        to_address=first.to_address,
        defaults={
            "area": area,
            "kind": DIGEST,
            "to_name": first.to_name,
            "language": language.key,
            "subject": said,
            "why": why,
            "message_id": message_id(key, first.to_address),
            "created_at": at,
            "rhythm": Rhythm.AT_ONCE,
            "sorted_at": at,
            "next_try_at": at,
        },
    )


def subject(area: Area, count: int) -> str:
    said = ngettext("{place}: {number} thing to know", "{place}: {number} things to know", count)
    return said.format(place=place(area), number=count)
