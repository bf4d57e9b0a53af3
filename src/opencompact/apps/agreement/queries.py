"""Named reads: the edition in force, its pack, and the pack made ready for readers."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from opencompact.apps.agreement.models import Commitment, DraftingTask, Edition, Status
from opencompact.base.areas.languages import of_code
from opencompact.base.areas.models import Area
from opencompact.core.pack import Pack, reading, restore, spoken

KEPT = 64
"""Editions that a process keeps ready; a pack takes about a megabyte."""


def current_edition(area: Area) -> Edition | None:
    """The edition in force, without its `source`; None before the first is adopted. One query."""
    return _editions(area).filter(status=Status.ADOPTED).first()


def edition_on(area: Area, on: date) -> Edition | None:
    """The edition that was in force on a day; on the day of a change it is the new one."""
    begun = _editions(area).filter(adopted_on__lte=on)
    return begun.filter(Q(superseded_on=None) | Q(superseded_on__gt=on)).first()


def editions(area: Area) -> QuerySet[Edition]:
    """Every edition that was ever adopted, the latest first."""
    return _editions(area).exclude(status=Status.DRAFT)


def binding(known: Iterable[Edition], on: date) -> Edition | None:
    """Of these, the latest first, the edition in force on a day. The first holds from the date of
    its own text on."""
    first = None
    for one in known:
        first = one
        if one.adopted_on and one.adopted_on <= on:
            return one
    return first if first and first.dated <= on else None


def _editions(area: Area) -> QuerySet[Edition]:
    found: QuerySet[Edition] = Edition.objects.filter(area=area).defer("source")
    return found


def commitments(edition: Edition) -> QuerySet[Commitment]:
    """The commitments of an edition in reading order."""
    found: QuerySet[Commitment] = Commitment.objects.filter(edition=edition).order_by("order")
    return found


def task_about(area: Area, key: str) -> DraftingTask | None:
    """The open task to look at a commitment again, if there is one."""
    found: DraftingTask | None = DraftingTask.objects.filter(
        area=area, key=key, closed_on=None
    ).first()
    return found


def pack_of(edition: Edition) -> Pack:
    """The pack that was adopted, equal to the one handed in. Kept by digest in this process."""
    return _pack(edition.digest)


def spoken_pack(edition: Edition) -> Pack:
    """The pack as people read it: in the language of the page, where it has one. For pages only;
    what is decided and recorded goes by `pack_of`."""
    return _spoken(edition.digest, _language())


def book_of(edition: Edition) -> reading.Book:
    """The edition ready to be read: Markdown parsed, terms explained. Kept by digest."""
    return _book(edition.digest, _language())


def index_of(edition: Edition) -> reading.Index:
    """Everything that can be found in the edition. Kept by digest."""
    return _index(edition.digest, _language())


def _language() -> str:
    return of_code(get_language()).key


# A digest names one content for ever, so what is kept cannot go stale, nor does it matter which
# area asked first: that the edition may be read was settled when the caller got hold of it.
@lru_cache(maxsize=KEPT)
def _pack(digest: str) -> Pack:
    sources = Edition.objects.filter(digest=digest).values_list("source", flat=True)
    return restore(sources[0])


@lru_cache(maxsize=KEPT)
def _spoken(digest: str, language: str) -> Pack:
    return spoken(_pack(digest), language)


@lru_cache(maxsize=KEPT)
def _book(digest: str, language: str) -> reading.Book:
    return reading.book(_spoken(digest, language))


@lru_cache(maxsize=KEPT)
def _index(digest: str, language: str) -> reading.Index:
    return reading.index(_book(digest, language))
