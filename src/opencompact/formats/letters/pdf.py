"""A letter as an accessible PDF (PDF/UA-1): a title, a language, headings and lists as such."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from functools import partial
from itertools import groupby
from typing import Final

from opencompact.formats.letters.blocks import Block, Style, blocks
from opencompact.formats.letters.model import Letter
from opencompact.formats.typeset import compiled, quoted

PAGE: Final = """\
#set document(title: {title}, author: {author}, date: datetime(year: {y}, month: {m}, day: {d}))
#set text(lang: "{language}", region: "GB", font: "Libertinus Serif", size: 12pt)
#set page(paper: "a4", margin: (x: 2.6cm, y: 2.4cm), numbering: "1")
#set par(leading: 0.7em, spacing: 1.1em)
#show heading: set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 1): set text(size: 14pt)
#show heading.where(level: 2): set text(size: 13pt)
#show heading.where(level: 3): set text(size: 12pt)
"""
LEVELS: Final = {Style.SUBJECT: 1, Style.HEADING: 2, Style.COMMITMENT: 3}
NOON: Final = time(12, tzinfo=UTC)


def pdf(letter: Letter) -> bytes:
    """The PDF of a letter; the same letter gives the same bytes."""
    on = letter.on
    page = PAGE.format(
        title=quoted(letter.subject),
        author=quoted(letter.author),
        y=on.year,
        m=on.month,
        d=on.day,
        language=letter.language,
    )
    return compiled(page + "".join(_all(blocks(letter))), datetime.combine(on, NOON))


def _all(found: tuple[Block, ...]) -> Iterator[str]:
    """Blocks as Typst; items that follow one another are one list."""
    for style, group in groupby(found, key=lambda block: block.style):
        if style is Style.ITEM:
            yield f"#list({''.join(f'[{_lines(block)}],' for block in group)})\n"
        elif style in LEVELS:
            yield from (f"#heading(level: {LEVELS[style]})[{_lines(one)}]\n" for one in group)
        else:
            yield from (WAYS.get(style, _plain)(_lines(one)) for one in group)


def _lines(block: Block) -> str:
    """The lines of a block. Words go in as quoted text, so nothing in them is ever a command."""
    return "#linebreak()".join(f"#{quoted(line)};" for line in block.lines)


def _plain(said: str) -> str:
    return f"#par[{said}]\n"


def _right(said: str) -> str:
    return f"#align(right)[#par[{said}]]\n"


def _quote(said: str) -> str:
    return f"#quote(block: true)[{said}]\n"


def _small(said: str) -> str:
    return f"#pad(left: 1em)[#par[#text(size: 10.5pt)[{said}]]]\n"


def _apart(above: str, said: str) -> str:
    return f"#v({above}, weak: true)\n#par[{said}]\n"


WAYS: Final[Mapping[Style, Callable[[str], str]]] = {
    Style.SENDER: _right,
    Style.ADDRESSEE: partial(_apart, "2em"),
    Style.DATE: partial(_apart, "2em"),
    Style.QUOTE: _quote,
    Style.CLAUSE: _small,
    Style.ENDING: partial(_apart, "1.6em"),
    Style.SIGNATURE: partial(_apart, "3.5em"),
}
