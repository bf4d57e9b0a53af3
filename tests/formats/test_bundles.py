"""One PDF of many papers: its numbers, index, bookmarks, structure, and what is left out of it."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Name

from opencompact.formats import apart, bundles
from opencompact.formats.bundles import making, pages
from tests import figures
from tests.formats import shelf
from tests.formats.reading_bundles import (
    bookmarks,
    elements,
    links,
    texts,
    unsound,
    words_anywhere,
)
from tests.formats.shelf import Shelf


def fill(one: Shelf) -> None:
    """One paper of each kind."""
    one.put("Statement", says=[("What outcome?", "We want\nmore time.\n\nAnd #an *apology*.")])
    one.put("Letter", "pdf", shelf.tagged("Letter"))
    for turn in (0, 90, 180, 270):
        one.put(f"Turned {turn}", "pdf", shelf.plain(f"turned-{turn}", turn=turn))
    one.put("Poster", "pdf", shelf.plain("poster", size=(14_000, 14_000)), heading="Hall")
    one.put("Label", "pdf", shelf.plain("label", size=(30, 40)), heading="Hall")
    one.put("Locked", "pdf", shelf.locked("secret"), heading="Hall")
    one.put("Broken", "pdf", b"%PDF-1.7\n1 0 obj\n", heading="Hall")
    one.put("Scripted", "pdf", shelf.scripted("looks harmless"), heading="Hall")
    one.put("Photo", "png", shelf.picture("png"), heading="Hall")
    one.put("Banner", "jpg", shelf.picture("jpg", (1800, 200)), heading="Hall")
    one.put("No photo", "png", b"\x89PNG\r\n\x1a\nxx", heading="Hall")
    one.put("Minutes", "docx", shelf.word("We met in Aberystwyth, Ŵyl y Banc."), heading="Hall")
    one.put("Notes", "txt", "naïve notes\n\nsecond".encode("cp1252"), heading="Hall")
    one.put("Table", "csv", b"day,cost\nMonday,12\n", heading="Hall")
    one.put("Sheet", "xlsx", b"PK\x03\x04 no sheet", heading="Hall")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A bundle with a paper of each kind, and the shelf it was made of."""
    one = Shelf(tmp_path_factory.mktemp("bundle"))
    fill(one)
    return one, one.build()


def test_every_page_carries_its_own_number(full):
    _, made = full
    said = texts(made.path)
    assert len(said) == made.bound.pages
    for number, text in enumerate(said, 1):
        assert f"Page {number} of {len(said)}" in text


def test_the_index_the_links_and_the_bookmarks_lead_to_the_page_of_each_paper(full):
    one, made = full
    said, first = texts(made.path), made.bound.first
    for entry in one.entries:
        page = first[entry.number]
        assert entry.title in said[1], entry
        assert (1, f"{entry.number}. {entry.title}", page) in bookmarks(made.path)
    led = links(made.path, first[1] - 1)
    assert [page for _, page in led] == list(first.values())
    assert all(text == str(page) for text, page in led)
    for title, words in (("Turned 90", "turned-90"), ("Minutes", "Aberystwyth")):
        number = next(e.number for e in one.entries if e.title == title)
        assert words in said[first[number] - 1]


def test_bookmarks_stand_under_their_headings(full):
    _, made = full
    tops = [title for level, title, _ in bookmarks(made.path) if level == 0]
    assert tops == ["Contents", "Elm", "Hall"]


def test_all_content_has_one_place_in_the_structure(full):
    _, made = full
    assert unsound(made.path) == []


def test_the_structure_of_a_paper_is_kept_and_one_is_made_where_there_is_none(full):
    _, made = full
    with pikepdf.open(made.path) as found:
        kinds: dict[str, list[str]] = {}
        section = ""
        for one, depth in elements(found):
            if depth == 1:
                section = str(one.T)
                kinds[section] = []
            elif depth > 1:
                kinds[section].append(str(one.S))
        alts = [str(one.Alt) for one, _ in elements(found) if Name.Alt in one]
        assert {"/H1", "/Table", "/TH"} <= set(kinds["2. Letter"])
        assert "/Link" in kinds["Bundle of papers in case 2026-004"]
        assert "/P" in kinds["4. Turned 90"]
        assert "Picture: Photo.png" in alts
        assert found.Root.MarkInfo.Marked
        assert str(found.Root.Lang) == "en"


