"""The files that rows speak of: where each lies in the storage, and whether it is as it was."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.db import models

from opencompact.core.record import record

from .folder import CHUNK
from .tables import Model, fields


@record
class Stored:
    """A file of a row: its path in the storage, and its hash where the row keeps one."""

    path: str
    sha256: str = ""


def holds_files(model: Model) -> bool:
    """Whether rows of a model speak of files: by a column for one, or by `path` and `sha256`."""
    by_column = any(isinstance(field, models.FileField) for field in fields(model))
    return by_column or (hasattr(model, "path") and hasattr(model, "sha256"))


def files_of(row: Any) -> Iterator[Stored]:
    """The files of one row."""
    if hasattr(row, "path") and hasattr(row, "sha256") and row.path:
        yield Stored(row.path, row.sha256)
    for field in fields(type(row)):
        if isinstance(field, models.FileField) and getattr(row, field.attname):
            yield Stored(str(getattr(row, field.attname)))


def chunks(path: str) -> Iterator[bytes]:
    """The content of a stored file, piece by piece."""
    with default_storage.open(path) as file:
        yield from file.chunks(CHUNK)


def damaged(found: Iterable[Stored]) -> Iterator[str]:
    """What is wrong with stored files: missing, or not what was handed in."""
    for one in found:
        if not default_storage.exists(one.path):
            yield f"The file {one.path} is missing."
        elif one.sha256 and _digest(one.path) != one.sha256:
            yield f"The file {one.path} is not what was handed in."


def _digest(path: str) -> str:
    found = hashlib.sha256()
    for chunk in chunks(path):
        found.update(chunk)
    return found.hexdigest()
