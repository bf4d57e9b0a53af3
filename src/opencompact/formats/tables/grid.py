"""Rows of cells become a table: columns get their names, each row is held against them."""

from collections.abc import Iterator, Sequence
from typing import Final

from opencompact.core.phrases import Phrase, marked

from .model import NOTHING, Fault, Row, Table, TableError

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200

Record = tuple[int, Sequence[str]]
"""The number of a row and its cells, as many as it has."""


def table(records: Iterator[Record], delimiter: str = ",", note: Phrase = NOTHING) -> Table:
    """Make a table of rows; the first has the names, empty ones are left out before they come here.

    Raises TableError.
    """
    columns = _columns(next(records, (1, ()))[1])
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in records:
        if number > MOST_ROWS:
            raise TableError(
                marked("The file has more than {most} rows. Split it into several."),
                most=f"{MOST_ROWS:,}",
            )
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            faults.append(Fault(number, _too_many(len(cells), len(columns)), tuple(cells)))
        else:
            rows.append(Row(number, _by_column(columns, cells)))
    if not rows and not faults:
        raise TableError(marked("The file has column names but no rows under them."))
    return Table(columns, tuple(rows), tuple(faults), delimiter, note)


def blank(cells: Sequence[str]) -> bool:
    """Say whether nothing stands in a row."""
    return not any(cell.strip() for cell in cells)


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return one name for each column: blank names become letters, repeated ones are numbered."""
    names = [" ".join(cell.split()) for cell in header]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise TableError(
            marked(
                "Row 1 is empty. Put the names of the columns in row 1 and choose the file again."
            )
        )
    if len(names) > MOST_COLUMNS:
        raise TableError(
            marked(
                "The file has {columns} columns and may have {most}. Take out those that nobody"
                " needs."
            ),
            columns=len(names),
            most=MOST_COLUMNS,
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
    return dict(zip(columns, [*cells, *missing], strict=False))


def _too_many(cells: int, columns: int) -> Phrase:
    return Phrase(
        marked(
            "It has {cells} cells and there are {columns} columns. Name every column in row 1, and"
            " put quotation marks round a cell that contains the mark between cells."
        ),
        {"cells": cells, "columns": columns},
    )