def test_nothing_in_it_acts_and_nothing_that_was_hidden_in_a_paper_comes_along(full):
    _, made = full
    everything = words_anywhere(made.path)
    for word in (b"/JavaScript", b"/Launch", b"zapp", b"/OpenAction", b"/AcroForm", b"/Widget"):
        assert word not in everything, word
    assert shelf.EVIL not in everything


def test_what_was_filled_in_is_still_to_be_read(full):
    one, made = full
    number = next(e.number for e in one.entries if e.title == "Scripted")
    page = texts(made.path)[made.bound.first[number] - 1]
    assert "looks harmless" in page
    assert "filled in" in page


def test_what_cannot_be_shown_has_a_page_that_says_so_and_the_original_beside_it(full):
    one, made = full
    titles = {e.title: e.number for e in one.entries}
    hidden = {"Locked", "Broken", "No photo", "Sheet"}
    assert set(made.not_shown) == {titles[title] for title in hidden}
    said = texts(made.path)
    assert "“Locked.pdf” is locked." in said[made.bound.first[titles["Locked"]] - 1]
    assert "“Broken.pdf” is damaged." in said[made.bound.first[titles["Broken"]] - 1]
    with pikepdf.open(made.path) as found:
        names = {name.partition(" ")[2] for name in found.attachments}
        wanted = {"Minutes.docx", "Notes.txt", "Table.csv"}
        assert names == wanted | {"Locked.pdf", "Broken.pdf", "No photo.png", "Sheet.xlsx"}
        (kept,) = [spec for name, spec in found.attachments.items() if "Broken" in name]
        assert kept.get_file().read_bytes() == b"%PDF-1.7\n1 0 obj\n"
        assert kept.obj.AFRelationship == Name.Source


def test_a_page_is_shown_whole_above_its_number(full):
    """The number stands on a strip of its own, below what the page shows, however it is turned."""
    one, made = full
    with pikepdf.open(made.path) as found:
        for turn in (0, 90, 180, 270):
            number = next(e.number for e in one.entries if e.title == f"Turned {turn}")
            page = found.pages[made.bound.first[number] - 1]
            box = [float(side) for side in page.obj.MediaBox]
            wide, high = box[2] - box[0], box[3] - box[1]
            assert (wide > 595) == (turn in (90, 270))
            assert (high > 842) == (turn in (0, 180))
            assert int(page.obj.Rotate) == turn


def test_the_same_papers_give_the_same_bytes(tmp_path):
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        one = Shelf(folder)
        one.put("Letter", "pdf", shelf.tagged("Letter"))
        one.put("Minutes", "docx", b"PK no Word file")
        made.append(one.build().path.read_bytes())
    assert made[0] == made[1]


def test_a_paper_that_breaks_its_reader_gets_a_page_and_stops_nobody(tmp_path, monkeypatch):
    tight = apart.Limits(answer=0)
    real = apart.read

    def read(reader, content, *words, limits):
        job = pages.JOB.validate_json(content) if reader == "pages" else None
        bad = job is not None and job.part.title == "Bomb" and not job.skip
        return real(reader, content, *words, limits=tight if bad else limits)

    monkeypatch.setattr(making.apart, "read", read)
    one = Shelf(tmp_path)
    one.put("Bomb", "pdf", shelf.plain("bomb"))
    one.put("Letter", "pdf", shelf.plain("letter"))
    made = one.build()
    assert made.not_shown == (1,)
    assert "“Bomb.pdf” is too much." in texts(made.path)[made.bound.first[1] - 1]
    assert "letter 1" in texts(made.path)[made.bound.first[2] - 1]


def test_a_bundle_that_breaks_its_binder_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "LIMITS", apart.Limits(answer=0, written=10**9))
    one = Shelf(tmp_path)
    one.put("Letter", "pdf", shelf.plain("letter"))
    with pytest.raises(bundles.BundleError, match="more time or memory"):
        one.build()


def test_progress_is_told_for_each_paper(tmp_path):
    one, told = Shelf(tmp_path), []
    for name in ("a", "b"):
        one.put(name, says=[("Question", name)])
    one.build(progress=told.append)
    assert told == [1, 2]


def test_a_bundle_of_nothing_is_its_cover_and_an_empty_index(tmp_path):
    made = Shelf(tmp_path).build()
    assert made.bound.pages == 2


