"""Files that people hand in: what is taken, how each is looked at, and where it is kept."""

import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from opencompact.apps.disputes.models import CaseEvent, Document
from opencompact.core.procedure import Stage
from opencompact.core.record import record

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 25 * MEGABYTE
UNPACKED: Final = 200 * MEGABYTE
MEMBERS: Final = 2_000
RATIO: Final = 100
MOST: Final = 20
NAME_LENGTH: Final = 120
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
KINDS: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IN_WORDS: Final = "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), .csv, .txt, .png or .jpg"
ACCEPT: Final = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))


class PaperError(ValueError):
    """The file cannot be taken. The message says why and what to do, for the person who sent it."""


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
    name = safe_name(str(file.name or ""))
    kind = PurePath(name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if kind not in KINDS:
        raise PaperError(f"“{name}” must be a {IN_WORDS} file")
    if file.size > LARGEST:
        raise PaperError(f"“{name}” must be smaller than {LARGEST // MEGABYTE} MB")
    content = file.read()
    if not content:
        raise PaperError(f"“{name}” is empty")
    if not LOOKS[kind](content):
        raise PaperError(
            f"“{name}” is not a {kind.upper()} file inside, whatever its name says. "
            f"Save it again as a {IN_WORDS} file"
        )
    return Paper(name, kind, content)


def safe_name(name: str) -> str:
    """A file name without path, control or direction characters, of a length that fits."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(". ") or "file"
    stem, dot, suffix = plain.rpartition(".")
    return plain if len(plain) <= NAME_LENGTH else f"{stem[: NAME_LENGTH - 6]}{dot}{suffix[:5]}"


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


def content_of(document: Document) -> bytes:
    """Read a paper back; raise DamagedPaperError when it is not byte for byte what was given."""
    with default_storage.open(document.path) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DamagedPaperError(f"{document.pk} no longer has the content that was handed in.")
    return content


def _keep(event: CaseEvent, stage: Stage, need: str, paper: Paper, paths: list[str]) -> Document:
    document = Document(
        area_id=event.area_id,
        case_id=event.case_id,
        event=event,
        need=need,
        room=stage.room,
        name=paper.name,
        kind=paper.kind,
        size=len(paper.content),
        sha256=paper.sha256,
    )
    paths.append(document.path)
    default_storage.save(document.path, ContentFile(paper.content))
    document.save()
    return document


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _text(content: bytes) -> bool:
    """Words only: no control characters, in UTF-8 or the alphabet of older Windows programs."""
    if not CONTROLS.isdisjoint(content):
        return False
    return _decodes(content, "utf-8") or _decodes(content, "cp1252")


def _decodes(content: bytes, alphabet: str) -> bool:
    try:
        content.decode(alphabet)
    except UnicodeDecodeError:
        return False
    return True


def _packed(*needed: str) -> Callable[[bytes], bool]:
    """A zip with these members, without macros, that does not swell when it is opened."""

    def looks(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                members = package.infolist()
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        names = {member.filename for member in members}
        return set(needed) <= names and not _swells(members, len(content)) and not _acts(names)

    return looks


def _swells(members: Sequence[zipfile.ZipInfo], size: int) -> bool:
    unpacked = sum(member.file_size for member in members)
    return len(members) > MEMBERS or unpacked > UNPACKED or unpacked > size * RATIO


def _acts(names: set[str]) -> bool:
    return any(PurePath(name).name.lower() == "vbaproject.bin" for name in names)


LOOKS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "pdf": _starts(b"%PDF-"),
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "jpg": _starts(b"\xff\xd8\xff"),
    "txt": _text,
    "csv": _text,
    "docx": _packed("[Content_Types].xml", "word/document.xml"),
    "xlsx": _packed("[Content_Types].xml", "xl/workbook.xml"),
    "odt": _packed("mimetype", "content.xml"),
}
