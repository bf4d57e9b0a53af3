"""Decides how each new message goes: at once, with others in a digest, or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from opencompact.base.areas.scoping import unscoped

from .kinds import DIGEST
from .models import WAITING, Message, Preference
from .topics import DIGESTED, Rhythm, topic

BATCH: Final = 500
MORNING: Final = time(7)
WEEKDAYS: Final = 7
# What is due so soon does not wait for a digest.
SOON: Final = timedelta(2)
Wishes = Mapping[tuple[UUID | None, str, str], str]


def arrange(at: datetime) -> int:
    """Decide on every message that is due and new; answer how many there were.

    It is decided when a message is about to leave: what somebody chose in the meantime counts.
    """
    new = Message.objects.filter(WAITING, rhythm="", next_try_at__lte=at)
    # Under the cap what has a date comes before what has none.
    rows = list(new.order_by(F("due").asc(nulls_last=True), "created_at", "key")[:BATCH])
    chosen, so_far = wishes(rows), sent_on_the_day(rows, at)
    for message in rows:
        wish = chosen.get((message.area_id, message.to_address, message.topic), "")
        rhythm = decide(message, wish, so_far[message.to_address], timezone.localdate(at))
        so_far[message.to_address] += rhythm == Rhythm.AT_ONCE
        _settle(message, rhythm, at)
    return len(rows)


def wishes(rows: Iterable[Message]) -> Wishes:
    """What the people of these messages chose, of every area at once: the clock serves all."""
    areas, addresses = {row.area_id for row in rows}, {row.to_address for row in rows}
    with unscoped():
        found = Preference.objects.filter(area__in=areas - {None}, user__email__in=addresses)
        names = ("area_id", "user__email", "topic", "rhythm")
        return {(area, to, key): rhythm for area, to, key, rhythm in found.values_list(*names)}


def sent_on_the_day(rows: Iterable[Message], at: datetime) -> Counter[str]:
    """How many mails each of these people got at once since midnight; digests do not count."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    found = Message.objects.filter(
        rhythm=Rhythm.AT_ONCE,
        sorted_at__range=(midnight, at),
        to_address__in={row.to_address for row in rows},
    )
    return Counter(found.exclude(kind=DIGEST).values_list("to_address", flat=True))


def decide(message: Message, wish: str, so_far: int, on: date) -> Rhythm:
    """How a message goes, for somebody who chose `wish` and got `so_far` mails at once today."""
    about = topic(message.topic)
    rhythm = Rhythm(wish) if wish in about.rhythms else about.usual
    if message.area_id is None:
        return Rhythm.AT_ONCE
    if rhythm == Rhythm.NEVER:
        return rhythm
    if message.due is not None and message.due <= on + SOON:
        return Rhythm.AT_ONCE
    if message.do:
        rhythm = Rhythm.AT_ONCE
    if rhythm == Rhythm.AT_ONCE and so_far >= settings.MAIL_CAP:
        return Rhythm.DAILY
    return rhythm


def next_digest(rhythm: str, at: datetime) -> datetime:
    """When the next digest leaves: at seven in the morning, a weekly one on Mondays."""
    local = timezone.localtime(at)
    day = local.date() + timedelta(local.time() >= MORNING)
    if rhythm == Rhythm.WEEKLY:
        day += timedelta(-day.weekday() % WEEKDAYS)
    return timezone.make_aware(datetime.combine(day, MORNING))


def _settle(message: Message, rhythm: Rhythm, at: datetime) -> None:
    """Write the decision down, unless somebody else has in the meantime."""
    changed = {"rhythm": rhythm, "sorted_at": at}
    if rhythm == Rhythm.NEVER:
        changed["cancelled_at"] = at
    elif rhythm in DIGESTED:
        changed["next_try_at"] = next_digest(rhythm, at)
    Message.objects.filter(WAITING, pk=message.pk, rhythm="").update(**changed)
