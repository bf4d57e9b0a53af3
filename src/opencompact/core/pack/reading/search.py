"""Looking for words in an agreement: every text and the glossary, the words found marked."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from opencompact.core.pack.reading.book import Book, Chapter
from opencompact.core.pack.reading.words import JOIN, Token, highlight
from opencompact.core.record import record

LONGEST = 120
"""Characters of a query that are read; the rest is left out."""
EXCERPT = 260
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "y")
APOSTROPHE = "['\u2019]"
STEM = 4
"""The fewest letters that an ending leaves behind."""
SMALL = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by can do does for from has have how i if in is it long many must
        my of on or our should than that the their they this to us was we what when where which who
        why will with you your""",
    )
)
MOST = 12
"""Words of a query that are looked for."""


@record
class Document:
    """What can be found: `kind` is commitment, chapter or word, `anchor` a place in its page."""

    kind: str
    key: str
    anchor: str
    number: str
    title: str
    body: str
    place: str


@record
class Index:
    """Everything that can be found in one agreement, in reading order, and the words it uses."""

    documents: tuple[Document, ...]
    vocabulary: tuple[str, ...]


@record
class Hit:
    """Something found, its title and the words round the place cut into marked and other tokens."""

    document: Document
    title: tuple[Token, ...]
    body: tuple[Token, ...]


@record
class Results:
    """What was found; with `loose` it has only some of the words. `instead` are similar words."""

    query: str
    hits: tuple[Hit, ...] = ()
    loose: bool = False
    instead: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[Hit, ...]:
        """Return the hits of one kind, the best first."""
        return tuple(hit for hit in self.hits if hit.document.kind == kind)

    @property
    def commitments(self) -> tuple[Hit, ...]:
        """The commitments found."""
        return self.of("commitment")

    @property
    def chapters(self) -> tuple[Hit, ...]:
        """The paragraphs of chapters and the headings of groups found."""
        return self.of("chapter")

    @property
    def words(self) -> tuple[Hit, ...]:
        """The glossary entries found."""
        return self.of("word")


def index(book: Book) -> Index:
    """Gather what can be found in `book`."""
    documents = (*_commitments(book), *_chapters(book), *_words(book))
    text = " ".join(f"{one.title} {one.body}" for one in documents).casefold()
    return Index(documents, tuple(sorted(set(re.findall(r"[^\W\d_]{4,}", text)))))


def _commitments(book: Book) -> Iterator[Document]:
    for one in book.passages:
        place = one.place.section_title
        yield Document("commitment", one.key, "", one.number, one.title, one.text, place)


def _chapters(book: Book) -> Iterator[Document]:
    for chapter in book.chapters:
        yield from _paragraphs(chapter)
        for section in chapter.sections:
            body = " ".join(block.text for block in section.intro)
            yield _part(chapter, section.key, section.number, section.title, body)


def _paragraphs(chapter: Chapter) -> Iterator[Document]:
    title, anchor = chapter.title, ""
    yield _part(chapter, "", chapter.number, chapter.title, "")
    for block in chapter.blocks:
        if block.kind == "heading":
            title, anchor = block.text, block.anchor
            yield _part(chapter, anchor, "", title, "")
        else:
            yield _part(chapter, block.anchor, block.number, title, block.text)


def _part(chapter: Chapter, anchor: str, number: str, title: str, body: str) -> Document:
    place = "" if title == chapter.title else chapter.title
    return Document("chapter", chapter.key, anchor, number, title, body, place)


def _words(book: Book) -> Iterator[Document]:
    for one in book.glossary.terms:
        yield Document("word", one.key, one.key, "", one.name, one.meaning, "")


def search(index: Index, query: str) -> Results:
    """Find `query`: all its words, else some of them; "quoted words" stay together."""
    query = " ".join(query[:LONGEST].split())
    patterns = [re.compile(pattern, re.IGNORECASE) for pattern in _patterns(query)]
    if not patterns:
        return Results(query)
    found = [(one, _count(one, patterns, query)) for one in index.documents]
    most = max((count for _, count in found), default=0)
    kept = [one for one, count in found if count and count == most]
    marks = re.compile("|".join(pattern.pattern for pattern in patterns), re.IGNORECASE)
    kept.sort(key=lambda one: _rank(one, patterns, query))
    hits = tuple(_hit(one, marks) for one in _titled_once(kept))
    loose = bool(hits) and most < len(patterns)
    return Results(query, hits, loose, () if hits and not loose else _instead(index, query))


