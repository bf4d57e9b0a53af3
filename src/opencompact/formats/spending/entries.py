"""The rows of a spending file as payments, once columns and forms of dates are known."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Final

from opencompact.core.phrases import Phrase, PhrasedError, marked
from opencompact.core.record import record
from opencompact.formats.tables.model import Fault, Row

from . import amounts, dates
from .columns import DATES, NEEDED, guess
from .sheets import Sheet
from .suppliers import is_redacted

NO_DATE: Final = marked(
    "It has no date of payment. A line of totals may be left out; a payment needs its date."
)
LONGEST: Final[Mapping[str, int]] = {
    "supplier": 300, "transaction": 100, "body": 200, "published": 200, "category": 300,
}  # fmt: skip


@record
class Reading:
    """Which column holds what, and in which form the dates of a column are."""

    columns: Mapping[str, str]
    dates: Mapping[str, str] = field(default_factory=dict)


@record
class Entry:
    """One payment as a file tells of it; what the file does not tell is None or empty."""

    row: int
    paid: date
    amount: Decimal
    supplier: str = ""
    received: date | None = None
    valid: date | None = None
    entered: date | None = None
    transaction: str = ""
    body: str = ""
    published: str = ""
    category: str = ""

    @property
    def redacted(self) -> bool:
        """Whether the name of the supplier was taken out before the file was published."""
        return is_redacted(self.supplier)


@record
class Left(Fault):
    """A row that is left out, with its amount where that can be read."""

    amount: Decimal | None = None


def propose(sheet: Sheet) -> tuple[Reading, dict[str, dates.Found]]:
    """Return the mapping that headings and cells tell, and what each column of dates looks like."""
    columns = guess(sheet.columns)
    found = find_dates(sheet, columns)
    return Reading(columns, {key: one.form for key, one in found.items() if one.form}), found


def find_dates(sheet: Sheet, columns: Mapping[str, str]) -> dict[str, dates.Found]:
    """Return what the dates of each mapped column look like."""
    return {key: dates.find(sheet.column(columns[key])) for key in DATES if key in columns}


def missing(mapping: Reading, found: Mapping[str, dates.Found]) -> list[str]:
    """Return the fields about which a person has to say something before anything is taken in."""
    unmapped = [key for key in NEEDED if key not in mapping.columns]
    formless = [
        key
        for key, one in found.items()
        if key in mapping.columns and key not in mapping.dates and one.examples
    ]
    return [*unmapped, *formless]


def read(sheet: Sheet, mapping: Reading) -> Iterator[Entry | Left]:
    """Give every row as a payment, or why it is none, in the order of the file."""
    faults = {one.row: Left(one.row, one.reason, one.cells) for one in sheet.faults}
    found: dict[int, Entry | Left] = {row.number: _entry(row, mapping) for row in sheet.rows}
    both = found | faults
    yield from (both[number] for number in sorted(both))


def _entry(row: Row, mapping: Reading) -> Entry | Left:
    amount: Decimal | None = None
    try:
        amount = amounts.parse(_cell(row, mapping, "amount"))
        days = {key: _day(row, mapping, key) for key in DATES}
        paid = days.pop("paid")
        if paid is None:
            return Left(row.number, Phrase(NO_DATE), amount=amount)
        words = {key: _word(row, mapping, key) for key in LONGEST}
    except PhrasedError as error:
        return Left(row.number, error.says, amount=amount)
    return Entry(row=row.number, paid=paid, amount=amount, **days, **words)  # type: ignore[arg-type]


def _cell(row: Row, mapping: Reading, key: str) -> str:
    column = mapping.columns.get(key)
    return row.cells[column] if column else ""


def _day(row: Row, mapping: Reading, key: str) -> date | None:
    form = mapping.dates.get(key)
    return dates.parse(_cell(row, mapping, key), form) if form else None


def _word(row: Row, mapping: Reading, key: str) -> str:
    return " ".join(_cell(row, mapping, key).replace("\0", "").split())[: LONGEST[key]]
