"""The structure of pages that a screen reader follows: kept where a maker gave it, else made."""

import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from opencompact.formats.bundles.plan import Words

MOST_ELEMENTS: Final = 200_000
A4: Final = (0.0, 0.0, 595.0, 842.0)
SMALLEST, LARGEST = 3.0, 14_400.0
# What an element keeps: its kind, its children and what is said in place of it.
KEPT: Final = frozenset(
    {"/Type", "/S", "/K", "/P", "/Pg", "/A", "/Alt", "/ActualText", "/E", "/Lang", "/T", "/ID"}
)
STANDARD: Final = frozenset(
    {
        "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI",
        "/Index", "/NonStruct", "/Private", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P",
        "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot",
        "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Ruby",
        "/RB", "/RT", "/RP", "/Warichu", "/WT", "/WP", "/Figure", "/Formula", "/Form",
    }
)  # fmt: skip


def tag(found: pikepdf.Pdf, title: str, words: Words, *, rebuild: bool) -> None:
    """Keep the structure that a PDF has, made plain; make one where it has none that holds."""
    if rebuild or not _is_tagged(found) or not _plain(found):
        _made(found, title, words)


def visible(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The part of a page that is seen; A4 where its maker wrote down nonsense."""
    outer = _box(page.obj.get(Name.MediaBox)) or A4
    inner = _box(page.obj.get(Name.CropBox)) or outer
    seen = (
        max(outer[0], inner[0]), max(outer[1], inner[1]),
        min(outer[2], inner[2]), min(outer[3], inner[3]),
    )  # fmt: skip
    wide, high = seen[2] - seen[0], seen[3] - seen[1]
    return seen if SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST else outer


def turned(page: pikepdf.Page) -> int:
    """By how much a page is turned when it is shown: 0, 90, 180 or 270."""
    try:
        angle = int(page.obj.get(Name.Rotate, 0))
    except (TypeError, ValueError):
        return 0
    return angle % 360 if angle % 90 == 0 else 0


def numbers(tree: Any) -> dict[int, Any]:
    """A number tree as a plain table."""
    return dict(pikepdf.NumberTree(tree).items()) if tree is not None else {}


def _box(value: Any) -> tuple[float, float, float, float] | None:
    try:
        a, b, c, d = (float(one) for one in value)
    except (TypeError, ValueError):
        return None
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    wide, high = box[2] - box[0], box[3] - box[1]
    return box if SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST else None


def _is_tagged(found: pikepdf.Pdf) -> bool:
    root = found.Root.get(Name.StructTreeRoot)
    whole = isinstance(root, Dictionary) and Name.K in root and Name.ParentTree in root
    return whole and all(Name.StructParents in page.obj for page in found.pages)


def _plain(found: pikepdf.Pdf) -> bool:
    """Walk the whole tree once: kinds by their standard names, nothing that points elsewhere."""
    root = found.Root.StructTreeRoot
    roles = root.get(Name.RoleMap, Dictionary())
    ours: set[Any] = {page.objgen for page in found.pages}
    seen: set[tuple[int, int]] = set()
    waiting = [kid for kid in _kids(root) if isinstance(kid, Dictionary)]
    while waiting:
        one = waiting.pop()
        if one.objgen in seen or len(seen) > MOST_ELEMENTS or not one.is_indirect:
            return False
        seen.add(one.objgen)
        _simple(one, roles)
        kids = [kid for kid in _kids(one) if _stays(kid, ours)]
        one[Name.K] = Array(kids)
        waiting += [kid for kid in kids if isinstance(kid, Dictionary) and Name.S in kid]
    for key in set(root.keys()) - {"/Type", "/K", "/ParentTree"}:
        del root[key]
    return bool(seen)


def _simple(one: Dictionary, roles: Any) -> None:
    one[Name.S] = _standard(one.get(Name.S), roles)
    for key in set(one.keys()) - KEPT:
        del one[key]


def _standard(kind: Any, roles: Any, most: int = 10) -> Any:
    """The standard name behind a maker's own; a plain division where there is none."""
    for _ in range(most):
        if str(kind) in STANDARD:
            return kind
        kind = roles.get(str(kind)) if kind is not None else None
    return Name.Div


def _kids(one: Any) -> Iterator[Any]:
    found = one.get(Name.K)
    if isinstance(found, Array):
        yield from found
    elif found is not None:
        yield found


def _stays(kid: Any, ours: set[Any]) -> bool:
    """Keep elements and content; what points to an annotation goes with the annotation."""
    if not isinstance(kid, Dictionary):
        return isinstance(kid, int)
    if Name.S in kid:
        return True
    page = kid.get(Name.Pg)
    return kid.get(Name.Type) == Name.MCR and (page is None or page.objgen in ours)


def _made(found: pikepdf.Pdf, title: str, words: Words) -> None:
    """A section with the title, in it each page as a paragraph, or as a picture without text."""
    root = found.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    section = found.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Sect, P=root, T=String(title))
    )
    kids, parents = Array(), Array()
    for number, page in enumerate(found.pages):
        one = found.make_indirect(_element(page, section, title, words, number + 1))
        _wrapped(found, page, str(one.S))
        page.obj[Name.StructParents] = number
        kids.append(one)
        parents.append(number)
        parents.append(found.make_indirect(Array([one])))
    section[Name.K] = kids
    root[Name.K] = Array([section])
    root[Name.ParentTree] = found.make_indirect(Dictionary(Nums=parents))
    found.Root[Name.StructTreeRoot] = root


