"""Tables as CSV text: what a spreadsheet saved is read, what we hand out is safe to open in one."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from opencompact.core.record import record

DELIMITERS: Final = ",;\t"
SAMPLE: Final = 20
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
# Starts of files that are often handed in instead of CSV, and what to call them.
OTHER_KINDS: Final = (
    (b"PK\x03\x04", "a spreadsheet or another zipped file"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet of an older kind"),
    (b"%PDF", "a PDF"),
    (b"<html", "a web page"),
    (b"<!doc", "a web page"),
)
SAVE_AS: Final = "Open it in your spreadsheet program, save it as CSV (UTF-8) and choose that file."
# What a spreadsheet would run as a formula. Apostrophes before it count, so that undoing is exact.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n]")
QUOTED_FORMULA: Final = re.compile(r"'+[=+\-@\t\r\n]")


class TableError(ValueError):
    """The file cannot be read as a table. The message says why and what to do."""


@record
class Row:
    """One row: its number as a spreadsheet shows it (names are row 1) and its cells by column."""

    number: int
    cells: Mapping[str, str]


@record
class Fault:
    """What is wrong with one row, and what to do; `cells` where they fit no columns."""

    row: int
    reason: str
    cells: tuple[str, ...] = ()


@record
class Table:
    """A table that was read: column names, rows that fit them, and the rows that do not."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    delimiter: str


def read(data: bytes) -> Table:
    """Read the bytes of a CSV file; raises TableError."""
    return parse(decode(data))


def decode(data: bytes) -> str:
    """Return `data` as text: UTF-8 or UTF-16 as marked, else UTF-8, else Windows-1252."""
    _refuse_other_kinds(data)
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _decode_windows(data)
    if "\0" in text:
        raise TableError(f"This is not a text file. {SAVE_AS}")
    return text


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:8].lstrip().lower()
    for mark, kind in OTHER_KINDS:
        if start.startswith(mark.lower()):
            raise TableError(f"This is {kind}, not a CSV file. {SAVE_AS}")


def _decode_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError(f"The letters in this file cannot be read. {SAVE_AS}") from None


def parse(text: str, delimiter: str = "") -> Table:
    """Read `text` as a table; the delimiter is found when none is given. Raises TableError."""
    delimiter = delimiter or find_delimiter(text)
    records = _records(text, delimiter)
    columns = _columns(next(records, (1, []))[1])
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in records:
        if number > MOST_ROWS:
            raise TableError(f"The file has more than {MOST_ROWS:,} rows. Split it into several.")
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            faults.append(Fault(number, _too_many(len(cells), len(columns)), tuple(cells)))
        else:
            rows.append(Row(number, _by_column(columns, cells)))
    if not rows and not faults:
        raise TableError("The file has column names but no rows under them.")
    return Table(columns, tuple(rows), tuple(faults), delimiter)


def find_delimiter(text: str) -> str:
    """Return the mark between cells: comma, semicolon or tab, whichever makes the best table."""
    return max(DELIMITERS, key=lambda mark: _fit(text, mark))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    """Return how well `delimiter` suits: rows as wide as the first row, and that width."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(cells) for cells in islice(reader, SAMPLE) if cells]
    except csv.Error:
        return (0, 0)
    width = widths[0] if widths else 0
    return (widths.count(width) if width > 1 else 0, width)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of every row that is not empty; raises TableError."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 or any(cell.strip() for cell in cells):
                yield number, cells
            if not lines.left:
                lines.check_closed(number)
            lines.quotes = 0
    except csv.Error as error:
        raise TableError(_unreadable(number + 1, str(error))) from error


class _Lines:
    """The lines of a text, handed to the reader one by one, counting quotation marks."""

    def __init__(self, text: str) -> None:
        self.left = len(text)
        self.quotes = 0
        self._stream = io.StringIO(text, newline="")

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.left -= len(line)
            self.quotes += line.count('"')
            yield line

    def check_closed(self, number: int) -> None:
        """Refuse a last row that swallowed what follows a stray quotation mark."""
        if self.quotes % 2:
            raise TableError(_unreadable(number, "unexpected end of data"))


def _unreadable(number: int, error: str) -> str:
    if "field limit" in error or "end of data" in error:
        return (
            f"Row {number}: a quotation mark is opened and never closed, so the rows after it"
            " cannot be told apart. Close it or take it out, then choose the file again."
        )
    return f"Row {number} cannot be read ({error}). {SAVE_AS}"


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return one name for each column: blank names become letters, repeated ones are numbered."""
    names = [" ".join(cell.split()) for cell in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise TableError(
            "Row 1 is empty. Put the names of the columns in row 1 and choose the file again."
        )
    if len(names) > MOST_COLUMNS:
        raise TableError(
            f"The file has {len(names)} columns and may have {MOST_COLUMNS}. Take out those that"
            " nobody needs."
        )
    used: list[str] = []
    for place, name in enumerate(names):
        used.append(_unused(name or f"Column {letters(place)}", used))
    return tuple(used)


def _unused(name: str, used: Sequence[str]) -> str:
    taken, count = name, 1
    while taken in used:
        count += 1
        taken = f"{name} ({count})"
    return taken


def letters(place: int) -> str:
    """Return the letters a spreadsheet gives the column at `place`, counted from 0."""
    word = ""
    while place >= 0:
        place, rest = divmod(place, 26)
        word = chr(ord("A") + rest) + word
        place -= 1
    return word


def _by_column(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    missing = [""] * (len(columns) - len(cells))
    return {name: restore(cell) for name, cell in zip(columns, [*cells, *missing], strict=False)}


def _too_many(cells: int, columns: int) -> str:
    return (
        f"It has {cells} cells and there are {columns} columns. Put quotation marks round a cell"
        " that contains the mark between cells."
    )


def write(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV text with CRLF line ends; None is an empty cell, formulas are text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([neutralise(name) for name in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    """Only text can be taken for a formula, so a number stays as it is."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else neutralise(str(value))


def neutralise(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Undo `neutralise`: for every text, restore(neutralise(text)) == text."""
    return cell[1:] if QUOTED_FORMULA.match(cell) else cell
