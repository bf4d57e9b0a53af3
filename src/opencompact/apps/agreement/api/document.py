"""The agreement for machines: its text, whom it binds, its glossary and its rules as one object."""

from collections.abc import Callable, Iterable
from typing import Any

from opencompact.apps.agreement.models import Edition
from opencompact.base.ui.tables import LICENCE
from opencompact.core.calendar import Span
from opencompact.core.pack import reading
from opencompact.core.rules import Duration, Rule

FORMAT = 1
"""Raised when a field changes its meaning or goes; new fields may come at any time."""

Address = Callable[..., str]
"""Takes the name of a page and its argument, and gives the whole address."""


def document(edition: Edition, book: reading.Book, address: Address) -> dict[str, Any]:
    """Return the whole edition as JSON data; prose and introductions are Markdown, as written."""
    pack = book.pack
    return {
        "format": FORMAT,
        "title": edition.title,
        "area": pack.area,
        "nation": pack.nation,
        "licence": LICENCE,
        "url": address("front"),
        "edition": _edition(edition),
        "source": {"title": pack.source.title, "publisher": pack.source.publisher},
        "note": pack.source.note,
        "summary": pack.summary,
        "sectors": [_sector(one) for one in pack.sectors],
        "parts": [_part(part, book, address) for part in pack.parts],
        "outcomes": list(pack.outcomes),
        "glossary": [_term(one, address) for one in book.glossary.terms],
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "key": edition.key,
        "label": edition.label,
        "dated": edition.dated.isoformat(),
        "status": edition.status,
        "adopted_on": edition.adopted_on and edition.adopted_on.isoformat(),
        "superseded_on": edition.superseded_on and edition.superseded_on.isoformat(),
        "digest": f"sha256:{edition.digest}",
    }


def _sector(sector: Any) -> dict[str, str]:
    return {"key": sector.key, "name": sector.name, "part_of": sector.part_of}


def _part(part: Any, book: reading.Book, address: Address) -> dict[str, Any]:
    return {
        "key": part.key,
        "number": part.number,
        "title": part.title,
        "clause": part.clause,
        "url": address("part", part.key),
        "prose": part.prose,
        "groups": [_group(group, book, address) for group in part.groups],
    }


def _group(group: Any, book: reading.Book, address: Address) -> dict[str, Any]:
    return {
        "key": group.key,
        "number": group.number,
        "title": group.title,
        "clause": group.clause,
        "intro": group.intro,
        "commitments": [_commitment(book.index[one.key], address) for one in group.commitments],
    }


def _commitment(one: reading.Passage, address: Address) -> dict[str, Any]:
    return {
        "key": one.key,
        "number": one.number,
        "title": one.title,
        "text": one.text,
        "clause": one.clause,
        "binds": [sector.key for sector in one.bound.sectors],
        "terms": _keys(one.terms),
        "rules": [_rule(rule) for rule in one.rules],
        "url": address("commitment", one.key),
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "kind": rule.kind,
        "record": rule.record,
        "binds": list(rule.binds),
        "words": rule.words,
        "at_least": _span(rule.at_least) if isinstance(rule, Duration) else None,
    }


def _span(span: Span) -> dict[str, Any]:
    return {"amount": span.amount, "unit": span.unit.value}


def _term(term: reading.Term, address: Address) -> dict[str, Any]:
    url = f"{address('glossary')}#{term.key}"
    return {"key": term.key, "term": term.name, "meaning": term.meaning, "url": url}


def _keys(terms: Iterable[reading.Term]) -> list[str]:
    return [term.key for term in terms]
