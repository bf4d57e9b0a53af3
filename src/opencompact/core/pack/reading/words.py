"""Glossary terms found in running text, and words marked: tokens that joined give the text back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from opencompact.core.pack.foreign import like
from opencompact.core.record import record

JOIN = r"[\s\u2010\u2011-]+"
"""What may stand between the words of a term: space, new line, hyphen."""
HAS_LETTER = re.compile(r"[^\W_]").search


@record
class Term:
    """A glossary entry: `key` is its anchor, `forms` are the ways in which a text may write it."""

    key: str
    name: str
    meaning: str
    clause: str
    forms: tuple[str, ...]


@record
class Token:
    """A stretch of text with what is to be done about it; most have only their text."""

    text: str
    term: Term | None = None
    marked: bool = False
    strong: bool = False
    href: str = ""


@record
class Glossary:
    """All terms in the order of the alphabet, with the pattern that finds them in a text."""

    terms: tuple[Term, ...]
    owners: tuple[Term, ...]
    pattern: re.Pattern[str]

    def find(self, key: str) -> Term | None:
        """Return the term with the anchor `key`."""
        return next((term for term in self.terms if term.key == key), None)


def slug(text: str) -> str:
    """Return `text` as an anchor: lower-case letters and figures with single hyphens."""
    return "-".join(re.findall(r"\w+", text.casefold())) or "x"


def term(name: str, meaning: str, also: Iterable[str] = (), clause: str = "") -> Term:
    """Return a glossary entry. A bracketed part of its name, "(LAA)", may be left out in a text."""
    short = re.sub(r"\s*\([^)]*\)", "", name)
    forms = dict.fromkeys(form.strip() for form in (name, short, *also))
    return Term(slug(short or name), name, meaning, clause, tuple(filter(HAS_LETTER, forms)))


def glossary(terms: Iterable[Term]) -> Glossary:
    """Return the terms ready to be looked for, the longest form first."""
    ordered = tuple(sorted(terms, key=lambda term: term.name.casefold()))
    forms = [(form, term) for term in ordered for form in term.forms]
    forms.sort(key=lambda pair: -len(pair[0]))
    choices = "|".join(f"({_form(form)})" for form, _ in forms) or r"(?!)"
    pattern = re.compile(rf"(?<![\w-])(?=(?:{choices})(?![\w-]))")
    return Glossary(ordered, tuple(term for _, term in forms), pattern)


def _form(form: str) -> str:
    """Return the pattern of one form; initials such as LAA count only in capitals."""
    words = JOIN.join(re.escape(word) for word in re.split(JOIN, form) if word)
    return words if form.isupper() else f"(?i:{words})"


Span = tuple[int, int, Term]


def _spans(text: str, glossary: Glossary) -> list[Span]:
    """Return the terms in `text` in reading order; of two that overlap the longer one stays."""
    found = [
        (*match.span(match.lastindex), glossary.owners[match.lastindex - 1])
        for match in glossary.pattern.finditer(text)
        if match.lastindex
    ]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(span[1] <= start or end <= span[0] for start, end, _ in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span[0])


def explain(text: str, glossary: Glossary, seen: set[str] | None = None) -> tuple[Token, ...]:
    """Cut `text` at the glossary terms; each term is explained where it comes first.

    `seen` holds the keys of the terms that need no explaining any more, and is added to.
    """
    found = _explained(text, glossary, set() if seen is None else seen)
    return tuple(replace(token, text=like(token.text, text)) for token in found)


def _explained(text: str, glossary: Glossary, seen: set[str]) -> Iterator[Token]:
    at = 0
    for start, end, term in _spans(text, glossary):
        if term.key not in seen:
            seen.add(term.key)
            yield from _plain(text[at:start])
            yield Token(text[start:end], term=term)
            at = end
    yield from _plain(text[at:])


def _plain(text: str) -> Iterator[Token]:
    if text:
        yield Token(text)


def highlight(text: str, pattern: re.Pattern[str]) -> tuple[Token, ...]:
    """Cut `text` so that every match of `pattern` is a marked token."""
    return tuple(replace(one, text=like(one.text, text)) for one in _highlighted(text, pattern))


def _highlighted(text: str, pattern: re.Pattern[str]) -> Iterator[Token]:
    at = 0
    for match in pattern.finditer(text):
        yield from _plain(text[at : match.start()])
        if match[0]:
            yield Token(match[0], marked=True)
        at = match.end()
    yield from _plain(text[at:])


def terms_in(tokens: Iterable[Token]) -> tuple[Term, ...]:
    """Return the terms that `tokens` explain, in reading order."""
    return tuple(token.term for token in tokens if token.term)


def joined(tokens: Iterable[Token]) -> str:
    """Return the text that `tokens` were cut from."""
    return "".join(token.text for token in tokens)
