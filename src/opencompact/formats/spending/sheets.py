"""A spending file before anybody says what its columns are: letters, marks, and its headings."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record
from opencompact.formats import apart
from opencompact.formats.tables import delimited, grid, packages, workbooks
from opencompact.formats.tables.formulas import neutralise
from opencompact.formats.tables.model import NOTHING, Fault, Row, TableError

from .columns import KNOWN, plain

DELIMITERS: Final = ",;\t|"
SAMPLE: Final = 60
# A title block is no longer than this; the headings stand below it.
TOP: Final = 40
ENOUGH: Final = 2
ENCODINGS: Final = {
    "utf-8": marked("UTF-8"),
    "utf-8-sig": marked("UTF-8 with a mark at its start"),
    "utf-16": marked("UTF-16"),
    "utf-16-le": marked("UTF-16 without a mark"),
    "cp1252": marked("Windows letters (cp1252)"),
    "xlsx": marked("an Excel workbook"),
}
DELIMITER_NAMES: Final = {
    ",": marked("commas"),
    ";": marked("semicolons"),
    "\t": marked("tabs"),
    "|": marked("upright strokes"),
}


@record
class Handed:
    """A file as text that can be kept, with what was found out on the way."""

    text: str
    encoding: str
    delimiter: str
    note: Phrase = NOTHING


@record
class Sheet:
    """A file laid out: where its headings stand, what they are, and the rows below them."""

    heading_row: int
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]

    def column(self, name: str) -> Iterator[str]:
        """The cells of a column, from top to bottom."""
        return (row.cells[name] for row in self.rows)


def take(data: bytes) -> Handed:
    """Read a CSV file or an Excel workbook once; raises TableError.

    A workbook is unpacked by a process of its own, with little time and little memory.
    """
    if not packages.is_package(data):
        text, encoding = delimited.recognise(data)
        handed = Handed(text, encoding, find_delimiter(text))
        lay_out(handed.text, handed.delimiter)
        return handed
    try:
        read = apart.read("spending", data)
    except apart.RefusedError as error:
        raise TableError(error.says.text, **error.says.gaps) from None
    except apart.TooMuchError:
        raise TableError(marked("This spreadsheet takes far too long to read. {save_as}")) from None
    return Handed(read["text"], "xlsx", ",", apart.phrase(read["note"]))


def unpacked(data: bytes) -> Handed:
    """Read the sheet of a workbook that has headings: what a process of its own does for `take`."""
    sheets = workbooks.sheets(data)
    best = max(sheets, key=lambda sheet: _score(sheet.rows), default=None)
    if best is None or not best.rows:
        raise TableError(marked("This workbook has no rows. {save_as}"))
    text = _as_text(best.rows)
    lay_out(text, ",")
    others = [one.title for one in sheets if one is not best]
    return Handed(text, "xlsx", ",", workbooks.note(best.title, others))


def _as_text(rows: Sequence[grid.Record]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    filled = dict(rows)
    for number in range(1, rows[-1][0] + 1):
        writer.writerow([neutralise(cell) for cell in filled.get(number) or ("",)])
    return out.getvalue()


def find_delimiter(text: str) -> str:
    """Return the mark between cells: the one that makes the most rows of one width, above one."""
    return max(DELIMITERS, key=lambda mark: _fit(text, mark))


def _fit(text: str, delimiter: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in islice(reader, SAMPLE) if len(cells) > 1)
    except csv.Error:
        return (0, 0)
    if not widths:
        return (0, 0)
    width, count = widths.most_common(1)[0]
    return (count, width)


def lay_out(text: str, delimiter: str) -> Sheet:
    """Find the headings of a file and the rows below them; raises TableError."""
    records = delimited.records(text, delimiter)
    top = list(islice(records, TOP))
    place = _headings(top)
    if place is None:
        raise TableError(
            marked("The file has no row with the names of columns. Put one above the rows.")
        )
    table = grid.table(chain(top[place:], records), delimiter)
    return Sheet(top[place][0], table.columns, table.rows, table.faults)


def _headings(top: Sequence[grid.Record]) -> int | None:
    """Return the place of the row that has the names of columns, below a title or none."""
    known = [_known(cells) for _, cells in top]
    if known and max(known) >= ENOUGH:
        return known.index(max(known))
    widths = [_filled(cells) for _, cells in top]
    usual = max(widths, default=0)
    wide = (place for place, width in enumerate(widths) if width and width * 2 > usual)
    return next(wide, None)


def _known(cells: Sequence[str]) -> int:
    return len({name for cell in cells if (name := plain(cell)) in KNOWN})


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _score(rows: Sequence[grid.Record]) -> tuple[int, int]:
    """How much a sheet looks like one of payments: names of columns that are known, and rows."""
    return max((_known(cells) for _, cells in rows[:TOP]), default=0), len(rows)
