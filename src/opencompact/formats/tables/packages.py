"""What a zipped file holds, looked at before anything in it is opened."""

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

from opencompact.core.phrases import marked
from opencompact.formats.papers import LARGEST, MEGABYTE, swells

from .model import TableError

ZIP: Final = b"PK\x03\x04"
OLD: Final = b"\xd0\xcf\x11\xe0"
# The name of the stream that holds a workbook with a password, as it is written in such a file.
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOK: Final = "xl/workbook.xml"
# What tells other zipped files, and what to say of them.
OTHER_KINDS: Final = (
    (
        "xl/workbook.bin",
        marked("This is a binary Excel workbook (.xlsb), not an Excel workbook (.xlsx). {save_as}"),
    ),
    (
        "content.xml",
        marked(
            "This is an OpenDocument file (.ods or .odt), not an Excel workbook (.xlsx). {save_as}"
        ),
    ),
    (
        "word/document.xml",
        marked("This is a Word document, not an Excel workbook (.xlsx). {save_as}"),
    ),
    (
        "Index/Document.iwa",
        marked("This is a Numbers or Pages file, not an Excel workbook (.xlsx). {save_as}"),
    ),
)
ZIPPED: Final = marked("This is a zipped file, not an Excel workbook (.xlsx). {save_as}")
DAMAGED: Final = marked(
    "This spreadsheet is damaged and cannot be read. Open it in your spreadsheet program, save it"
    " again as an Excel workbook (.xlsx) or as CSV, and choose that file."
)


def is_package(data: bytes) -> bool:
    """Say whether the bytes are a zipped file, or a workbook that is locked or of an older kind."""
    return data.startswith((ZIP, OLD))


def check(data: bytes) -> None:
    """Raise TableError unless `data` is a workbook without macros that is safe to unpack."""
    if len(data) > LARGEST:
        raise TableError(
            marked("The file must be smaller than {most} MB. Split it."), most=LARGEST // MEGABYTE
        )
    if data.startswith(OLD):
        raise TableError(_old(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise TableError(DAMAGED) from None
    if swells(members, len(data)):
        raise TableError(
            marked(
                "This file unpacks to far more than a spreadsheet needs, so it was not opened."
                " {save_as}"
            )
        )
    _check_kind({member.filename for member in members})
    if any(member.flag_bits & 1 for member in members):
        raise TableError(DAMAGED)


def _old(data: bytes) -> str:
    if ENCRYPTED in data:
        return marked(
            "This spreadsheet is locked with a password. Take the password off, save it and choose"
            " the file again."
        )
    return marked("This is a spreadsheet of an older kind (.xls). {save_as}")


def _check_kind(names: set[str]) -> None:
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
        raise TableError(
            marked(
                "This spreadsheet holds macros (.xlsm). Save it as a plain Excel workbook (.xlsx)"
                " and choose that file."
            )
        )
    if WORKBOOK not in names:
        raise TableError(next((says for name, says in OTHER_KINDS if name in names), ZIPPED))