PAPERS = st.lists(
    st.tuples(
        st.sampled_from(["tagged", "plain", "typed", "locked", "broken", "picture", "text"]),
        st.integers(1, 4),
        st.sampled_from([0, 90, 180, 270]),
        st.text(
            st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30
        ).filter(str.strip),
    ),
    max_size=5,
)
SLOW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def put(one: Shelf, sort: str, count: int, turn: int, title: str) -> None:
    if sort == "tagged":
        one.put(title, "pdf", shelf.tagged("generated", count))
    elif sort == "plain":
        one.put(title, "pdf", shelf.plain("generated", count, turn=turn))
    elif sort == "typed":
        one.put(title, says=[(title, title * count)])
    elif sort == "picture":
        one.put(title, "jpg", shelf.picture("jpg", (40 * count, 90)))
    elif sort == "text":
        one.put(title, "txt", (title * 50 * count).encode())
    else:
        content = shelf.locked(sort) if sort == "locked" else b"%PDF-1.4 broken"
        one.put(title, "pdf", content)


def sound(papers, folder: Path) -> None:
    """Any papers make a bundle whose numbers and structure are right."""
    one = Shelf(folder)
    for paper in papers:
        put(one, *paper)
    with shelf.in_process():
        made = one.build()
    said = texts(made.path)
    assert len(said) == made.bound.pages
    assert all(f"Page {n} of {len(said)}" in text for n, text in enumerate(said, 1))
    assert unsound(made.path) == []
    places = [page for level, _, page in bookmarks(made.path) if level == 1]
    assert places == list(made.bound.first.values())
    assert [page for _, page in links(made.path, (places or [3])[0] - 1)] == places


@SLOW
@given(papers=PAPERS)
def test_any_papers_make_a_sound_bundle(papers, tmp_path_factory):
    sound(papers, tmp_path_factory.mktemp("bundle"))


@pytest.mark.nightly
@settings(SLOW, max_examples=200)
@given(papers=PAPERS)
def test_very_many_sets_of_papers_make_sound_bundles(papers, tmp_path_factory):
    sound(papers, tmp_path_factory.mktemp("bundle"))


# The system counts the most that a process ever held; it writes it down in kilobytes.
MEASURE = """
import sys
from pathlib import Path
from opencompact.formats.bundles import binding
binding.bound(Path(sys.argv[1], "plan.json").read_bytes(), sys.argv[1])
status = Path("/proc/self/status").read_text()
print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.nightly
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much")
def test_two_thousand_pages_do_not_exhaust_memory(tmp_path):
    one, size = Shelf(tmp_path), 0
    for number in range(20):
        content = heavy(f"paper {number}", 120) if number % 2 else shelf.tagged("tagged", 110)
        size += len(content)
        one.put(f"Paper {number}", "pdf", content)
    made = one.build()
    entries = [
        {"number": e.number, "heading": e.heading, "title": e.title, "on": e.on,
         "standing": e.standing, "file": f"{e.number}.pdf", "pages": count(tmp_path, e.number)}
        for e in one.entries
    ]  # fmt: skip
    plan = making.PLAN.validate_python({**plan_of(one), "entries": entries})
    (tmp_path / "plan.json").write_bytes(making.PLAN.dump_json(plan))
    used = subprocess.run(
        [sys.executable, "-P", "-c", MEASURE, str(tmp_path)],
        env={"PYTHONPATH": str(apart.SOURCE)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    most = int(used.stdout)
    figures.note(
        "bundle", pages=made.bound.pages, papers_size=f"{size / apart.MEGABYTE:.0f} MB",
        most_memory=f"{most} MB",
    )  # fmt: skip
    assert made.bound.pages >= 2000
    assert unsound(made.path) == []
    assert most < 1000


def heavy(text: str, count: int) -> bytes:
    """Pages with a large picture each, as a scanner makes them."""
    import os

    made = shelf.drawn(text, count)
    for page in made.pages:
        data = os.urandom(100_000)
        image = pikepdf.Stream(made, data)
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height = 250, 400
        image.BitsPerComponent, image.ColorSpace = 8, Name.DeviceGray
        page.obj.Resources.XObject = pikepdf.Dictionary(Scan=image)
        page.contents_add(made.make_stream(b"\nq 200 0 0 300 100 100 cm /Scan Do Q"))
    return shelf.saved(made)


def count(folder: Path, number: int) -> int:
    with pikepdf.open(folder / f"{number}.pdf") as found:
        return len(found.pages)


def plan_of(one: Shelf) -> dict:
    from pydantic import TypeAdapter

    return TypeAdapter(bundles.Plan).dump_python(one.plan())
