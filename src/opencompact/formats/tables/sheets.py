"""Excel workbooks that we hand out: real dates and numbers, no formulas, and a sheet about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import IO, Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from opencompact.core.record import record

from .escapes import escape
from .formulas import runs
from .grid import letters

# Rows that are looked at for the width of columns, and how narrow and wide a column may be.
SAMPLE: Final = 200
NARROWEST, WIDEST = 10, 60
LONGEST: Final = 32_767
MOST_DIGITS: Final = 10**15
FIRST_DAY: Final = date(1900, 3, 1)
TITLE_LENGTH: Final = 31
UNTITLED: Final = str.maketrans("[]:*?/\\'", "        ")
ABOUT: Final = "About"


@record
class About:
    """What the second sheet says: facts by name, and what each column holds."""

    facts: Mapping[str, object]
    meanings: Mapping[str, str]


def write(
    file: IO[bytes],
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    about: About,
) -> None:
    """Write a workbook row by row: it never stands in memory whole.

    Cells are None, text, numbers, dates, or moments without a zone. A cell of text stays text
    whatever it begins with, and `workbooks.read` gives it back as it was.
    """
    book = Workbook(write_only=True)
    _fill(book, title, columns, rows)
    _explain(book, about)
    book.save(file)


def _fill(
    book: Workbook, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    rest = iter(rows)
    first = list(islice(rest, SAMPLE))
    sheet = _sheet(book, title, _widths(columns, first))
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, name) for name in columns])
    for row in chain(first, rest):
        sheet.append([_cell(sheet, value) for value in row])


def _explain(book: Workbook, about: About) -> None:
    sheet = _sheet(book, ABOUT, [30, 80])
    for name, value in about.facts.items():
        sheet.append([_heading(sheet, name), _cell(sheet, value)])
    sheet.append([])
    sheet.append([_heading(sheet, "Column"), _heading(sheet, "What it holds")])
    for name, meaning in about.meanings.items():
        sheet.append([_cell(sheet, name), _cell(sheet, meaning)])


def _sheet(book: Workbook, title: str, widths: Iterable[int]) -> Any:
    sheet = book.create_sheet(" ".join(title.translate(UNTITLED).split())[:TITLE_LENGTH])
    for place, width in enumerate(widths):
        sheet.column_dimensions[letters(place)].width = width
    return sheet


def _widths(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[int]:
    for place, name in enumerate(columns):
        longest = max((len(str(row[place] or "")) for row in rows), default=0)
        yield min(max(longest, len(name), NARROWEST) + 2, WIDEST)


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top")
    return cell


def _cell(sheet: Any, value: object) -> Any:
    """A number or a date as such where a spreadsheet can hold it exactly, everything else as text.

    A plain value is made a cell by the library, which is quicker.
    """
    if value is None or (isinstance(value, datetime) and value.tzinfo is None):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value if value >= FIRST_DAY else _text(sheet, value.isoformat())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if abs(value) < MOST_DIGITS else _text(sheet, str(value))
    return _text(sheet, str(value))


def _text(sheet: Any, text: str) -> Any:
    written = escape(text)
    if len(written) > LONGEST:
        written = f"{written[: LONGEST - 1]}…"
    cell = WriteOnlyCell(sheet, written)
    # The library takes "=1" for a formula and "#N/A" for an error; here everything is text.
    cell.data_type = "s"
    if runs(text):
        cell.quotePrefix = True
    return cell
