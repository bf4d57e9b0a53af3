"""The lists of the agreement that people take away as files. The names of their columns stay."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.ui.tables import Columns, Listing
from opencompact.core.pack import reading

Address = Callable[..., str]
"""Takes the name of a page and its argument, and gives the whole address."""

COMMITMENTS: Final = Listing(
    "commitments",
    _("Commitments"),
    {
        "key": _("The key: it names the promise in every address and file."),
        "number": _("The number, as the agreement gives it."),
        "title": _("The title."),
        "text": _("The promise, word for word."),
        "clause": _("The place in the source."),
        "binds": _("The keys of those whom it binds."),
        "part": _("The chapter it stands in."),
        "group": _("The section it stands in."),
        "terms": _("The keys of the words in it that are explained."),
        "page": _("Address of its page."),
    },
)
GLOSSARY: Final = Listing(
    "glossary",
    _("Words explained"),
    {
        "key": _("The key of the word."),
        "term": _("The word."),
        "meaning": _("What the agreement means by it."),
        "used_in": _("The keys of the promises that use it."),
        "page": _("Where it is explained."),
    },
)
EDITIONS: Final = Listing(
    "editions",
    _("Editions"),
    {
        "key": _("The key of the edition."),
        "title": _("The title."),
        "label": _("What tells this edition from others."),
        "dated": _("The date that it bears."),
        "status": _("adopted for the one in force, superseded for an earlier one."),
        "adopted_on": _("The day on which it came into force."),
        "superseded_on": _("The day on which another took its place."),
        "digest": _("A hash of the whole text (SHA-256)."),
        "page": _("Address of its page."),
    },
)
LISTINGS: Final = (COMMITMENTS, GLOSSARY, EDITIONS)


def commitment_columns(address: Address) -> Columns:
    """Columns of the commitments; rows are the passages of a book."""
    return {
        "key": lambda one: one.key,
        "number": lambda one: one.number,
        "title": lambda one: one.title,
        "text": lambda one: one.text,
        "clause": lambda one: one.clause,
        "binds": lambda one: [sector.key for sector in one.bound.sectors],
        "part": lambda one: one.place.chapter_title,
        "group": lambda one: one.place.section_title,
        "terms": lambda one: [term.key for term in one.terms],
        "page": lambda one: address("commitment", one.key),
    }


def glossary_columns(book: reading.Book, address: Address) -> Columns:
    """Columns of the glossary; rows are the terms of `book`."""
    return {
        "key": lambda one: one.key,
        "term": lambda one: one.name,
        "meaning": lambda one: one.meaning,
        "used_in": lambda one: [passage.key for passage in book.uses[one.key]],
        "page": lambda one: f"{address('glossary')}#{one.key}",
    }


def edition_columns(address: Address) -> Columns:
    """Columns of the editions."""
    plain: dict[str, Callable[[Any], Any]] = {
        name: _field(name) for name in EDITIONS.meanings if name != "page"
    }
    return plain | {"page": lambda one: address("edition", one.key)}


def _field(name: str) -> Callable[[Any], Any]:
    return lambda one: getattr(one, name)
