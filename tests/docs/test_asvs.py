"""The list of OWASP's requirements: whole, in order, and true of code and tests that exist."""

import ast
import csv
import re
from collections import Counter
from functools import cache

import pytest

from tests.docs.pages import ROOT, anchors

LIST = ROOT / "docs/asvs.csv"
COLUMNS = ["requirement", "level", "about", "state", "control", "test", "remark"]
STATES = {"met", "partly", "not yet", "not in scope"}
# How many requirements of levels 1 and 2 each section of version 5.0 has, as (section, numbers).
SECTIONS = {
    "V1.1": "1-2", "V1.2": "1-9", "V1.3": "1-11", "V1.4": "1-3", "V1.5": "1-2",
    "V2.1": "1-3", "V2.2": "1-3", "V2.3": "1-4", "V2.4": "1",
    "V3.2": "1-2", "V3.3": "1-4", "V3.4": "1-6", "V3.5": "1-5", "V3.7": "1-2",
    "V4.1": "1-3", "V4.2": "1", "V4.3": "1-2", "V4.4": "1-4",
    "V5.1": "1", "V5.2": "1-3", "V5.3": "1-2", "V5.4": "1-3",
    "V6.1": "1-3", "V6.2": "1-12", "V6.3": "1-4", "V6.4": "1-4", "V6.5": "1-5", "V6.6": "1-3",
    "V6.8": "1-4",
    "V7.1": "1-3", "V7.2": "1-4", "V7.3": "1-2", "V7.4": "1-5", "V7.5": "1-2", "V7.6": "1-2",
    "V8.1": "1-2", "V8.2": "1-3", "V8.3": "1", "V8.4": "1",
    "V9.1": "1-3", "V9.2": "1-4",
    "V10.1": "1-2", "V10.2": "1-2", "V10.3": "1-4", "V10.4": "1-11", "V10.5": "1-5",
    "V10.6": "1-2", "V10.7": "1-3",
    "V11.1": "1-2", "V11.2": "1-3", "V11.3": "1-3", "V11.4": "1-4", "V11.5": "1", "V11.6": "1",
    "V12.1": "1-3", "V12.2": "1-2", "V12.3": "1-4",
    "V13.1": "1", "V13.2": "1-5", "V13.3": "1-2", "V13.4": "1-5",
    "V14.1": "1-2", "V14.2": "1-4", "V14.3": "1-3",
    "V15.1": "1-3", "V15.2": "1-3", "V15.3": "1-7",
    "V16.1": "1", "V16.2": "1-5", "V16.3": "1-4", "V16.4": "1-3", "V16.5": "1-3",
    "V17.1": "1", "V17.2": "1-4", "V17.3": "1-2",
}  # fmt: skip
# Requirements of levels 1 and 2 in each chapter: of level 1, of level 2.
CHAPTERS = {
    "V1": (8, 19), "V2": (4, 7), "V3": (8, 11), "V4": (2, 8), "V5": (4, 5), "V6": (13, 22),
    "V7": (6, 12), "V8": (4, 3), "V9": (4, 3), "V10": (5, 24), "V11": (3, 11), "V12": (3, 6),
    "V13": (1, 12), "V14": (2, 7), "V15": (3, 10), "V16": (0, 16), "V17": (0, 7),
}  # fmt: skip


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[tuple[str, str]]:
    """What a cell names: a path with the name in it that matters, where there is one."""
    found = (one.strip().partition("::") for one in cell.split(";") if one.strip())
    return [(path, name) for path, _, name in found]


def each(column: str) -> list[tuple[str, str, str]]:
    """Everything that a column names, with its requirement, for the names of the tests."""
    return [(row["requirement"], *part) for row in rows() for part in parts(row[column])]


def expected() -> list[str]:
    found = []
    for section, numbers in SECTIONS.items():
        first, _, last = numbers.partition("-")
        found += [f"{section}.{one}" for one in range(int(first), int(last or first) + 1)]
    return found


@cache
def found_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))
    return frozenset(one.name for one in functions if one.name.startswith("test_"))


def test_every_requirement_stands_in_it_once_and_in_order():
    assert [row["requirement"] for row in rows()] == expected()
    assert list(rows()[0]) == COLUMNS


def test_each_chapter_has_its_number_at_each_level():
    found = Counter((row["requirement"].partition(".")[0], row["level"]) for row in rows())
    assert {one: (found[one, "1"], found[one, "2"]) for one in CHAPTERS} == CHAPTERS
    assert sum(map(sum, CHAPTERS.values())) == len(rows()) == 253


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["requirement"])
def test_a_row_says_what_its_state_needs(row):
    assert row["state"] in STATES
    assert 10 <= len(row["about"]) <= 100
    if row["state"] == "met":
        assert row["control"]
        assert row["test"]
    if row["state"] in {"partly", "not in scope"}:
        assert row["remark"], "say why"
    if row["state"] == "partly":
        assert row["control"]


@pytest.mark.parametrize(("requirement", "path", "name"), each("control"))
def test_each_control_is_there(requirement, path, name):
    found = ROOT / path
    assert found.exists(), f"{requirement}: {path} is not there"
    if name:
        assert name in found.read_text(encoding="utf-8"), f"{requirement}: {path} has no {name}"


@pytest.mark.parametrize(("requirement", "path", "name"), each("test"))
def test_each_test_is_there(requirement, path, name):
    assert path.startswith(("tests/", "docs/")), f"{requirement}: {path}"
    if path.startswith("tests/"):
        assert name in found_in(path), f"{requirement}: {path} has no {name}"
    else:
        page, _, anchor = path.partition("#")
        assert (ROOT / page).exists(), f"{requirement}: {page}"
        assert not anchor or anchor in anchors(ROOT / page), f"{requirement}: {path}"


def test_only_what_is_written_down_is_held_by_a_page():
    """A control in code is met by a test that runs, never by words about it."""
    wrong = [
        row["requirement"]
        for row in rows()
        if row["state"] == "met"
        and all(path.startswith("docs/") for path, _ in parts(row["test"]))
        and not any(path.startswith("docs/") for path, _ in parts(row["control"]))
    ]
    assert wrong == []


def test_the_page_about_security_counts_them_and_leads_to_them():
    page = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", page, re.MULTILINE))
    found = Counter(row["state"] for row in rows())
    assert counted == {state: str(number) for state, number in found.items()}
    assert "(asvs.csv)" in page
