"""Markdown as an accessible PDF (PDF/UA-1): headings, lists and tables keep their structure."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import typst
from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGE: Final = """\
#set document(title: {title}, date: datetime(year: {year}, month: {month}, day: {day}))
#set text(lang: "{language}", region: "GB", font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.6cm), numbering: "1")
#set par(leading: 0.75em, spacing: 1.2em)
#set table(stroke: 0.4pt + luma(120), inset: 6pt)
#show heading: set block(above: 1.6em, below: 0.8em)
#show table.cell.where(y: 0): strong
"""
OPEN: Final = {
    "paragraph_open": "#par[",
    "bullet_list_open": "#list(",
    "list_item_open": "[",
    "blockquote_open": "#quote(block: true)[",
    "strong_open": "#strong[",
    "em_open": "#emph[",
    "thead_open": "table.header(",
    "th_open": "[",
    "td_open": "[",
}
CLOSE: Final = {
    "paragraph_close": "]\n",
    "heading_close": "]\n",
    "bullet_list_close": ")\n",
    "ordered_list_close": ")\n",
    "list_item_close": "],",
    "blockquote_close": "]\n",
    "strong_close": "]",
    "em_close": "]",
    "link_close": "]",
    "table_close": ")\n",
    "thead_close": "),",
    "th_close": "],",
    "td_close": "],",
}
SIGNS: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&])")
CONTROLS: Final = dict.fromkeys((*range(32), 127), " ")
NOT_SHOWN: Final = re.compile(r"the text `(.*?)` could not be displayed", re.DOTALL)
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
LATIN: Final = 0x24F
NOTHING: Final = frozenset({"tbody_open", "tbody_close", "tr_open", "tr_close"})


def pdf(markdown: str, *, title: str, at: datetime, language: str = "en") -> bytes:
    """The PDF of a text in a language; the same text and moment give the same bytes."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    page = PAGE.format(
        title=quoted(title), language=language, year=at.year, month=at.month, day=at.day
    )
    return compiled(page + "".join(_all(tokens)), at)


def as_typed(text: str) -> str:
    """Plain text as Markdown that shows it as it was typed; its empty lines part paragraphs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(SIGNS.sub(r"\\\1", line.strip()) for line in lines)


def compiled(source: str, at: datetime, *, folder: Path | None = None) -> bytes:
    """The PDF of a source; a letter that no font has becomes a question mark.

    Pictures that it names are read in `folder`, and nothing else is read anywhere.
    """
    try:
        return _made(source, folder, int(at.timestamp()))
    except typst.TypstError as error:
        named = NOT_SHOWN.search(str(error))
        unknown = _not_shown(named[1], source) if named else set()
        if not unknown:
            raise
        known = source.translate(dict.fromkeys(map(ord, unknown), "?"))
        return compiled(known, at, folder=folder)


def _made(source: str, folder: Path | None = None, timestamp: int = 0) -> bytes:
    made: bytes = typst.compile(  # type: ignore[call-overload]
        source.encode(),
        root=str(folder) if folder else None,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=timestamp,
    )
    return made


def _not_shown(named: str, source: str) -> set[str]:
    """The letters of a source that no font can show, by what an error names.

    Where that says nothing: every mark, else all that is beyond Latin letters.
    """
    told = ESCAPED.sub(lambda one: chr(int(one[1], 16)), named)
    marks = {letter for letter in source if unicodedata.category(letter)[0] == "M"}
    beyond = {letter for letter in source if ord(letter) > LATIN}
    unknown = {letter for letter in told if not letter.isascii()} & set(source)
    return unknown or _behind(named.strip('"'), source) or marks or beyond


def _behind(named: str, source: str) -> set[str]:
    """Letters that no font can show, where an error names the one before.

    A mark is drawn with the letter that it follows, as are some vowels of Thai and Lao.
    """
    after = re.findall(rf"{re.escape(named)}([^\x00-\x7f])", source) if named else []
    return {letter for letter in after if not _can_be_shown(named + letter)}


def _can_be_shown(text: str) -> bool:
    page = PAGE.format(title='"x"', language="en", year=2000, month=1, day=1)
    try:
        _made(f"{page}#{quoted(text)};")
    except typst.TypstError:
        return False
    return True


def _all(tokens: Sequence[Token]) -> Iterator[str]:
    level = 0
    for place, token in enumerate(tokens):
        if token.type == "inline":
            yield from _all(token.children or [])
        elif token.type == "heading_open":
            level = min(int(token.tag[1]), level + 1)  # the standard refuses a level left out
            yield f"#heading(level: {level})["
        elif token.type == "table_open":
            yield f"#table(columns: {_width(tokens[place:])}, "
        else:
            yield _one(token)


def _one(token: Token) -> str:
    """One token as Typst. Words go in as quoted text, so nothing in them is ever a command."""
    kind = token.type
    if kind in NOTHING or (kind == "paragraph_open" and token.hidden):
        return ""
    if kind == "paragraph_close" and token.hidden:
        return ""
    if kind == "ordered_list_open":
        return f"#enum(start: {int(token.attrs.get('start', 1))}, "
    if kind == "link_open":
        return f"#link({quoted(str(token.attrs['href']))})["
    if kind in OPEN or kind in CLOSE:
        return OPEN.get(kind) or CLOSE[kind]
    return _words(token)


def _words(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "#linebreak()"
    if token.type == "hr":
        return "#line(length: 100%)\n"
    return f"#{quoted(token.content)};" if token.content else ""


def _width(tokens: Sequence[Token]) -> int:
    """How many columns the table that begins here has."""
    end = next(place for place, one in enumerate(tokens) if one.type == "thead_close")
    return sum(one.type == "th_open" for one in tokens[:end])


def quoted(text: str) -> str:
    """Text as Typst quotes it, which is JSON's way where there are no control characters."""
    return json.dumps(text.translate(CONTROLS), ensure_ascii=False)
