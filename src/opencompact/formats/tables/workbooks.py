"""Excel workbooks as people hand them in: one sheet of one is read, each cell as a person sees it.

`read` takes bytes and gives a table, and touches nothing else: it can run in a process of its own.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import openpyxl

from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record

from . import grid, packages
from .escapes import unescape
from .formulas import restore
from .model import NOTHING, Table, TableError

LAST_ROW: Final = 1_048_576
# Empty cells count too: one far to the right makes all before it.
MOST_CELLS: Final = 20_000_000
DIGITS: Final = 15
Say = Callable[[Any], str]
# Formats of numbers that change which figures a person sees: "00000", "0.00", "#,##0", "0%".
PADDED: Final = re.compile(r"0+\Z")
SHOWN: Final = re.compile(r"(?P<grouped>#,##)?0(?P<places>\.0+)?(?P<percent>%)?\Z")


@record
class Raw:
    """One sheet as it is: its title and its rows that are not empty, with their numbers."""

    title: str
    rows: tuple[grid.Record, ...]


def sheets(data: bytes) -> tuple[Raw, ...]:
    """Read every visible sheet, wherever its headings stand; raises TableError.

    A number keeps all its figures here, however few its format shows: pence are not to be lost.
    """
    packages.check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        with closing(book):
            return tuple(
                Raw(sheet.title, tuple(_records(sheet, exact)))
                for sheet in book.worksheets
                if sheet.sheet_state == "visible"
            )
    except TableError:
        raise
    except Exception as error:  # a foreign file can make the library raise anything
        raise TableError(packages.DAMAGED) from error


def read(data: bytes) -> Table:
    """Read the first sheet that has names in row 1; raises TableError.

    Dates become 2026-01-06, numbers what their format shows; the other sheets are named in a note.
    """
    packages.check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        with closing(book):
            return _table(book)
    except TableError:
        raise
    except Exception as error:  # a foreign file can make the library raise anything
        raise TableError(packages.DAMAGED) from error


def _table(book: Any) -> Table:
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in seen:
        records = _records(sheet)
        number, header = next(records, (1, ()))
        if not grid.blank(header):
            read_note = note(sheet.title, [one.title for one in seen if one is not sheet])
            return grid.table(_chained((number, header), records), note=read_note)
    raise TableError(
        marked("No sheet has the names of columns in row 1. Put them there. {save_as}")
    )


def note(read_: str, others: Sequence[str]) -> Phrase:
    if not others:
        return NOTHING
    one = marked("The sheet “{sheet}” was read. {others} was not.")
    more = marked("The sheet “{sheet}” was read. {others} were not.")
    listed = ", ".join(f"“{name}”" for name in others)
    return Phrase(one if len(others) == 1 else more, {"sheet": read_, "others": listed})


def _chained(first: grid.Record, rest: Iterator[grid.Record]) -> Iterator[grid.Record]:
    yield first
    yield from rest


def _records(sheet: Any, say: Say | None = None) -> Iterator[grid.Record]:
    """Yield (row number, cells) of every row that is not empty, and of row 1 whatever is in it."""
    # What a file says of its own size is not to be believed.
    sheet.reset_dimensions()
    left = MOST_CELLS
    for number, row in enumerate(sheet.iter_rows(), start=1):
        left -= len(row)
        if left < 0 or number > LAST_ROW:
            raise TableError(marked("The sheet is far larger than what stands in it. {save_as}"))
        cells = _cells(row, say or shown) if row else []
        if number == 1 or not grid.blank(cells):
            yield number, cells


def _cells(row: Sequence[Any], say: Say) -> list[str]:
    """The cells of a row as text, without the empty ones at its end."""
    filled = [place for place, cell in enumerate(row) if cell.value is not None]
    return [say(cell) for cell in row[: filled[-1] + 1]] if filled else []


def exact(cell: Any) -> str:
    """Return what stands in a cell, with all the figures of a number that is no padded code."""
    value = cell.value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or PADDED.match(cell.number_format.partition(";")[0]):
        return shown(cell)
    return _plainly(value)


def shown(cell: Any) -> str:
    """Return what a person sees in a cell."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        text = unescape(value)
        # A cell that a spreadsheet marks as text is exact; another may come from a CSV of ours.
        return text if text[:1] != "'" or cell.style_array.quotePrefix else restore(text)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _moment(value)


def _number(value: float, number_format: str) -> str:
    """A number in figures: a charity's number is 1000001, never 1000001.0 or 1.0e6."""
    style = number_format.partition(";")[0]
    if PADDED.match(style) and value >= 0:
        return f"{round(value):0{len(style)}d}"
    found = SHOWN.match(style)
    if found and style != "0":
        places, comma = len(found["places"] or ".") - 1, "," if found["grouped"] else ""
        hundred, sign = (100, "%") if found["percent"] else (1, "")
        return f"{value * hundred:{comma}.{places}f}{sign}"
    return _plainly(value)


def _plainly(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{DIGITS}g}"


def _moment(value: date | time | timedelta) -> str:
    """A date as 2026-01-06, with the time of day where there is one."""
    if isinstance(value, datetime):
        at = value.isoformat(" ", "seconds").removesuffix(":00")
        return at.removesuffix(" 00:00")
    if isinstance(value, time):
        return value.isoformat("seconds").removesuffix(":00")
    return str(value)
