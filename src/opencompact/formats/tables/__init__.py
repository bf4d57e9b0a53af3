"""Tables as CSV and as Excel workbooks: read from people, and written so that they come back."""

from opencompact.core.phrases import Phrase, marked
from opencompact.core.record import record
from opencompact.formats import apart

from . import packages, workbooks
from .delimited import decode, parse, text_of, write
from .formulas import neutralise, restore
from .model import NOTHING, Fault, Row, Table, TableError
from .sheets import About
from .sheets import write as write_workbook

__all__ = [
    "About",
    "Fault",
    "Row",
    "Table",
    "TableError",
    "Taken",
    "decode",
    "neutralise",
    "parse",
    "read",
    "restore",
    "take",
    "text_of",
    "write",
    "write_workbook",
]


@record
class Taken:
    """A file as CSV text that can be kept, with a note about what of it was not read."""

    text: str
    note: Phrase = NOTHING


def read(data: bytes) -> Table:
    """Read the bytes of a CSV file or an Excel workbook, told apart by content, as a table.

    Raises TableError.
    """
    return workbooks.read(data) if packages.is_package(data) else parse(decode(data))


def take(data: bytes) -> Taken:
    """Read a file once and return it as CSV text that `parse` reads; raises TableError.

    A workbook is unpacked by a process of its own, with little time and little memory.
    """
    if not packages.is_package(data):
        text = decode(data)
        parse(text)
        return Taken(text)
    try:
        read_ = apart.read("table", data)
    except apart.RefusedError as error:
        raise TableError(error.says.text, **error.says.gaps) from None
    except apart.TooMuchError:
        raise TableError(marked("This spreadsheet takes far too long to read. {save_as}")) from None
    return Taken(read_["text"], apart.phrase(read_["note"]))


def unpacked(data: bytes) -> Taken:
    """Read a workbook: what a process of its own does for `take`; raises TableError."""
    table = workbooks.read(data)
    return Taken(text_of(table), table.note)
