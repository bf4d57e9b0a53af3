"""Tables as CSV text: what a spreadsheet saved is read, what we hand out is safe to open in one."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from opencompact.core.phrases import marked

from . import grid
from .formulas import neutralise, restore
from .model import Table, TableError

DELIMITERS: Final = ",;\t"
SAMPLE: Final = 20
WEB_PAGE: Final = marked(
    "This is a web page, perhaps with the name of a spreadsheet, not a CSV file. {save_as}"
)
# Starts of files that are often handed in instead of a table, and what to say of them.
OTHER_KINDS: Final = (
    (
        b"PK\x03\x04",
        marked("This is a spreadsheet or another zipped file, not a CSV file. {save_as}"),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        marked("This is a spreadsheet of an older kind, not a CSV file. {save_as}"),
    ),
    (b"%PDF", marked("This is a PDF, not a CSV file. {save_as}")),
    (b"<html", WEB_PAGE),
    (b"<!doc", WEB_PAGE),
    (b"<table", WEB_PAGE),
    (
        b"<?xml",
        marked(
            "This is a file in XML, perhaps with the name of a spreadsheet, not a CSV file."
            " {save_as}"
        ),
    ),
)
UNCLOSED: Final = marked(
    "Row {row}: a quotation mark is opened and never closed, so the rows after it cannot be told"
    " apart. Close it or take it out, then choose the file again."
)
UNREADABLE: Final = marked("Row {row} cannot be read. {save_as}")
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
# So many bytes tell UTF-16 that does not say so: every second one of plain letters is empty.
WITHOUT_MARK: Final = 16


def decode(data: bytes) -> str:
    """Return `data` as text: UTF-8 or UTF-16 as marked, else UTF-8, else Windows-1252."""
    return recognise(data)[0]


def recognise(data: bytes) -> tuple[str, str]:
    """Return `data` as text, and the name of the encoding it was in; raises TableError."""
    _refuse_other_kinds(data)
    encoding = _marked_as(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", _decode_windows(data)
    if "\0" in text:
        raise TableError(marked("This is not a text file. {save_as}"))
    return text, encoding


def _marked_as(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    start = data[:WITHOUT_MARK]
    if len(start) == WITHOUT_MARK and not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    return "utf-8-sig" if data.startswith(BYTE_ORDER_MARK) else "utf-8"


def _refuse_other_kinds(data: bytes) -> None:
    start = data[:64].removeprefix(BYTE_ORDER_MARK).lstrip().lower()
    for mark, says in OTHER_KINDS:
        if start.startswith(mark.lower()):
            raise TableError(says)


def _decode_windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise TableError(marked("The letters in this file cannot be read. {save_as}")) from None


def parse(text: str, delimiter: str = "") -> Table:
    """Read `text` as a table; the delimiter is found when none is given. Raises TableError."""
    delimiter = delimiter or find_delimiter(text)
    return grid.table(records(text, delimiter), delimiter)


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


def records(text: str, delimiter: str) -> Iterator[grid.Record]:
    """Yield (row number, cells) of every row that is not empty; raises TableError."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number == 1 or not grid.blank(cells):
                yield number, [restore(cell) for cell in cells]
            if not lines.left:
                lines.check_closed(number)
            lines.quotes = 0
    except csv.Error as error:
        raise TableError(_unreadable(str(error)), row=number + 1) from error


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
            raise TableError(UNCLOSED, row=number)


def _unreadable(error: str) -> str:
    return UNCLOSED if "field limit" in error or "end of data" in error else UNREADABLE


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


def text_of(table: Table) -> str:
    """Write a table that was read as CSV text that `parse` reads as the same table.

    Every cell stands in quotation marks, so no other mark can be taken for the one between cells,
    and empty rows keep the numbers of those after them.
    """
    cells = {row.number: tuple(row.cells.values()) for row in table.rows}
    cells |= {fault.row: fault.cells for fault in table.faults}
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([neutralise(name) for name in table.columns])
    for number in range(2, max(cells) + 1):
        writer.writerow([neutralise(cell) for cell in cells.get(number, ("",))])
    return out.getvalue()
