"""Files that people hand in: what is taken, and a look inside that believes no name and no size."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from opencompact.core.phrases import Phrase, PhrasedError, marked
from opencompact.core.record import record

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 25 * MEGABYTE
UNPACKED: Final = 200 * MEGABYTE
MEMBERS: Final = 2_000
RATIO: Final = 100
NAME_LENGTH: Final = 120
PIECE: Final = 64 * 1024
OVERLAP: Final = 2 * 1024  # a sign may lie across two pieces
CONTROLS: Final = frozenset(range(32)) - {9, 10, 12, 13}
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
IN_WORDS: Final = marked(
    "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), .csv, .txt, .png or .jpg"
)
ACCEPT: Final = ",".join(f".{kind}" for kind in (*KINDS, "jpeg"))
# What a package must hold to be what its name says.
PARTS: Final[Mapping[str, frozenset[str]]] = {
    "docx": frozenset({"[Content_Types].xml", "word/document.xml"}),
    "xlsx": frozenset({"[Content_Types].xml", "xl/workbook.xml"}),
    "odt": frozenset({"mimetype", "content.xml"}),
}
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@record
class Sign:
    """What may not stand in some parts of a package, and how that is said."""

    parts: re.Pattern[str]
    found: re.Pattern[bytes]
    says: str


EMPTY: Final = marked("“{name}” is empty")
NOT_INSIDE: Final = marked(
    "“{name}” is not a {KIND} file inside, whatever its name says. Save it again as a {kinds} file"
)
OLD_OR_LOCKED: Final = marked(
    "“{name}” has a password or is of an older Office format. Save it without a password as"
    " .{kind}, or as PDF"
)
LOCKED: Final = marked("“{name}” has a password. Save it without one as .{kind}, or as PDF")
SWELLS: Final = marked(
    "“{name}” unpacks to far more than a document holds. Save it again, or as PDF"
)
STRANGE_NAMES: Final = marked("“{name}” has parts with impossible names. Save it again, or as PDF")
WITH_MACROS: Final = marked("“{name}” holds macros. Save it without macros, or as PDF")
SIGNS: Final = (
    Sign(
        re.compile(r"^\[Content_Types\]\.xml$|\.rels$"),
        re.compile(rb"vbaProject|macroEnabled"),
        WITH_MACROS,
    ),
    Sign(
        re.compile(r"\.(xml|rels|rdf)$", re.IGNORECASE),
        re.compile(rb"<!(DOCTYPE|ENTITY)"),
        marked(
            "“{name}” holds definitions that a document has no use for. Save it again, or as PDF"
        ),
    ),
    # A word processor fetches these from wherever they are when the file is opened.
    Sign(
        re.compile(r"\.rels$"),
        re.compile(
            rb"Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
            rb"(?=[^>]*/(attachedTemplate|oleObject|frame|subDocument)[\"'])"
        ),
        marked(
            "“{name}” would fetch a part of itself from elsewhere when it is opened. Save it again"
            " without its template and linked objects, or as PDF"
        ),
    ),
)


@record
class Claim:
    """What a file says of itself: a name that is safe to keep, and the kind that its end names."""

    name: str
    kind: str


class PaperError(PhrasedError):
    """The file cannot be taken. `says` has why and what to do, for the person who sent it.

    The text comes from `examine` or stands here; its gaps are filled with what the file claims.
    """

    def __init__(self, text: str, said: Claim) -> None:
        super().__init__(
            text,
            name=said.name,
            kind=said.kind,
            KIND=said.kind.upper(),
            kinds=Phrase(IN_WORDS),
            most=LARGEST // MEGABYTE,
        )


def claim(name: str, size: int) -> Claim:
    """Read the name and the size of a file; raises PaperError for one that is never taken."""
    safe = safe_name(name)
    kind = PurePath(safe).suffix.lower().lstrip(".").replace("jpeg", "jpg")
    said = Claim(safe, kind)
    if kind not in KINDS:
        raise PaperError(marked("“{name}” must be a {kinds} file"), said)
    if size > LARGEST:
        raise PaperError(marked("“{name}” must be smaller than {most} MB"), said)
    return said


def safe_name(name: str) -> str:
    """A file name without path, control or direction characters, of a length that fits."""
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(". ") or "file"
    stem, dot, suffix = plain.rpartition(".")
    return plain if len(plain) <= NAME_LENGTH else f"{stem[: NAME_LENGTH - 6]}{dot}{suffix[:5]}"


def is_packed(kind: str) -> bool:
    """Whether a look inside has to unpack, which belongs in a process of its own."""
    return kind in PARTS


def examine(content: bytes, kind: str) -> str:
    """Say what is wrong with the content of a file of this kind; "" when it may be kept.

    The answer is a text for PaperError, which fills its gaps: "“{name}” is empty".
    """
    if not content:
        return EMPTY
    return _packed(content, kind) if is_packed(kind) else _plain(content, kind)


def _plain(content: bytes, kind: str) -> str:
    return "" if LOOKS[kind](content) else NOT_INSIDE


def _packed(content: bytes, kind: str) -> str:
    if content.startswith(OLD_OFFICE):
        return OLD_OR_LOCKED
    if not content.startswith(ZIP):
        return NOT_INSIDE
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return next(_faults(package, kind, len(content)), "")
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError):
        return NOT_INSIDE


def _faults(package: zipfile.ZipFile, kind: str, size: int) -> Iterator[str]:
    """What stands against a package, the cheapest to find first; nothing is unpacked to disk."""
    members = package.infolist()
    names = [member.filename for member in members]
    if not PARTS[kind] <= set(names):
        yield NOT_INSIDE
    if any(member.flag_bits & 1 for member in members):
        yield LOCKED
    if swells(members, size):
        yield SWELLS
    if len(set(names)) < len(names) or any(_escapes(name) for name in names):
        yield STRANGE_NAMES
    if any(PurePath(name).name.lower() == "vbaproject.bin" for name in names):
        yield WITH_MACROS
    for member in members:
        yield from _member_faults(package, member)


def swells(members: Sequence[zipfile.ZipInfo], size: int) -> bool:
    """Whether a package of `size` bytes unpacks to far more than any document holds."""
    unpacked = sum(member.file_size for member in members)
    return len(members) > MEMBERS or unpacked > UNPACKED or unpacked > size * RATIO


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePath(name.replace("\\", "/")).parts


def _member_faults(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[str]:
    """Unpack one member piece by piece, which proves its size and its check sum; read markup."""
    signs = [sign for sign in SIGNS if sign.parts.search(member.filename)]
    kept = b""
    with package.open(member) as unpacked:
        while piece := unpacked.read(PIECE):
            # Without zeros a text in UTF-16 reads like any other.
            window = kept + piece.replace(b"\0", b"") if signs else b""
            yield from (sign.says for sign in signs if sign.found.search(window))
            kept = window[-OVERLAP:]


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


LOOKS: Final[Mapping[str, Callable[[bytes], bool]]] = {
    "pdf": _starts(b"%PDF-"),
    "png": _starts(b"\x89PNG\r\n\x1a\n"),
    "jpg": _starts(b"\xff\xd8\xff"),
    "txt": _text,
    "csv": _text,
}
