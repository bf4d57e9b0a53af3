"""Binds the pages of all papers to one file: numbers, bookmarks, index, structure, attachments.

Sources are opened, not read: what they hold is copied when the whole is written to its file.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pikepdf
from pikepdf import AccessMode, Array, Dictionary, Name, OutlineItem, String

from opencompact.core.bundles import spans
from opencompact.formats.bundles import sheets, tagging
from opencompact.formats.bundles.plan import PLAN, Bound, BundleError, Entry, Plan

FILE: Final = "bundle.pdf"
A4_WIDTH: Final = 595.0
# How often the front is set until its own length no longer changes what it says.
ROUNDS: Final = 6


def bound(given: bytes, folder: str) -> Bound:
    """Write the whole to `folder`, as bundle.pdf."""
    plan, place = PLAN.validate_json(given), Path(folder)
    front, front_pages = _front(plan)
    ranges = spans((one.pages for one in plan.entries), front_pages)
    total = ranges[-1][1] if ranges else front_pages
    with ExitStack() as opened, pikepdf.new() as out:
        binder = _Binder(out, plan)
        binder.add(opened.enter_context(pikepdf.open(BytesIO(front))), plan.title)
        for entry in plan.entries:
            source = pikepdf.open(place / entry.file, access_mode=AccessMode.stream)
            binder.add(opened.enter_context(source), f"{entry.number}. {entry.title}")
        if len(out.pages) != total:
            raise BundleError("The papers have other numbers of pages than was said.")
        stamps = pikepdf.open(BytesIO(sheets.stamps(plan, total)))
        _number(out, opened.enter_context(stamps))
        first = {e.number: span[0] for e, span in zip(plan.entries, ranges, strict=True)}
        _lead(out, front_pages, first)
        _bookmarks(out, plan, first)
        binder.close()
        out.save(
            place / FILE,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return Bound(total, first)


def _front(plan: Plan) -> tuple[bytes, int]:
    """Cover and index with the right numbers of pages, which depend on how long they are."""
    pages = 2
    for _ in range(ROUNDS):
        made = sheets.front(plan, pages)
        with pikepdf.open(BytesIO(made)) as found:
            count = len(found.pages)
        if count == pages:
            return made, pages
        pages = count
    raise BundleError("The index does not settle on a number of pages.")


class _Binder:
    """The file under way, with one tree of structure for all that is put into it."""

    def __init__(self, out: pikepdf.Pdf, plan: Plan) -> None:
        self.out, self.plan = out, plan
        self.root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.whole = out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )
        self.kids: list[Any] = []
        self.parents: list[Any] = []
        self.files: dict[str, Any] = {}
        self.next = 0

    def add(self, source: pikepdf.Pdf, title: str) -> None:
        """All pages of a source, its structure as a section, and what is attached to it."""
        start = len(self.out.pages)
        self.out.pages.extend(source.pages)
        pages = [self.out.pages[n].obj for n in range(start, len(self.out.pages))]
        section = self.out.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Sect, P=self.whole, T=String(title))
        )
        if Name.Lang in source.Root:
            section[Name.Lang] = String(str(source.Root.Lang))
        self._adopt(source, section, pages)
        self.kids.append(section)
        attached = [self._attach(name, spec.obj) for name, spec in source.attachments.items()]
        if attached:
            section[Name.AF] = Array(attached)

    def _adopt(self, source: pikepdf.Pdf, section: Any, pages: Sequence[Any]) -> None:
        """Take over a tree. Its numbers go on where those of the last one ended."""
        tree = self.out.copy_foreign(source.Root.StructTreeRoot)
        old = tagging.numbers(tree.ParentTree)
        offset, self.next = self.next, self.next + max(old, default=-1) + 1
        for key in sorted(old):
            self.parents.extend([offset + key, old[key]])
        tops = list(tree.K) if isinstance(tree.K, Array) else [tree.K]
        for top in tops:
            top[Name.P] = section
        section[Name.K] = Array(tops)
        _renumber(pages, tops, offset)

    def _attach(self, name: str, spec: Any) -> Any:
        self.files[name] = self.out.make_indirect(self.out.copy_foreign(spec))
        return self.files[name]

    def close(self) -> None:
        """What the reader of the file is told of it as a whole."""
        out, words = self.out, self.plan.words
        self.whole[Name.K] = Array(self.kids)
        self.root[Name.K] = Array([self.whole])
        self.root[Name.ParentTree] = out.make_indirect(Dictionary(Nums=Array(self.parents)))
        self.root[Name.ParentTreeNextKey] = self.next
        out.Root[Name.StructTreeRoot] = self.root
        out.Root[Name.MarkInfo] = Dictionary(Marked=True)
        out.Root[Name.Lang] = String(words.lang)
        out.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True)
        out.Root[Name.PageMode] = Name.UseOutlines
        if self.files:
            named = [one for name in sorted(self.files) for one in (String(name), self.files[name])]
            out.Root[Name.Names] = Dictionary(EmbeddedFiles=Dictionary(Names=Array(named)))
            out.Root[Name.AF] = Array([self.files[name] for name in sorted(self.files)])
        with out.open_metadata(set_pikepdf_as_editor=False) as said:
            said["dc:title"] = self.plan.title
            said["dc:language"] = {words.lang}
            said["xmp:CreateDate"] = sheets.moment(self.plan.at).isoformat()


def _renumber(pages: Iterable[Any], tops: Iterable[Any], offset: int) -> None:
    """The numbers by which pages, annotations and forms find their elements."""
    for page in pages:
        page[Name.StructParents] = int(page.get(Name.StructParents, 0)) + offset
        page[Name.Tabs] = Name.S
        for note in page.get(Name.Annots, []):
            if Name.StructParent in note:
                note[Name.StructParent] = int(note.StructParent) + offset
    done: set[tuple[int, int]] = set()
    waiting = list(tops)
    while waiting:
        one = waiting.pop()
        if not isinstance(one, Dictionary):
            continue
        form = one.get(Name.Stm)
        if form is not None and form.objgen not in done and Name.StructParents in form:
            done.add(form.objgen)
            form[Name.StructParents] = int(form.StructParents) + offset
        kids = one.get(Name.K)
        waiting += list(kids) if isinstance(kids, Array) else [kids]


def _number(out: pikepdf.Pdf, stamps: pikepdf.Pdf) -> None:
    """Put its number on every page, on a strip below what the page shows."""
    for page, stamp in zip(out.pages, stamps.pages, strict=True):
        form = out.copy_foreign(stamp.as_form_xobject(handle_transformations=False))
        _stamped(out, page, out.make_indirect(form))


def _stamped(out: pikepdf.Pdf, page: pikepdf.Page, form: Any) -> None:
    a, b, c, d = box = tagging.visible(page)
    angle = tagging.turned(page)
    wide, high = (c - a, d - b) if angle % 180 == 0 else (d - b, c - a)
    scale = max(min(wide, high) / A4_WIDTH, min(wide / sheets.WIDTH, 1.0), 0.01)
    scale = min(scale, wide / sheets.WIDTH)
    strip = sheets.HEIGHT * scale
    # How the page is turned says which of its sides is the foot, and which way the text runs.
    grown, turn = {
        0: ((a, b - strip, c, d), (1, 0, 0, 1, a, b - strip)),
        90: ((a, b, c + strip, d), (0, 1, -1, 0, c + strip, b)),
        180: ((a, b, c, d + strip), (-1, 0, 0, -1, c, d + strip)),
        270: ((a - strip, b, c, d), (0, -1, 1, 0, a - strip, d)),
    }[angle]
    middle = (wide - sheets.WIDTH * scale) / 2
    before = (
        f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q {_figures(turn)} cm"
        f" 1 1 1 rg 0 0 {_figures((wide, strip))} re f Q EMC"
        f" q {_figures(turn)} cm {_figures((scale, 0, 0, scale, middle, 0))} cm /PageNumber Do Q"
        f" q {_figures((box[0], box[1], c - a, d - b))} re W n\n"
    )
    page.obj[Name.MediaBox] = page.obj[Name.CropBox] = Array(grown)
    page.obj[Name.Resources] = _with(page.obj.get(Name.Resources, Dictionary()), form)
    page.contents_add(out.make_stream(before.encode()), prepend=True)
    page.contents_add(out.make_stream(b"\nQ\n"))


def _with(resources: Any, form: Any) -> Dictionary:
    """Resources of one page alone: several pages may share theirs, and each has its number."""
    own = Dictionary(dict(resources.items()))
    own[Name.XObject] = Dictionary(dict(resources.get(Name.XObject, Dictionary()).items()))
    own.XObject[Name.PageNumber] = form
    return own


def _figures(values: Iterable[float]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _lead(out: pikepdf.Pdf, front: int, first: Mapping[int, int]) -> None:
    """Make each line of the index lead to the first page of its paper."""
    for page in out.pages[:front]:
        for note in page.obj.get(Name.Annots, []):
            href = str(note.get(Name.A, Dictionary()).get(Name.URI, ""))
            if href.startswith(sheets.ENTRY):
                number = int(href.removeprefix(sheets.ENTRY))
                del note[Name.A]
                note[Name.Dest] = Array([out.pages[first[number] - 1].obj, Name.Fit])
                note[Name.Contents] = String(str(first[number]))


def _bookmarks(out: pikepdf.Pdf, plan: Plan, first: Mapping[int, int]) -> None:
    with out.open_outline() as outline:
        outline.root.append(OutlineItem(plan.words.contents, 0))
        for heading, some in groupby(plan.entries, key=lambda one: one.heading):
            entries = list(some)
            top = OutlineItem(heading, first[entries[0].number] - 1)
            top.children.extend(_bookmark(entry, first) for entry in entries)
            outline.root.append(top)


def _bookmark(entry: Entry, first: Mapping[int, int]) -> OutlineItem:
    return OutlineItem(f"{entry.number}. {entry.title}", first[entry.number] - 1)
