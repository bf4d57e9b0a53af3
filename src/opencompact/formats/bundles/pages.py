"""One paper as tagged pages in a file of its own, harmless: what scripts it held is gone.

Runs in a process of its own: the paper is a stranger's.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import docx
import pikepdf
import typst
from pikepdf import Dictionary, Name

from opencompact.formats.bundles import sheets, tagging
from opencompact.formats.bundles.plan import JOB, BundleError, Job, Pages
from opencompact.formats.papers import KINDS

PICTURES: Final = frozenset({"png", "jpg"})
# One paper has no more pages than this.
MOST_PAGES: Final = 5_000
# What the readers of texts say of a file that is not what it claims to be.
BROKEN: Final = (
    ValueError, KeyError, AttributeError, OSError, SyntaxError, csv.Error, zipfile.BadZipFile,
    zlib.error, docx.exceptions.PythonDocxError,
)  # fmt: skip
# What a page keeps; everything else could do something or show something elsewhere.
KEPT: Final = frozenset(
    {
        "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents",
        "/Group", "/StructParents", "/Tabs", "/UserUnit",
    }
)  # fmt: skip


class _NotShownError(Exception):
    """The file cannot be shown as pages; the message is for the page that says so."""


def pages(given: bytes, folder: str) -> Pages:
    """Write the pages of a paper to `folder`, as `<number>.pdf`."""
    job, place = JOB.validate_json(given), Path(folder)
    out = place / f"{job.part.number}.pdf"
    try:
        made, attached = _pages(job, place)
    except _NotShownError as why:
        made = _opened(sheets.notice(job.part, job.words, job.at, str(why)))
        with made:
            _attach(made, job, place)
            return _saved(made, out, shown=False)
    with made:
        if attached:
            _attach(made, job, place)
        return _saved(made, out, shown=True)


def _pages(job: Job, place: Path) -> tuple[pikepdf.Pdf, bool]:
    """The pages, and whether the original is attached because they are not the whole of it."""
    part, words = job.part, job.words
    if not part.file:
        return _opened(sheets.statement(part, words, job.at)), False
    if job.skip:
        raise _NotShownError(words.too_much)
    content = place / part.file
    if part.kind == "pdf":
        return _cleaned(job, content), False
    if part.kind in PICTURES:
        return _picture(job, place), False
    if part.kind in TEXTS:
        return _opened(sheets.text(part, words, job.at, _text(job, content))), True
    raise _NotShownError(words.no_pages)


def _opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def _picture(job: Job, place: Path) -> pikepdf.Pdf:
    """A picture on a page. Its ending is the one that it was found to have inside."""
    file = place / f"picture.{job.part.kind}"
    file.write_bytes((place / job.part.file).read_bytes())
    try:
        return _opened(sheets.picture(job.part, job.words, job.at, place, file.name))
    except typst.TypstError as error:
        raise _NotShownError(job.words.damaged) from error
    finally:
        file.unlink()


def _text(job: Job, content: Path) -> str:
    try:
        return TEXTS[job.part.kind](content.read_bytes())
    except BROKEN as error:
        raise _NotShownError(job.words.damaged) from error


def _of_word(content: bytes) -> str:
    """The paragraphs of a Word file, and the cells of its tables, in their order."""
    found = docx.Document(io.BytesIO(content))
    lines = []
    for one in found.iter_inner_content():
        if isinstance(one, docx.table.Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in one.rows]
        else:
            lines.append(one.text)
    return "\n\n".join(lines)


def _plain(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _of_csv(content: bytes) -> str:
    rows = csv.reader(io.StringIO(_plain(content)))
    return "\n".join(" | ".join(row) for row in rows)


TEXTS: Final[Mapping[str, Callable[[bytes], str]]] = {
    "docx": _of_word,
    "txt": _plain,
    "csv": _of_csv,
}


def _cleaned(job: Job, content: Path) -> pikepdf.Pdf:
    """The pages of a PDF: what is filled in becomes part of them, all else that can act goes."""
    try:
        found = pikepdf.open(content)
        if not 0 < len(found.pages) <= MOST_PAGES:
            raise _NotShownError(job.words.damaged)
        had_form = Name.Fields in found.Root.get(Name.AcroForm, Dictionary())
        _drawn_in(found, had_form=had_form)
        for page in found.pages:
            _bare(page)
        for key in set(found.Root.keys()) - {"/Type", "/Pages", "/StructTreeRoot", "/Lang"}:
            del found.Root[key]
        tagging.tag(found, job.part.title, job.words, rebuild=had_form)
    except pikepdf.PasswordError as error:
        raise _NotShownError(job.words.locked) from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _NotShownError(job.words.damaged) from error
    return found


def _drawn_in(found: pikepdf.Pdf, *, had_form: bool) -> None:
    if had_form:
        found.generate_appearance_streams()
    found.flatten_annotations("screen")


def _bare(page: pikepdf.Page) -> None:
    """A page with what it inherits, in its visible box, and nothing that acts."""
    inherited = {key: _inherited(page.obj, key) for key in ("/MediaBox", "/CropBox", "/Rotate")}
    resources = _inherited(page.obj, "/Resources")
    for key in set(page.obj.keys()) - KEPT:
        del page.obj[key]
    for key, value in (*inherited.items(), ("/Resources", resources)):
        if value is not None:
            page.obj[key] = value
    if resources is None:
        page.obj[Name.Resources] = Dictionary()
    box = tagging.visible(page)
    page.obj[Name.MediaBox] = page.obj[Name.CropBox] = pikepdf.Array(box)
    page.obj[Name.Rotate] = tagging.turned(page)


def _inherited(node: Any, key: str, deepest: int = 50) -> Any:
    for _ in range(deepest):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _attach(made: pikepdf.Pdf, job: Job, place: Path) -> None:
    """Put the original beside its pages."""
    part = job.part
    made.attachments[f"{part.number:03} {part.name}"] = pikepdf.AttachedFileSpec(
        made,
        (place / part.file).read_bytes(),
        description=part.title,
        filename=f"{part.number:03} {part.name}",
        mime_type=KINDS.get(part.kind, "application/octet-stream").partition(";")[0],
        relationship=Name.Source,
    )


def _saved(made: pikepdf.Pdf, out: Path, *, shown: bool) -> Pages:
    count = len(made.pages)
    if not count:
        raise BundleError("The paper has no pages.")
    made.save(out, deterministic_id=True)
    return Pages(count, shown)
