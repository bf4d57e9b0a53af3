"""What a zipped file holds, looked at before anything in it is opened."""

import io
import zipfile
from pathlib import PurePosixPath
from typing import Final

from opencompact.formats.papers import LARGEST, MEGABYTE, swells

from .model import SAVE_AS, TableError

ZIP: Final = b"PK\x03\x04"
OLD: Final = b"\xd0\xcf\x11\xe0"
# The name of the stream that holds a workbook with a password, as it is written in such a file.
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
WORKBOOK: Final = "xl/workbook.xml"
# What tells other zipped files, and what to call them.
OTHER_KINDS: Final = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument file (.ods or .odt)"),
    ("word/document.xml", "a Word document"),
    ("Index/Document.iwa", "a Numbers or Pages file"),
)
DAMAGED: Final = (
    "This spreadsheet is damaged and cannot be read. Open it in your spreadsheet program, save it"
    " again as an Excel workbook (.xlsx) or as CSV, and choose that file."
)


def is_package(data: bytes) -> bool:
    """Say whether the bytes are a zipped file, or a workbook that is locked or of an older kind."""
    return data.startswith((ZIP, OLD))


def check(data: bytes) -> None:
    """Raise TableError unless `data` is a workbook without macros that is safe to unpack."""
    if len(data) > LARGEST:
        raise TableError(f"The file must be smaller than {LARGEST // MEGABYTE} MB. Split it.")
    if data.startswith(OLD):
        raise TableError(_old(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise TableError(DAMAGED) from None
    if swells(members, len(data)):
        raise TableError(
            "This file unpacks to far more than a spreadsheet needs, so it was not opened."
            f" {SAVE_AS}"
        )
    _check_kind({member.filename for member in members})
    if any(member.flag_bits & 1 for member in members):
        raise TableError(DAMAGED)


def _old(data: bytes) -> str:
    if ENCRYPTED in data:
        return (
            "This spreadsheet is locked with a password. Take the password off, save it and choose"
            " the file again."
        )
    return f"This is a spreadsheet of an older kind (.xls). {SAVE_AS}"


def _check_kind(names: set[str]) -> None:
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in names):
        raise TableError(
            "This spreadsheet holds macros (.xlsm). Save it as a plain Excel workbook (.xlsx) and"
            " choose that file."
        )
    if WORKBOOK not in names:
        found = (kind for name, kind in OTHER_KINDS if name in names)
        raise TableError(
            f"This is {next(found, 'a zipped file')}, not an Excel workbook (.xlsx). {SAVE_AS}"
        )
