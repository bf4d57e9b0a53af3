"""docs/settings.md lists every environment variable that the code reads, and no others."""

import re

from tests.docs.pages import ROOT, shown, tables, words

PAGE = ROOT / "docs/settings.md"
READ = re.compile(r"environ(?:\.get|\.setdefault)?[(\[]\s*\"([A-Za-z_]+)\"|\"(\w+)\" in ENV")
OURS = re.compile(r"\bOPENCOMPACT_[A-Z_]+\b")
# The path of programs belongs to the system, the next two to pytest, the last switches a check of
# Django off for our browser tests: nobody sets these to make OpenCompact behave differently.
NOT_OURS = {
    "PATH", "PYTEST_XDIST_WORKER", "PYTEST_XDIST_TESTRUNUID", "DJANGO_ALLOW_ASYNC_UNSAFE",
}  # fmt: skip


def read_by_the_code() -> dict[str, str]:
    """The name of each variable with the first place that reads it."""
    found: dict[str, str] = {}
    for path in [ROOT / "oc", *sorted((ROOT / "src").rglob("*.py")), *_tests()]:
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            names = {one or other for one, other in READ.findall(text)} | set(OURS.findall(text))
            for name in names - NOT_OURS:
                found.setdefault(name, f"{shown(path)}:{number}")
    return found


def _tests():
    return [path for path in sorted((ROOT / "tests").rglob("*.py")) if "docs" not in path.parts]


def documented() -> set[str]:
    rows = [row for table in tables(PAGE).values() for row in table]
    cells = [words(row["Variable"]) for row in rows if "Variable" in row]
    return {name for cell in cells for name in cell.split(", ")}


def test_the_search_finds_what_it_should():
    assert {"OPENCOMPACT_DATA", "OPENCOMPACT_URL", "DATABASE_URL"} <= set(read_by_the_code())


def test_every_variable_is_documented():
    missing = [
        f"{place}: {name} is not in docs/settings.md: add it"
        for name, place in read_by_the_code().items()
        if name not in documented()
    ]
    assert not missing, "\n".join(missing)


def test_no_other_variable_is_documented():
    extra = sorted(documented() - set(read_by_the_code()))
    assert not extra, f"docs/settings.md: nothing reads {', '.join(extra)}: remove it."
