"""Decisions and change fragments have the form that makes them easy to find and to read."""

import re

import pytest

from tests.docs.pages import ROOT, headings, lines, shown

DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
FRAGMENTS = sorted(path for path in (ROOT / "changes").glob("*.md") if path.name != "README.md")
KINDS = ("added", "changed", "fixed", "removed", "security")
PARTS = ["Context", "Decision", "Consequences"]
LONGEST = 60


def test_decisions_are_numbered_without_a_gap():
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=shown)
def test_a_decision_has_its_three_parts(path):
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name), (
        f"{shown(path)}: name it 0001-words.md."
    )
    title, *parts = headings(path)
    assert title.startswith(f"{int(path.name[:4])}. "), f"{shown(path)}:1: begin with its number."
    assert parts == PARTS, f"{shown(path)}: its headings are {', '.join(PARTS)}."
    assert len(lines(path)) <= LONGEST, f"{shown(path)}: a decision is read in two minutes: cut it."


def test_every_decision_is_listed():
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    missing = [path.name for path in DECISIONS if path.name not in listed]
    assert not missing, f"docs/decisions/README.md: list {', '.join(missing)}."


def test_there_are_fragments():
    assert FRAGMENTS


@pytest.mark.parametrize("path", FRAGMENTS, ids=shown)
def test_a_fragment_says_one_thing(path):
    name = re.fullmatch(r"\d{4}\.([a-z]+)\.md", path.name)
    assert name, f"{shown(path)}: name it 0001.added.md."
    assert name[1] in KINDS, f"{shown(path)}: the kinds are {', '.join(KINDS)}."
    text = path.read_text(encoding="utf-8").strip()
    assert text.endswith("."), f"{shown(path)}: write whole sentences."
    assert "\n\n" not in text, f"{shown(path)}: one paragraph; a second thing is a second file."
