"""Reads a bundle back as its reader does: words of pages, bookmarks, links, and the structure."""

from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name


def texts(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(str(path)) as found:
        return [page.get_textpage().get_text_range() for page in found]


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page of each bookmark."""
    with pypdfium2.PdfDocument(str(path)) as found:
        return [
            (one.level, one.get_title(), one.get_dest().get_index() + 1) for one in found.get_toc()
        ]


def links(path: Path, pages: int) -> list[tuple[str, int]]:
    """What is said of each link on the first pages, and the page it leads to."""
    with pikepdf.open(path) as found:
        places = {page.objgen: number for number, page in enumerate(found.pages, 1)}
        return [
            (str(note.Contents), places[note.Dest[0].objgen])
            for page in found.pages[:pages]
            for note in page.obj.get(Name.Annots, [])
        ]


def kids(one) -> list:
    found = one.get(Name.K)
    return list(found) if isinstance(found, Array) else [] if found is None else [found]


def elements(found: pikepdf.Pdf):
    """Every element of the structure, with how deep it lies."""
    waiting = [(one, 0) for one in reversed(kids(found.Root.StructTreeRoot))]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        waiting += [
            (kid, depth + 1)
            for kid in reversed(kids(one))
            if isinstance(kid, Dictionary) and Name.S in kid
        ]


def unsound(path: Path) -> list[str]:
    """What is wrong with the structure: content that nobody owns, or that two say they own."""
    with pikepdf.open(path) as found:
        parents = dict(pikepdf.NumberTree(found.Root.StructTreeRoot.ParentTree).items())
        owned = {piece for one, _depth in elements(found) for piece in pieces(one)}
        keys = [int(page.obj.StructParents) for page in found.pages]
        faults = ["two pages with one number"] if len(set(keys)) != len(keys) else []
        for page in found.pages:
            row = parents.get(int(page.obj.StructParents), ())
            faults += [
                f"mark {mark} on page {page.index + 1} has no one owner"
                for mark in marks(page)
                if mark >= len(row) or (page.objgen, mark, row[mark].objgen) not in owned
            ]
    return faults


def pieces(one):
    """The marked pieces of pages that an element says are its own."""
    page = one.get(Name.Pg)
    for kid in kids(one):
        if isinstance(kid, int):
            yield page.objgen, kid, one.objgen
        elif kid.get(Name.Type) == Name.MCR and Name.Stm not in kid:
            yield kid.get(Name.Pg, page).objgen, int(kid.MCID), one.objgen


def marks(page: pikepdf.Page) -> set[int]:
    """The numbers of the marked pieces of a page."""
    found = set()
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary):
            mark = operands[1].get(Name.MCID)
            if mark is not None:
                found.add(int(mark))
    return found


def words_anywhere(path: Path) -> bytes:
    """Every object and every stream of a file, unpacked."""
    with pikepdf.open(path) as found:
        parts = []
        for one in found.objects:
            parts.append(bytes(str(one.unparse(resolved=False)), "utf-8", "replace"))
            if isinstance(one, pikepdf.Stream):
                try:
                    parts.append(one.read_bytes())
                except pikepdf.PdfError:
                    parts.append(one.read_raw_bytes())
        return b"\n".join(parts)
