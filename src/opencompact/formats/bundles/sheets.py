"""The pages that the software typesets itself: cover, index, typed answers, notices, pictures."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final

from opencompact.core.bundles import spans
from opencompact.formats.bundles.plan import Entry, Part, Plan, Words
from opencompact.formats.typeset import compiled, quoted

PAGE: Final = """\
#set document(title: {title}, date: none)
#set text(lang: {lang}, font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm))
#set par(leading: 0.7em, spacing: 1.1em)
#set table(stroke: (x: none, y: 0.4pt + luma(120)), inset: (x: 5pt, y: 6pt), align: left)
#show heading: set block(above: 1.6em, below: 0.8em)
#show link: set text(fill: rgb("#0b4f8a"))
"""
STAMP: Final = """\
#set document(title: {title}, date: none)
#set text(lang: {lang}, font: "Libertinus Serif", size: 9pt)
#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: none)
"""
TO: Final = "\N{EN DASH}"
WIDTH, HEIGHT = 420, 22
# A link in the index leads to an entry; the binder turns this address into a page.
ENTRY: Final = "urn:entry:"
# Longer texts are in the original, which is attached.
LONGEST: Final = 400_000


def front(plan: Plan, pages: int) -> bytes:
    """Cover and index, when these take so many pages themselves; each line leads to its entry."""
    words = plan.words
    ranges = spans((one.pages for one in plan.entries), pages)
    total = ranges[-1][1] if ranges else pages
    facts = [*plan.cover, (words.pages, str(total))]
    source = [_page(plan.title, words), f"= #{quoted(plan.title)};\n", _facts(facts)]
    source += [f"#par[#{quoted(note)};]\n" for note in plan.notes]
    source += ["#pagebreak()\n", f"= #{quoted(words.contents)};\n"]
    rows = list(zip(plan.entries, ranges, strict=True))
    for heading, some in groupby(rows, key=lambda row: row[0].heading):
        source.append(f"== #{quoted(heading)};\n{_index(words, list(some))}")
    return compiled("".join(source), moment(plan.at))


def stamps(plan: Plan, pages: int) -> bytes:
    """A small sheet for the foot of each page, with its number."""
    said = [plan.words.page_of.format(page=number, pages=pages) for number in range(1, pages + 1)]
    head = STAMP.format(
        title=quoted(plan.title), lang=quoted(plan.words.lang), width=WIDTH, height=HEIGHT
    )
    sheets = (f"#pdf.artifact[#align(center + horizon)[#{quoted(text)};]]\n" for text in said)
    return compiled(head + "#pagebreak()\n".join(sheets), moment(plan.at))


def statement(part: Part, words: Words, at: int) -> bytes:
    """Typed answers: each question as a heading, the answer in its paragraphs."""
    source = [_head(part, words)]
    for label, text in part.says:
        source.append(f"== #{quoted(label)};\n{_paragraphs(text)}")
    return compiled("".join(source), moment(at))


def text(part: Part, words: Words, at: int, taken: str) -> bytes:
    """The text of a file that is no pages itself; the original is attached."""
    says = [words.text_only.format(name=part.name)]
    if len(taken) > LONGEST:
        says.append(words.cut)
    source = [_head(part, words), *map(_note, says), _paragraphs(taken[:LONGEST])]
    return compiled("".join(source), moment(at))


def notice(part: Part, words: Words, at: int, says: str) -> bytes:
    """A page in the place of a file that cannot be shown, which says why."""
    source = [_head(part, words), _note(says.format(name=part.name))]
    return compiled("".join(source), moment(at))


def picture(part: Part, words: Words, at: int, folder: Path, file: str) -> bytes:
    """A page with a picture on it; its name is what is said of it."""
    says = words.picture.format(name=part.name)
    image = f"#image({quoted(file)}, alt: {quoted(says)}, width: 100%, height: 100%, fit: {{}})\n"
    source = f"{_head(part, words)}#block(height: 21cm)[{image.format(quoted('contain'))}]"
    return compiled(source, moment(at), folder=folder)


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _page(title: str, words: Words) -> str:
    return PAGE.format(title=quoted(title), lang=quoted(words.lang))


def _head(part: Part, words: Words) -> str:
    about = f"#par[#{quoted(part.about)};]\n" if part.about else ""
    return f"{_page(part.title, words)}= #{quoted(f'{part.number}. {part.title}')};\n{about}"


def _note(says: str) -> str:
    return f"#block(stroke: 0.6pt + luma(120), inset: 8pt, width: 100%)[#{quoted(says)};]\n"


def _paragraphs(text: str) -> str:
    """Text in its paragraphs and lines; what it says is never a command."""
    blocks = text.replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    return "".join(
        f"#par[{'#linebreak()'.join(f'#{quoted(line)};' for line in block.split(chr(10)))}]\n"
        for block in blocks
        if block.strip()
    )


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    terms = "".join(
        f"terms.item([#{quoted(label)};], [#{quoted(value)};])," for label, value in facts
    )
    return f"#terms({terms})\n"


def _index(words: Words, rows: Sequence[tuple[Entry, tuple[int, int]]]) -> str:
    heads = (words.number, words.title, words.on, words.standing, words.page)
    head = "".join(f"[*#{quoted(one)};*]," for one in heads)
    body = "".join(_line(entry, first, last) for entry, (first, last) in rows)
    return (
        f"#table(columns: (auto, 1fr, auto, 4.2cm, auto), table.header(repeat: true, {head}),"
        f" {body})\n"
    )


def _line(entry: Entry, first: int, last: int) -> str:
    href = quoted(f"{ENTRY}{entry.number}")
    pages = str(first) if first == last else f"{first}{TO}{last}"
    return (
        f"[{entry.number}],[#link({href})[#{quoted(entry.title)};]],[#{quoted(entry.on)};],"
        f"[#{quoted(entry.standing)};],[#{quoted(pages)};],"
    )
