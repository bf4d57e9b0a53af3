"""What a table is once it is read: columns with a name each, rows that fit them, and the faults."""

from collections.abc import Mapping
from typing import Final

from opencompact.core.phrases import Phrase, PhrasedError, marked
from opencompact.core.record import record

SAVE_AS: Final = marked(
    "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) or as CSV (UTF-8),"
    " and choose that file."
)
NOTHING: Final = Phrase("")


class TableError(PhrasedError):
    """The file cannot be read as a table. Its text may have {save_as}: what to do with most."""

    def __init__(self, text: str, /, **gaps: object) -> None:
        super().__init__(text, **{"save_as": Phrase(SAVE_AS), **gaps})


@record
class Row:
    """One row: its number as a spreadsheet shows it (names are row 1) and its cells by column."""

    number: int
    cells: Mapping[str, str]


@record
class Fault:
    """What is wrong with one row, and what to do; `cells` where they fit no columns."""

    row: int
    reason: str | Phrase
    cells: tuple[str, ...] = ()


@record
class Table:
    """A table that was read: column names, rows that fit them, and the rows that do not.

    `note` says what else was in the file and was not read.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    delimiter: str
    note: Phrase = NOTHING
