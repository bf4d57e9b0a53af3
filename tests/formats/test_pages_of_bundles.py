"""Single papers as pages: whatever a stranger wrote into a file, pages come of it or a notice."""

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from opencompact.formats.bundles import pages, tagging
from opencompact.formats.bundles.plan import JOB, Job, Part
from tests.formats import shelf

AT = int(shelf.AT.timestamp())


def made(folder: Path, kind: str, content: bytes):
    """What becomes of a file, and the pages."""
    (folder / "source").write_bytes(content)
    job = Job(Part(1, "A paper", file="source", name=f"paper.{kind}", kind=kind), shelf.WORDS, AT)
    found = pages.pages(JOB.dump_json(job), str(folder))
    return found, pikepdf.open(folder / "1.pdf")


def odd(change) -> bytes:
    """A PDF with something changed about its only page."""
    drawn = shelf.drawn("words")
    change(drawn, drawn.pages[0].obj)
    return shelf.saved(drawn)


def inherit(drawn, page):
    """Box, turn and resources stand above the page."""
    parent = page.Parent
    for key in (Name.MediaBox, Name.Rotate, Name.Resources):
        parent[key] = page[key]
        del page[key]
    parent[Name.Rotate] = 90


def several(drawn, page):
    page.Contents = Array([drawn.make_stream(b"q"), drawn.make_stream(b"BT ET")])


def without(key):
    def change(_drawn, page):
        del page[key]

    return change


def put(key, value):
    def change(_drawn, page):
        page[key] = value

    return change


def loop(drawn, _page):
    """A structure that holds itself."""
    root = drawn.make_indirect(Dictionary(Type=Name.StructTreeRoot, ParentTree=Dictionary(Nums=[])))
    one = drawn.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root))
    one.K = Array([one])
    root.K = one
    drawn.Root.StructTreeRoot = root
    drawn.pages[0].obj.StructParents = 0


@pytest.mark.parametrize(
    ("change", "box", "turn"),
    [
        (inherit, (0, 0, 595, 842), 90),
        (several, (0, 0, 595, 842), 0),
        (without("/Contents"), (0, 0, 595, 842), 0),
        (without("/Resources"), (0, 0, 595, 842), 0),
        # The library itself mends this one, with the size that is usual where it comes from.
        (without("/MediaBox"), (0, 0, 612, 792), 0),
        (put("/MediaBox", Array([0, 0, 0, 0])), (0, 0, 595, 842), 0),
        (put("/MediaBox", Array([600, 800, 0, 0])), (0, 0, 600, 800), 0),
        (put("/CropBox", Array([10, 20, 300, 400])), (10, 20, 300, 400), 0),
        (put("/CropBox", Array([900, 900, 950, 950])), (0, 0, 595, 842), 0),
        (put("/Rotate", -90), (0, 0, 595, 842), 270),
        (put("/Rotate", 45), (0, 0, 595, 842), 0),
        (loop, (0, 0, 595, 842), 0),
    ],
)
def test_odd_pages_are_shown(tmp_path, change, box, turn):
    found, paper = made(tmp_path, "pdf", odd(change))
    assert (found.pages, found.shown) == (1, True)
    (page,) = paper.pages
    assert tuple(float(side) for side in page.obj.MediaBox) == box
    assert int(page.obj.Rotate) == turn
    tree = paper.Root.StructTreeRoot
    assert str(tree.K[0].T) == "A paper"
    assert set(tagging.numbers(tree.ParentTree)) == {0}


def test_a_maker_s_own_kinds_of_elements_get_their_standard_names(tmp_path):
    with pikepdf.open(io.BytesIO(shelf.tagged("Letter"))) as tagged:
        for one in tagged.objects:
            if isinstance(one, Dictionary) and one.get(Name.S) == Name.H1:
                one.S = Name("/Ueberschrift")
        tagged.Root.StructTreeRoot.RoleMap = Dictionary(Ueberschrift=Name.H1)
        content = shelf.saved(tagged)
    _found, paper = made(tmp_path, "pdf", content)
    kinds = {str(one.S) for one in paper.objects if isinstance(one, Dictionary) and Name.S in one}
    assert "/H1" in kinds
    assert "/Ueberschrift" not in kinds


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("docx", b"PK\x03\x04", False),
        ("txt", b"\xff\xfe\x00", True),
        ("csv", b"a,b\n", True),
        ("odt", b"PK\x03\x04", False),
        ("jpg", b"\xff\xd8\xff broken", False),
        ("pdf", b"", False),
    ],
)
def test_what_is_no_pages_is_attached(tmp_path, kind, content, says):
    found, paper = made(tmp_path, kind, content)
    assert found.shown == says
    assert [spec.get_file().read_bytes() for spec in paper.attachments.values()] == [content]


def test_text_is_never_a_command_and_a_long_one_is_cut(tmp_path, monkeypatch):
    monkeypatch.setattr("opencompact.formats.bundles.sheets.LONGEST", 30)
    evil = b'#read("/etc/passwd") #sys.version ] [ $ \\u{41} and more than thirty letters'
    found, paper = made(tmp_path, "txt", evil)
    assert found.shown
    paper.save(tmp_path / "out.pdf")
    from tests.formats.reading_bundles import texts

    (said,) = texts(tmp_path / "out.pdf")
    assert '#read("/etc/passwd") #sys.vers' in said
    assert "It is cut here." in said
    assert "thirty letters" not in said
