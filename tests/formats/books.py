"""Workbooks for tests: as people save them, and as nobody should."""

import io
import zipfile
from datetime import datetime
from typing import Any

from openpyxl import Workbook

PLAIN = [["name", "postcode"], ["The Well", "LE1 1AA"]]


def book(*sheets: tuple[str, list[list[Any]]], formats: dict[str, str] | None = None) -> bytes:
    """A workbook with these sheets; `formats` are formats of numbers by cell of the first."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for place, style in (formats or {}).items():
        made.worksheets[0][place].number_format = style
    return saved(made)


def saved(made: Workbook) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    """A zipped file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, **members: bytes) -> bytes:
    """The workbook with members put in place of others; `__` in a name stands for a slash."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = {name: package.read(name) for name in package.namelist()}
    named = {name.replace("__", "/") + ".xml": content for name, content in members.items()}
    return packed(found | named)


def local(*parts: int) -> datetime:
    """A moment as a workbook has it."""
    return datetime(*parts)  # noqa: DTZ001 - a workbook knows no zones
