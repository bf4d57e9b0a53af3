"""docs/figures.md names tests that exist, that note the figure, and that run when it says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, tables, words

PAGE = ROOT / "docs/figures.md"
ROWS = {heading: tables(PAGE)[heading] for heading in ("Every push", "Every night")}
EACH = [(heading, row) for heading, rows in ROWS.items() for row in rows]
# Two programmes note through a function of their own.
NOTED = r'(?:figures\.note|noted|report)\(\s*f?"'
Definition = ast.FunctionDef | ast.ClassDef


@cache
def source(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def named(row: dict[str, str]) -> list[tuple[Path, str]]:
    found = re.findall(r"(tests/[\w/.]+)::(\w+)", row["Test"])
    return [(ROOT / path, name) for path, name in found]


def definition(path: Path, name: str) -> Definition | None:
    kinds = (ast.FunctionDef, ast.ClassDef)
    body = ast.parse(source(path)).body if path.exists() else []
    return next((one for one in body if isinstance(one, kinds) and one.name == name), None)


@pytest.mark.parametrize(("when", "row"), EACH, ids=[row["What"] for _, row in EACH])
def test_each_named_test_exists_and_runs_when_the_page_says(when, row):
    assert named(row), "name the test as tests/file.py::test_name"
    for path, name in named(row):
        found = definition(path, name)
        assert found, f"docs/figures.md: there is no {path.name}::{name}."
        at_night = any("nightly" in ast.unparse(one) for one in found.decorator_list)
        assert at_night == (when == "Every night"), f"docs/figures.md: when does {name} run?"


@pytest.mark.parametrize(("when", "row"), EACH, ids=[row["What"] for _, row in EACH])
def test_the_figure_is_noted_under_its_name(when, row):
    wanted = re.compile(rf'{NOTED}{re.escape(words(row["Noted as"]))}[" ]')
    folders = {path.parent for path, _ in named(row)}
    texts = [source(path) for folder in folders for path in folder.glob("*.py")]
    assert any(wanted.search(text) for text in texts), f"nobody notes {row['Noted as']}"


def test_every_figure_that_is_noted_stands_on_the_page():
    noted = {
        what
        for path in (ROOT / "tests").rglob("*.py")
        if path != Path(__file__)
        for what in re.findall(rf'{NOTED}([^"({{]+)', source(path))
    }
    told = {words(row["Noted as"]) for _, row in EACH}
    assert {what.strip() for what in noted} <= told | {"upload zoo, quick"}