def _element(page: pikepdf.Page, section: Any, title: str, words: Words, number: int) -> Dictionary:
    one = Dictionary(Type=Name.StructElem, P=section, Pg=page.obj, K=0)
    if _has_text(page.obj.Resources):
        one[Name.S] = Name.P
    else:
        one[Name.S] = Name.Figure
        one[Name.Alt] = String(words.scan.format(title=title, page=number))
        one[Name.A] = Dictionary(O=Name.Layout, BBox=page.obj.MediaBox, Placement=Name.Block)
    return one


def _has_text(resources: Any, depth: int = 0) -> bool:
    """Whether a page, or a form in it, has letters to read."""
    if not isinstance(resources, Dictionary) or depth > 3:  # noqa: PLR2004 - deep enough
        return False
    if len(resources.get(Name.Font, Dictionary())):
        return True
    forms = resources.get(Name.XObject, Dictionary())
    return any(
        _has_text(one.get(Name.Resources), depth + 1)
        for one in forms.values()
        if isinstance(one, pikepdf.Stream) and one.get(Name.Subtype) == Name.Form
    )


def _wrapped(found: pikepdf.Pdf, page: pikepdf.Page, kind: str) -> None:
    """Make the content of a page one piece: marks in it and unbalanced commands stay inside."""
    form = pikepdf.Stream(
        found,
        zlib.compress(_content(page.obj.get(Name.Contents))),
        Filter=Name.FlateDecode,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=page.obj.MediaBox,
        Resources=page.obj.Resources,
    )
    if Name.Group in page.obj:
        form[Name.Group] = page.obj.Group
        del page.obj[Name.Group]
    page.obj[Name.Resources] = Dictionary(XObject=Dictionary(Page=found.make_indirect(form)))
    said = f"{kind} <</MCID 0>> BDC\nq /Page Do Q\nEMC\n"
    page.obj[Name.Contents] = found.make_stream(said.encode())


def _content(streams: Any) -> bytes:
    """What a page draws, in one piece."""
    if isinstance(streams, pikepdf.Stream):
        return streams.read_bytes()
    found = streams if isinstance(streams, Array) else ()
    return b"\n".join(one.read_bytes() for one in found if isinstance(one, pikepdf.Stream))
