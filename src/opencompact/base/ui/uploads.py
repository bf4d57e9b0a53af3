"""Files that people hand in: each is looked at, kept, read back whole, and handed out to save."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_noop

from opencompact.core.record import record
from opencompact.formats import apart
from opencompact.formats.papers import KINDS, PaperError, claim, examine, is_packed

TOO_MUCH: Final = gettext_noop("“{name}” takes far too long to look at. Save it again, or as PDF")


class Stored(Protocol):
    """A row that speaks of a file: `path` says where it lies, `sha256` what it is."""

    pk: Any
    name: Any
    kind: Any
    size: Any
    sha256: Any

    @property
    def path(self) -> str: ...

    def save(self) -> None: ...


Kept = TypeVar("Kept", bound=Stored)


@record
class Paper:
    """A file that was looked at and may be kept."""

    name: str
    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class DamagedPaperError(RuntimeError):
    """The stored content is not what was handed in."""


def look_at(file: Any) -> Paper:
    """Read an uploaded file and refuse what is not a harmless file of an allowed kind."""
    said = claim(str(file.name or ""), file.size)
    content = file.read()
    if fault := _fault(content, said.kind):
        raise PaperError(fault, said)
    return Paper(said.name, said.kind, content)


def _fault(content: bytes, kind: str) -> str:
    """What is wrong inside; what has to be unpacked is unpacked by a process of its own."""
    if not content or not is_packed(kind):
        return examine(content, kind)
    try:
        return str(apart.read("paper", content, kind))
    except apart.TooMuchError:
        return TOO_MUCH


@contextmanager
def kept_or_removed() -> Iterator[list[str]]:
    """Hold a list of the paths written; when the work fails their content is removed again."""
    paths: list[str] = []
    try:
        yield paths
    except BaseException:
        for path in paths:
            default_storage.delete(path)
        raise


def store(row: Kept, paper: Paper, paths: list[str]) -> Kept:
    """Write a row and its content; the path is noted, so that it goes again when the work fails."""
    row.name, row.kind = paper.name, paper.kind
    row.size, row.sha256 = len(paper.content), paper.sha256
    paths.append(row.path)
    default_storage.save(row.path, ContentFile(paper.content))
    row.save()
    return row


def content_of(row: Any) -> bytes:
    """Read a file back; raise DamagedPaperError when it is not byte for byte what was given."""
    with default_storage.open(row.path) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise DamagedPaperError(f"{row.pk} no longer has the content that was handed in.")
    return content


def attachment(row: Any) -> HttpResponse:
    """A file to be saved under the name that its giver chose, never shown in the browser."""
    response = HttpResponse(content_of(row), content_type=KINDS[row.kind])
    named = content_disposition_header(as_attachment=True, filename=row.name)
    response.headers["Content-Disposition"] = named or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
