"""Links lead somewhere, pages are reachable, and nothing on a page belongs to one machine."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, anchors, blocks, lines, links, pages, shown

README = ROOT / "README.md"
LARGEST_PICTURE = 200_000
# Written so that this file does not match itself.
FORBIDDEN = {
    r"/wor[k]/": "a folder of one machine: write a path inside the checkout",
    r"/roo[t]/": "a folder of one person: write a path inside the checkout",
    r"pypi\.or[g]|pythonhoste[d]|npmjs\.(?:or[g]|co[m])": "a registry's host: leave it out",
    r"localhost:\d+/simpl[e]|index-url (?:=|http)": "a registry's address: leave it out",
}
TEXTS = {
    ".md",
    ".py",
    ".txt",
    ".in",
    ".toml",
    ".yaml",
    ".json",
    ".html",
    ".svg",
    ".scss",
    ".js",
}
PLACES = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "oc", "pyproject.toml")
FOLDERS = ("docs", "changes", "src", "packs", "tests", "requirements", ".ci")


def texts() -> list[Path]:
    """Every text file that belongs to the project."""
    found = [ROOT / name for name in PLACES]
    for folder in FOLDERS:
        found += [
            path
            for path in sorted((ROOT / folder).rglob("*"))
            if path.suffix in TEXTS or not path.suffix
        ]
    outside = {"__pycache__", "node_modules", "built"}
    return [path for path in found if path.is_file() and not outside.intersection(path.parts)]


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_every_link_leads_somewhere(page):
    broken = [
        f"{shown(page)}:{number}: {target} leads nowhere: mend the link"
        for number, target in links(page)
        if not _leads(page, target)
    ]
    assert not broken, "\n".join(broken)


def _leads(page: Path, target: str) -> bool:
    if re.match(r"(https?|mailto):", target):
        return True
    name, _, anchor = target.partition("#")
    found = (page.parent / name).resolve() if name else page
    if found == ROOT / "docs/images/home.png":  # put in place by hand, when the pages are finished
        return True
    known = found.exists() and found.is_relative_to(ROOT)
    return known and (not anchor or anchor in anchors(found))


def test_every_page_is_reached_from_the_readme():
    seen, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".md" and page.exists():
            seen.add(page)
            waiting += [(page.parent / target.split("#")[0]).resolve() for _, target in links(page)]
    lost = [shown(page) for page in pages() if page not in seen and page.parent != ROOT / "changes"]
    assert not lost, f"No link leads to {', '.join(lost)}: link to it from a page near it."


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_every_block_says_what_it_is(page):
    untold = [block.place for block in blocks(page) if not block.kind]
    assert not untold, f"{', '.join(untold)}: write text, yaml, console, python … after the fence."


@pytest.mark.parametrize("page", pages(), ids=shown)
def test_a_page_begins_with_its_title(page):
    if page.parent.name == "changes" and page.name != "README.md":
        return
    first = lines(page)[0]
    assert first.text.startswith("# "), f"{shown(page)}:1: begin with “# ” and the title."


def test_nothing_belongs_to_one_machine():
    found = [
        f"{shown(path)}:{number}: “{match[0]}” is {why}"
        for path in texts()
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for pattern, why in FORBIDDEN.items()
        if (match := re.search(pattern, text))
    ]
    assert not found, "\n".join(found)


def test_pictures_are_small():
    large = [
        f"{shown(path)}: {path.stat().st_size} bytes: make it smaller than {LARGEST_PICTURE}"
        for path in (ROOT / "docs").rglob("*")
        if path.suffix in {".png", ".jpg", ".webp"} and path.stat().st_size >= LARGEST_PICTURE
    ]
    assert not large, "\n".join(large)