def _asked(query: str) -> list[str]:
    """Return the phrases in quotation marks and the other words, small ones only if alone."""
    found = re.findall(r"[\"“”]([^\"“”]*)[\"“”]|([\w'\u2019-]+)", query)
    asked = [phrase.strip() or word.strip("-'\u2019") for phrase, word in found]
    asked = list(dict.fromkeys(one for one in asked if re.search(r"\w", one)))[:MOST]
    return [one for one in asked if one.casefold() not in SMALL] or asked


def _patterns(query: str) -> list[str]:
    return [_pattern(one) for one in _asked(query)]


def _pattern(asked: str) -> str:
    *first, last = [word for word in re.split(JOIN, asked) if word]
    stem = _stem(last)
    end = r"\w*" if len(stem) > 2 else r"(?!\w)"  # noqa: PLR2004 - "of" is not "official"
    words = JOIN.join([*map(re.escape, first), re.escape(stem)])
    return rf"(?<!\w){re.sub(APOSTROPHE, APOSTROPHE, words)}{end}"


def _stem(word: str) -> str:
    """Return `word` without its ending, so that "consultations" also finds "consult"."""
    folded = word.casefold()
    for ending in ENDINGS:
        if folded.endswith(ending) and len(word) - len(ending) >= STEM:
            return word[: -len(ending)]
    return word


def _count(one: Document, patterns: Iterable[re.Pattern[str]], query: str) -> int:
    """Return how many of the words `one` has; its own number counts as having them all."""
    patterns = list(patterns)
    if _numbered(one, query):
        return len(patterns)
    if one.kind == "chapter" and one.body and not any(p.search(one.body) for p in patterns):
        return 0  # its heading is found by itself
    text = f"{one.title}\n{one.body}"
    return sum(1 for pattern in patterns if pattern.search(text))


def _rank(one: Document, patterns: Iterable[re.Pattern[str]], query: str) -> tuple[bool, bool]:
    """Return the place in the list: its number was asked for, the title has the words, the rest."""
    titled = all(pattern.search(one.title) for pattern in patterns)
    return not _numbered(one, query), not titled


def _numbered(one: Document, query: str) -> bool:
    """Say whether `query` is the number of `one`, in whatever way it is written: 4d(h), 4D h."""
    number, asked = (re.sub(r"[\W_]+", "", text).casefold() for text in (one.number, query))
    return bool(number) and number == asked


def _titled_once(documents: Iterable[Document]) -> Iterator[Document]:
    """Leave out a heading whose own paragraphs were found too."""
    documents = list(documents)
    bodied = {(one.kind, one.key, one.title) for one in documents if one.body}
    for one in documents:
        if one.body or (one.kind, one.key, one.title) not in bodied:
            yield one


def _hit(one: Document, marks: re.Pattern[str]) -> Hit:
    body = excerpt(one.body, marks) if one.kind == "chapter" else one.body
    return Hit(one, highlight(one.title, marks), highlight(body, marks))


def excerpt(text: str, marks: re.Pattern[str], length: int = EXCERPT) -> str:
    """Return about `length` characters of `text` round the first match, cut between words."""
    if len(text) <= length:
        return text
    match = marks.search(text)
    start = max(0, (match.start() if match else 0) - length // 3)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + length) if start + length < len(text) else len(text)
    end = end if end > start else start + length
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _instead(index: Index, query: str) -> tuple[str, ...]:
    """Return words of the agreement that are spelt nearly like those asked for."""
    known = set(index.vocabulary)
    near = (
        get_close_matches(word, index.vocabulary, n=1, cutoff=0.8)
        for word in map(str.casefold, _asked(query))
        if word not in known
    )
    return tuple(dict.fromkeys(word for words in near for word in words))
