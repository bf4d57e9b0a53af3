"""Papers of every kind for a bundle, made here: tagged, turned, huge, locked, broken, scripted."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from unittest import mock

import docx
import pikepdf
from pikepdf import Dictionary, Name, String
from PIL import Image

from opencompact.formats import apart, bundles
from opencompact.formats.bundles import making
from opencompact.formats.typeset import pdf

AT = datetime(2026, 3, 25, tzinfo=UTC)
WORDS = bundles.Words(
    lang="en", contents="Contents", number="No.", title="Paper", on="Dated",
    standing="How the sides see it", pages="Pages", page="Page",
    page_of="2026-004 · Page {page} of {pages}", text_only="The text of “{name}”.",
    no_pages="“{name}” is no pages.", locked="“{name}” is locked.",
    damaged="“{name}” is damaged.", too_much="“{name}” is too much.", cut="It is cut here.",
    picture="Picture: {name}", scan="Page {page} of “{title}”, a picture",
)  # fmt: skip
SCRIPT, EVIL = "app.alert('zapp')", b"evil-attachment"


def _here(reader: str, given: bytes, folder: Path, _limits: object) -> dict:
    module, name = apart.READERS[reader][0].split(":")
    return asdict(getattr(import_module(module), name)(given, str(folder)))


@contextmanager
def in_process() -> Iterator[None]:
    """Make bundles in this process, which is much faster: the papers are our own."""
    with mock.patch.object(making, "_apart", _here):
        yield


def saved(made: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def tagged(title: str, pages: int = 2) -> bytes:
    """A PDF with a structure of its own: headings, a table, a link."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    part = f"# {title}\n\nWords of {title}, [a link](https://example.org).\n\n{table}"
    return pdf(part * 5 * pages, title=title, at=AT)


def drawn(text: str, pages: int = 1, size=(595, 842), turn: int = 0) -> pikepdf.Pdf:
    """Pages without structure, each with a line of text; their commands are not balanced."""
    made = pikepdf.new()
    for number in range(1, pages + 1):
        made.add_blank_page(page_size=size)
        page = made.pages[-1].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        words = f"q q BT /F1 12 Tf {size[0] / 4} {size[1] / 2} Td ({text} {number}) Tj ET"
        page.Contents = made.make_stream(words.encode())
        page.Rotate = turn
    return made


def plain(text: str, pages: int = 1, **how) -> bytes:
    return saved(drawn(text, pages, **how))


def locked(text: str) -> bytes:
    return saved(drawn(text), encryption=pikepdf.Encryption(user="open", owner="sesame"))


def scripted(text: str) -> bytes:
    """Runs a script and a program when it is opened or looked at, holds a form and a file."""
    made = drawn(text)
    script = Dictionary(S=Name.JavaScript, JS=String(SCRIPT))
    launch = Dictionary(S=Name.Launch, F=String("zapp.exe"))
    page = made.pages[0].obj
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    page.AA = Dictionary(O=launch)
    made.attachments["evil.bin"] = pikepdf.AttachedFileSpec(made, EVIL)
    filled = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("filled in"),
        DA=String("/F1 12 Tf 0 g"), Rect=[100, 100, 300, 130], F=4, P=page, A=launch,
    )  # fmt: skip
    box = made.make_indirect(filled)
    jump = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=launch)
    page.Annots = [box, made.make_indirect(jump)]
    made.Root.AcroForm = Dictionary(Fields=[box], DR=page.Resources, NeedAppearances=True)
    return saved(made)


def picture(kind: str, size=(800, 1200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, "JPEG" if kind == "jpg" else "PNG")
    return out.getvalue()


def word(text: str) -> bytes:
    made = docx.Document()
    made.add_heading("Minutes")
    made.add_paragraph(text)
    made.add_table(1, 2).rows[0].cells[1].text = "in a cell"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@dataclass
class Shelf:
    """Papers put together for a bundle, in a folder."""

    folder: Path
    parts: list[bundles.Part] = field(default_factory=list)
    entries: list[bundles.Entry] = field(default_factory=list)

    def put(self, title: str, kind: str = "", content: bytes = b"", heading="Elm", says=()):
        number = len(self.parts) + 1
        file = f"source{number}" if kind else ""
        if kind:
            (self.folder / file).write_bytes(content)
        part = bundles.Part(number, title, "", tuple(says), file, f"{title}.{kind}", kind)
        self.parts.append(part)
        self.entries.append(bundles.Entry(number, heading, title, "18 March 2026", "Agreed", "", 0))
        return part

    def plan(self) -> bundles.Plan:
        return bundles.Plan(
            title="Bundle of papers in case 2026-004",
            cover=(("Case", "2026-004"), ("Between", "Elm Street Centre and the City Council")),
            notes=("Nothing here is public.",),
            words=WORDS,
            at=int(AT.timestamp()),
            entries=tuple(self.entries),
        )

    def build(self, **how) -> bundles.Made:
        return bundles.build(self.plan(), self.parts, self.folder, **how)
