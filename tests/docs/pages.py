"""Reads the documentation as a person would: its pages, headings, tables, blocks and links."""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from opencompact.core.record import record

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^ *```(.*)$")
HEADING = re.compile(r"^(#{1,6}) (.+)$")
LINK = re.compile(r"\[(?P<label>[^\]]*)\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
CELL = re.compile(r"(?<!\\)\|")


@record
class Line:
    """One line of a page that is not inside a block."""

    number: int
    text: str


@record
class Block:
    """A fenced block: where it begins, what stands after the fence, and its text."""

    page: Path
    line: int
    info: str
    text: str

    @property
    def kind(self) -> str:
        return self.info.split(" ")[0]

    @property
    def name(self) -> str:
        """The second word after the fence: the file that the block stands for."""
        return self.info.partition(" ")[2].strip()

    @property
    def place(self) -> str:
        return f"{shown(self.page)}:{self.line}"


def pages() -> list[Path]:
    """Every Markdown page that people read."""
    top = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")]
    return [*top, *sorted(ROOT.glob("docs/**/*.md")), *sorted(ROOT.glob("changes/*.md"))]


def shown(path: Path) -> str:
    """The name of a file as a person finds it in the checkout."""
    return str(path.relative_to(ROOT))


def blocks(page: Path, kind: str = "") -> list[Block]:
    """The fenced blocks of a page, all or those of one kind."""
    found = [part for part in _parts(page) if isinstance(part, Block)]
    return [block for block in found if not kind or block.kind == kind]


def lines(page: Path) -> list[Line]:
    """The lines outside every block."""
    return [part for part in _parts(page) if isinstance(part, Line)]


def headings(page: Path) -> list[str]:
    return [found[2] for line in lines(page) if (found := HEADING.match(line.text))]


def anchors(page: Path) -> set[str]:
    """The places of a page that a link can lead to, as GitHub names them."""
    plain = (re.sub(r"[^\w\- ]", "", _unlinked(title).lower()) for title in headings(page))
    return {title.replace(" ", "-") for title in plain}


def links(page: Path) -> list[tuple[int, str]]:
    return [
        (line.number, found["target"])
        for line in lines(page)
        for found in LINK.finditer(CODE.sub("", line.text))
    ]


def tables(page: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables by the heading they stand under, each row by column name."""
    found: dict[str, list[dict[str, str]]] = {}
    title, columns = "", []
    for line in lines(page):
        if heading := HEADING.match(line.text):
            title = heading[2]
        if not line.text.startswith("|"):
            columns = []
        elif not columns:
            columns = _cells(line.text)
        elif not set(line.text) <= set("|-: "):
            row = dict(zip(columns, _cells(line.text), strict=True))
            found.setdefault(title, []).append(row)
    return found


def words(cell: str) -> str:
    """The cell without the marks of code and links."""
    return _unlinked(cell).replace("`", "")


def _unlinked(text: str) -> str:
    return LINK.sub(lambda found: found["label"], text)


def _cells(text: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in CELL.split(text)[1:-1]]


def _parts(page: Path) -> Iterator[Line | Block]:
    rest = iter(enumerate(page.read_text(encoding="utf-8").splitlines(), 1))
    for number, text in rest:
        if fence := FENCE.match(text):
            inside = takewhile(lambda one: not FENCE.match(one[1]), rest)
            body = "\n".join(line for _, line in inside) + "\n"
            yield Block(page, number, fence[1].strip(), body)
        else:
            yield Line(number, text)
