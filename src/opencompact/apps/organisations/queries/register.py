"""Finding organisations: words in any order, without accents, and filters."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from opencompact.apps.organisations.models import (
    Coverage,
    ImportRun,
    Kind,
    Organisation,
    Sector,
    Signature,
    Subject,
    naming,
)
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core.record import record

from . import days

MOST_WORDS = 12
# Organisations whose town nobody knows come last.
KNOWN_FIRST = Case(When(locality="", then=Value(1)), default=Value(0), output_field=IntegerField())
SORTS: dict[str, tuple[Any, ...]] = {
    "name": ("match_key", "id"),
    "-name": ("-match_key", "-id"),
    "place": (KNOWN_FIRST, "locality", "match_key", "id"),
    "newest": ("-created_at", "match_key", "id"),
}


@record
class Wanted:
    """What a reader asks of the register; empty values ask for nothing."""

    text: str = ""
    sector: str = ""
    kind: str = ""
    signed: str = ""
    sort: str = "name"


def named(slug: str) -> QuerySet[Organisation]:
    """The organisation with an address, in the current area."""
    return Organisation.objects.filter(slug=slug)


def search(area: Area, text: str) -> QuerySet[Organisation]:
    """Organisations that have every word of `text`, or words that begin so. By name."""
    return _with_words(Organisation.objects.filter(area=area), text)


def _with_words(found: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    for word in naming.plain(text).split()[:MOST_WORDS]:
        found = found.filter(search__contains=f" {word}")
    return found


def register(area: Area, wanted: Wanted, on: date) -> QuerySet[Organisation]:
    """Organisations as a reader asks, each with `is_signatory` on a day and, when found by words,
    those whose name begins with the words first.
    """
    signs = Q(Exists(_signed(on))) | Q(Exists(_covered(on)))
    found = Organisation.objects.filter(area=area).annotate(is_signatory=signs)
    if wanted.signed in {"yes", "no"}:
        found = found.filter(is_signatory=wanted.signed == "yes")
    return narrowed(found, wanted)


def narrowed(found: QuerySet[Organisation], wanted: Wanted) -> QuerySet[Organisation]:
    """What words, sector and kind leave of `found`, in the order that was asked for."""
    found = _with_words(found, wanted.text)
    if wanted.sector in Sector.values:
        found = found.filter(sector=wanted.sector)
    if wanted.kind in Kind.values:
        # No JSON lookup is common to both databases; the list is written the same way on both.
        as_text = found.alias(kinds_text=Cast("kinds", TextField()))
        found = as_text.filter(kinds_text__contains=f'"{wanted.kind}"')
    return _ordered(found, wanted)


def _signed(on: date) -> QuerySet[Signature]:
    return Signature.objects.filter(days.signed(on), organisation=OuterRef("pk"))


def _covered(on: date) -> QuerySet[Coverage]:
    return Coverage.objects.filter(days.covered(on), organisation=OuterRef("pk"))


def _ordered(found: QuerySet[Organisation], wanted: Wanted) -> QuerySet[Organisation]:
    order = SORTS.get(wanted.sort, SORTS["name"])
    words = naming.plain(wanted.text)
    if not words or wanted.sort not in {"", "name"}:
        return found.order_by(*order)
    first = Case(
        When(match_key__startswith=words, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return found.order_by(first, *order)


def organisations_of(actor: Actor, kind: Any = None) -> QuerySet[Organisation]:
    """The organisations a person speaks for, by name."""
    return Organisation.objects.filter(pk__in=actor.organisations(kind))


def claimed(identifiers: list[str], but: Organisation | None = None) -> Organisation | None:
    """The organisation, other than `but`, that has one of `identifiers` already."""
    others = Organisation.objects.exclude(pk=but.pk if but else None)
    main = others.filter(identifier__in=identifiers).first()
    if main or not identifiers:
        return main
    rest = others.exclude(other_identifiers=[])
    return next((one for one in rest if set(one.other_identifiers) & set(identifiers)), None)


def imports(area: Area, subject: Subject | None = None) -> QuerySet[ImportRun]:
    """The imports of an area, of one subject or of any, newest first, without their files."""
    found = ImportRun.objects.filter(area=area).defer("text").select_related("area", "started_by")
    return found.filter(subject=subject) if subject else found
