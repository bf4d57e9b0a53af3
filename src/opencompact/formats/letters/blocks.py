"""A letter as a row of blocks in reading order: both writers take these, so both say the same."""

from collections.abc import Iterator
from enum import StrEnum

from opencompact.core.record import record
from opencompact.formats.letters.model import Letter, Listed, Quotes, body_of


class Style(StrEnum):
    """What a block is; each writer knows how that looks."""

    SENDER = "Sender"
    ADDRESSEE = "Addressee"
    DATE = "Letter Date"
    REFERENCE = "Reference"
    SUBJECT = "Heading 1"
    HEADING = "Heading 2"
    COMMITMENT = "Heading 3"
    TEXT = "Body Text"
    ITEM = "List Bullet"
    QUOTE = "Quote"
    CLAUSE = "Clause"
    ENDING = "Ending"
    SIGNATURE = "Signature"


@record
class Block:
    """One paragraph of a letter; its lines are broken where they end."""

    style: Style
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def blocks(letter: Letter) -> tuple[Block, ...]:
    """Everything that stands in a letter, in the order in which it is read."""
    return tuple(block for block in _all(letter) if any(block.lines))


def _all(letter: Letter) -> Iterator[Block]:
    yield Block(Style.SENDER, letter.sender)
    yield Block(Style.ADDRESSEE, letter.to)
    yield _one(Style.DATE, ", ".join(filter(None, (letter.place, letter.day))))
    yield _one(Style.REFERENCE, letter.reference)
    yield _one(Style.SUBJECT, letter.subject)
    yield _one(Style.TEXT, letter.greeting)
    yield from _body(letter.body)
    yield _one(Style.ENDING, letter.ending)
    yield Block(Style.SIGNATURE, letter.signature)
    for listed in letter.lists:
        yield from _listed(listed)
    for quotes in letter.quotes:
        yield from _quotes(quotes)


def _one(style: Style, text: str) -> Block:
    return Block(style, (text,) if text else ())


def _body(text: str) -> Iterator[Block]:
    """The paragraphs of the text; a list may follow upon a line without an empty one between."""
    for paragraph in body_of(text):
        said: list[str] = []
        for line in paragraph.split("\n"):
            style = _style(line)
            if style is Style.TEXT:
                said.append(line.strip())
                continue
            yield Block(Style.TEXT, tuple(said))
            said = []
            yield _one(style, line[2:].strip())
        yield Block(Style.TEXT, tuple(said))


def _style(line: str) -> Style:
    if line.startswith("- "):
        return Style.ITEM
    return Style.HEADING if line.startswith("# ") else Style.TEXT


def _listed(listed: Listed) -> Iterator[Block]:
    if listed.items:
        yield _one(Style.HEADING, listed.heading)
        yield from (_one(Style.ITEM, item) for item in listed.items)


def _quotes(quotes: Quotes) -> Iterator[Block]:
    if quotes.quotes:
        yield _one(Style.HEADING, quotes.heading)
    for quote in quotes.quotes:
        yield _one(Style.COMMITMENT, f"{quote.number} {quote.title}".strip())
        yield Block(Style.QUOTE, body_of(quote.text))
        yield _one(Style.CLAUSE, quote.clause)
