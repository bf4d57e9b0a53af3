"""Files that people hand in: what is taken, how each is looked at, and where it is kept."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_noop

from opencompact.apps.disputes.models import Bundle, CaseEvent, Document, RoomPaper
from opencompact.core.procedure import Stage
from opencompact.core.record import record
from opencompact.formats import apart
from opencompact.formats.papers import PaperError, claim, examine, is_packed

Kept = TypeVar("Kept", Document, RoomPaper)

MOST: Final = 20
TOO_MUCH: Final = gettext_noop("“{name}” takes far too long to look at. Save it again, or as PDF")


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


def keep(
    event: CaseEvent, stage: Stage, files: Mapping[str, Sequence[Any]], paths: list[str]
) -> list[Document]:
    """Store every file that came with an event, in the room of its stage."""
    return [
        _keep(event, stage, need, look_at(file), paths)
        for need, given in files.items()
        for file in given
    ]


def content_of(document: Document | RoomPaper | Bundle) -> bytes:
    """Read a paper back; raise DamagedPaperError when it is not byte for byte what was given."""
    with default_storage.open(document.path) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DamagedPaperError(f"{document.pk} no longer has the content that was handed in.")
    return content


def store(row: Kept, paper: Paper, paths: list[str]) -> Kept:
    """Write a row and its content; the path is noted, so that it goes again when the work fails."""
    row.name, row.kind = paper.name, paper.kind
    row.size, row.sha256 = len(paper.content), paper.sha256
    paths.append(row.path)
    default_storage.save(row.path, ContentFile(paper.content))
    row.save()
    return row


def _keep(event: CaseEvent, stage: Stage, need: str, paper: Paper, paths: list[str]) -> Document:
    document = Document(
        area_id=event.area_id, case_id=event.case_id, event=event, need=need, room=stage.room
    )
    return store(document, paper, paths)
