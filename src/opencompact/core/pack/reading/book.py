"""A pack made ready for readers: chapters, sections and passages with their terms explained."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from opencompact.core.pack.reading.prose import Block, prose
from opencompact.core.pack.reading.words import (
    Glossary,
    Term,
    Token,
    explain,
    glossary,
    term,
    terms_in,
)
from opencompact.core.pack.schema import Commitment, Group, Pack, Part, Sector
from opencompact.core.record import record
from opencompact.core.rules import Rule

T = TypeVar("T")


@record
class Bound:
    """Whom something binds; `everyone` when no sector of the agreement is left out."""

    sectors: tuple[Sector, ...]
    everyone: bool


@record
class Place:
    """Where a passage stands: the keys and titles of its chapter and its section."""

    chapter: str
    chapter_title: str
    section: str
    section_title: str


@record
class Passage:
    """A commitment to read: `tokens` are its text with terms, `rules` how it is measured."""

    key: str
    number: str
    title: str
    text: str
    clause: str
    bound: Bound
    place: Place
    tokens: tuple[Token, ...]
    rules: tuple[Rule, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that the text uses, in reading order."""
        return terms_in(self.tokens)


@record
class Section:
    """A group of commitments; `bound` holds for those that do not say otherwise."""

    key: str
    number: str
    title: str
    clause: str
    bound: Bound
    intro: tuple[Block, ...]
    passages: tuple[Passage, ...]


@record
class Chapter:
    """A part of the agreement: prose, sections of commitments, or both."""

    key: str
    number: str
    title: str
    clause: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All commitments of the chapter in reading order."""
        return tuple(passage for section in self.sections for passage in section.passages)


@record
class Book:
    """The whole agreement to read. `index` finds a passage by key, `uses` passages by term key."""

    pack: Pack
    chapters: tuple[Chapter, ...]
    glossary: Glossary
    index: Mapping[str, Passage]
    uses: Mapping[str, tuple[Passage, ...]]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All commitments in reading order."""
        return tuple(self.index.values())

    def chapter(self, key: str) -> Chapter | None:
        """Return the chapter `key`."""
        return next((chapter for chapter in self.chapters if chapter.key == key), None)

    def section(self, key: str) -> Section | None:
        """Return the group of commitments `key`."""
        sections = (section for chapter in self.chapters for section in chapter.sections)
        return next((section for section in sections if section.key == key), None)

    def sector(self, key: str) -> Sector | None:
        """Return the sector `key`."""
        return next((sector for sector in self.pack.sectors if sector.key == key), None)

    @property
    def pledge(self) -> str:
        """What an organisation says when it signs, with a line to write its name on."""
        pledge = self.pack.pledge
        return pledge.text.replace("{organisation}", "[name of the organisation]") if pledge else ""

    @property
    def sectors(self) -> tuple[tuple[Sector, tuple[Sector, ...]], ...]:
        """The widest sectors, each with all that are part of it."""
        return tuple((one, self._within(one)) for one in self.narrower(""))

    def _within(self, wide: Sector) -> tuple[Sector, ...]:
        others = (one for one in self.pack.sectors if one is not wide)
        return tuple(one for one in others if wide.key in self.pack.bound(one.key))

    def narrower(self, key: str) -> tuple[Sector, ...]:
        """Return the sectors that are directly part of the sector `key`; the widest ones of ""."""
        return tuple(sector for sector in self.pack.sectors if sector.part_of == key)


def book(pack: Pack) -> Book:
    """Read the whole pack once: its Markdown, its terms, whom each commitment binds."""
    words = glossary(term(one.term, one.meaning, one.also, one.clause) for one in pack.glossary)
    reader = _Reader(pack, words)
    chapters = tuple(reader.chapter(part) for part in pack.parts)
    passages = [passage for chapter in chapters for passage in chapter.passages]
    uses = {
        one.key: tuple(passage for passage in passages if one in passage.terms)
        for one in words.terms
    }
    return Book(pack, chapters, words, {passage.key: passage for passage in passages}, uses)


@record
class _Reader:
    pack: Pack
    words: Glossary

    def chapter(self, part: Part) -> Chapter:
        blocks = prose(part.prose, self.words, part.key)
        sections = tuple(self.section(part, group) for group in part.groups)
        return Chapter(part.key, part.number, part.title, part.clause, blocks, sections)

    def section(self, part: Part, group: Group) -> Section:
        place = Place(part.key, part.title, group.key, group.title)
        passages = tuple(self.passage(place, one, group) for one in group.commitments)
        intro = prose(group.intro, self.words, f"{group.key}-intro")
        bound = self.bound(group.binds)
        return Section(group.key, group.number, group.title, group.clause, bound, intro, passages)

    def passage(self, place: Place, one: Commitment, group: Group) -> Passage:
        return Passage(
            one.key,
            one.number,
            one.title,
            one.text,
            one.clause,
            self.bound(one.binds or group.binds),
            place,
            explain(one.text, self.words),
            tuple(rule for rule in self.pack.rules if rule.commitment == one.key),
        )

    def bound(self, binds: Iterable[str]) -> Bound:
        keys = set(binds)
        sectors = tuple(sector for sector in self.pack.sectors if sector.key in keys)
        widest = {sector.key for sector in self.pack.sectors if not sector.part_of}
        return Bound(sectors, bool(widest) and widest <= keys)


def beside(things: Sequence[T], thing: T) -> tuple[T | None, T | None]:
    """Return what comes before and after `thing` in reading order."""
    at = things.index(thing)
    return (
        things[at - 1] if at else None,
        things[at + 1] if at + 1 < len(things) else None,
    )


def promising_more(book: Book, sector: str) -> tuple[Sector, ...]:
    """Return the parts of `sector` that have commitments of their own."""
    named = {one.key for passage in book.passages for one in passage.bound.sectors}
    return tuple(one for one in book.narrower(sector) if one.key in named)


def binding(book: Book, sector: str) -> tuple[Section, ...]:
    """Return the sections with the passages that bind `sector` or a wider one it is part of."""
    return tuple(_kept(book, book.pack.bound(sector)))


def _kept(book: Book, sectors: frozenset[str]) -> Iterator[Section]:
    for section in (section for chapter in book.chapters for section in chapter.sections):
        passages = tuple(
            passage
            for passage in section.passages
            if sectors.intersection(one.key for one in passage.bound.sectors)
        )
        if passages:
            yield Section(
                section.key,
                section.number,
                section.title,
                section.clause,
                section.bound,
                section.intro,
                passages,
            )
