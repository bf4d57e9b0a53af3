"""Reads of the chain that pages need, and what may be kept until it grows."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Generic, TypeVar, TypeVarTuple
from uuid import UUID

from django.db.models import Model, QuerySet

from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import SYSTEM
from opencompact.base.areas.models import Area

from .models import Event, kind

Asked = TypeVarTuple("Asked")
T = TypeVar("T")
Work = Callable[[Area, *Asked], T]


def events_for(obj: Model) -> QuerySet[Event]:
    """What happened to one object, oldest first."""
    return Event.objects.filter(object_type=kind(obj), object_id=str(obj.pk))


def events_in(area: Area) -> QuerySet[Event]:
    """What happened in one area, newest first."""
    return Event.objects.filter(area=area).order_by("-id")


def names_of(events: Iterable[Event]) -> dict[UUID | None, str]:
    """Who did these things, by the id in the event: names stand in no event. One query."""
    asked = {event.actor_id for event in events if event.actor_id}
    found: dict[UUID | None, str] = {None: SYSTEM.name}
    found.update((user.pk, str(user)) for user in User.objects.filter(pk__in=asked))
    return found


def latest(area: Area, without: Iterable[str] = ()) -> str:
    """The hash of the last event of an area: while it stays, nothing was recorded. "" for none.

    Events whose verbs begin with one of `without` do not count. A number would not do: one that
    was taken back with its transaction is given again.
    """
    found = Event.objects.filter(area=area).order_by("-id")
    for verb in without:
        found = found.exclude(verb__startswith=verb)
    return found.values_list("hash", flat=True).first() or ""


class Kept(Generic[*Asked, T]):
    """What is worked out of an area, kept until something is recorded there; one query a time.

    Whatever changes a record writes its event in the same transaction, so that what is kept is
    what would be worked out.
    """

    def __init__(self, work: Work[*Asked, T], without: Iterable[str], most: int) -> None:
        def made(area_id: UUID, _event: str, *asked: *Asked) -> T:
            return work(Area.objects.get(pk=area_id), *asked)

        self._aside = tuple(without)
        self._made = lru_cache(maxsize=most)(made)

    def __call__(self, area: Area, *asked: *Asked) -> T:
        return self._made(area.pk, latest(area, self._aside), *asked)

    def forget(self) -> None:
        """Keep nothing any more."""
        self._made.cache_clear()


def until_recorded(
    *, without: Iterable[str], most: int
) -> Callable[[Work[*Asked, T]], Kept[*Asked, T]]:
    """Keep what a function works out. `without` are beginnings of verbs that change nothing it is
    made of; `most` is how many answers a process keeps."""
    return lambda work: Kept(work, without, most)
