"""Rules of the house that no tool holds. Each failure names file, line and what to do."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from opencompact.core.calendar import Span, Unit
from opencompact.core.record import record
from opencompact.core.rules import Duration
from opencompact.formats.packs import load
from tests.docs.pages import ROOT, shown

SRC = ROOT / "src"
MODULE_LINES, FUNCTION_LINES, CLASS_METHODS, DOCSTRING_LINES = 400, 50, 12, 2
VAGUE = {"utils", "util", "common", "helpers", "helper", "misc"}
SIGNALS = re.compile(r"(^|\.)signals$|^django\.dispatch$")

# Where text is declared to be safe HTML, and how often. Five places at most, each with a reason:
# - the filter `markdown`, whose output nh3 has cleaned.
DECLARED_SAFE = {"src/opencompact/base/ui/templatetags/oc.py": 1}
MOST_PLACES = 5
SAFE_IN_PYTHON = re.compile(
    r"\b(mark_safe|SafeString|SafeText|html_safe)\(|@html_safe|is_safe=True"
)
SAFE_IN_TEMPLATES = re.compile(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b")

# A mail is no page: it has no style sheet to link to, so its one frame carries the rules.
LETTER = "src/opencompact/base/notify/templates/notify/letter.html"
STYLE_ELEMENT = r"<style[\s>]"
INLINE = {
    STYLE_ELEMENT: "put the rules into assets/scss",
    r"\sstyle\s*=": "give the element a class and put the rules into assets/scss",
    r"<script(?![^>]*\ssrc=)[^>]*>": "put the script into assets/main.js",
    r"<[^>]*\son[a-z]+\s*=": "listen from assets/main.js",
    r"javascript:": "link to a page",
}
TEMPLATES = {".html", ".svg", ".xml"}
# Templates of plain text are for mail: what they hold is never read as HTML.
SOURCES = {".py", ".scss", ".js", ".txt", *TEMPLATES}

NUMBERS = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


@record
class Offence:
    """Something that breaks a rule of the house."""

    path: Path
    line: int
    says: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.says}"


def none(found: Iterator[Offence]) -> None:
    """Fail with every offence, one a line."""
    listed = [str(one) for one in found]
    assert not listed, "\n" + "\n".join(listed)


def written(kinds: set[str]) -> list[Path]:
    """The files of src that people write; what is built or installed is left out."""
    outside = {"__pycache__", "node_modules", "built"}
    found = (path for path in sorted(SRC.rglob("*")) if path.suffix in kinds)
    return [path for path in found if not outside.intersection(path.parts)]


def modules() -> list[Path]:
    return [path for path in written({".py"}) if "migrations" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def inside(kind: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path in modules():
        yield from ((path, node) for node in ast.walk(tree(path)) if isinstance(node, kind))


def matches(kinds: set[str], pattern: str | re.Pattern[str]) -> Iterator[tuple[Path, int, str]]:
    """Every match in files of these kinds, with its line."""
    for path in written(kinds):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(pattern, text):
            yield path, text.count("\n", 0, match.start()) + 1, match[0].strip()


def test_every_module_says_what_it_is():
    none(
        Offence(path, 1, "says not what it is: begin with a docstring of one or two lines")
        for path in modules()
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(tree(path))
    )


def test_docstrings_of_modules_are_one_or_two_lines():
    none(
        Offence(path, 1, f"its docstring has {length} lines: say it in {DOCSTRING_LINES}")
        for path in modules()
        if (length := _lines_said(tree(path))) > DOCSTRING_LINES
    )


def _lines_said(module: ast.Module) -> int:
    return sum(bool(line.strip()) for line in (ast.get_docstring(module) or "").splitlines())


def test_modules_are_short():
    none(
        Offence(path, length, f"is {length} lines long: make a folder of the same name of it")
        for path in modules()
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    )


def test_functions_are_short():
    none(
        Offence(path, node.lineno, f"{node.name} is {length} lines long: divide it")
        for path, node in inside((ast.FunctionDef, ast.AsyncFunctionDef))
        if (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    )


def test_classes_have_few_methods():
    none(
        Offence(path, node.lineno, f"{node.name} has {count} methods: move some out of it")
        for path, node in inside(ast.ClassDef)
        if (count := sum(isinstance(one, ast.FunctionDef) for one in node.body)) > CLASS_METHODS
    )


def test_no_module_has_a_vague_name():
    none(
        Offence(path, 1, "has a name that says nothing: name it after what it is about")
        for path in modules()
        if {path.stem, path.parent.name} & VAGUE
    )


def test_there_are_no_signals():
    none(
        Offence(path, node.lineno, "uses signals, which hide who calls whom: call the action")
        for path, node in inside((ast.Import, ast.ImportFrom))
        if any(SIGNALS.search(name) for name in _imported(node))
    )


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.Import):
        return names
    return [node.module or "", *(f"{node.module}.{name}" for name in names)]


def test_text_is_declared_safe_only_where_it_is_listed():
    found: dict[str, list[int]] = {}
    for kinds, pattern in (({".py"}, SAFE_IN_PYTHON), (TEMPLATES, SAFE_IN_TEMPLATES)):
        for path, line, _ in matches(kinds, pattern):
            found.setdefault(shown(path), []).append(line)
    none(
        Offence(ROOT / name, at, "declares text to be safe HTML: let the template escape it")
        for name, places in found.items()
        for at in places[DECLARED_SAFE.get(name, 0) :]
    )


def test_the_list_of_safe_places_is_short_and_true():
    assert sum(DECLARED_SAFE.values()) <= MOST_PLACES
    found = [shown(path) for path, _, _ in matches({".py", *TEMPLATES}, SAFE_IN_PYTHON)]
    for name, count in DECLARED_SAFE.items():
        assert found.count(name) == count, f"{name}: {found.count(name)} now, mend the list."


def test_templates_have_no_inline_style_or_script():
    none(
        Offence(path, line, f"“{said}” is refused by browsers here: {remedy}")
        for pattern, remedy in INLINE.items()
        for path, line, said in matches(TEMPLATES, pattern)
        if not (shown(path) == LETTER and pattern == STYLE_ELEMENT)
    )


def limits() -> set[Span]:
    """Every length of time that a pack in the checkout sets."""
    found: set[Span] = set()
    for folder in sorted((ROOT / "packs").iterdir()):
        pack = load(folder)
        found |= {clock.span for clock in pack.procedure.clocks}
        for rule in pack.rules:
            if isinstance(rule, Duration):
                found |= {rule.at_least, *([rule.aim] if rule.aim else [])}
    return found


def forms(span: Span) -> Iterator[str]:
    """The ways in which code or a template could say it."""
    unit = span.unit.value.removesuffix("s").replace("-", "[ -]")
    amount = rf"(?:{span.amount}|{NUMBERS[span.amount]})" if span.amount < len(NUMBERS) else ""
    yield rf"(?i)\b{amount or span.amount}[ -]{unit}s?\b"
    yield rf"\bSpan\({span.amount},\s*Unit\.{span.unit.name}\b"
    yield rf"\bamount[\"']?\s*[=:]\s*{span.amount}\b"
    if span.unit in {Unit.DAYS, Unit.WEEKS}:
        yield rf"\b{span.unit.value}={span.amount}\b"


def test_the_search_for_numbers_finds_them():
    assert Span(12, Unit.WEEKS) in limits()
    said = ("twelve weeks", "a 12-week wait", "Span(12, Unit.WEEKS)", "amount=12", "weeks=12")
    for text in said:
        assert any(re.search(form, text) for form in forms(Span(12, Unit.WEEKS))), text


def test_numbers_live_in_packs():
    none(
        Offence(path, line, f"“{said}” is a limit of a pack: ask the pack, or choose other words")
        for span in sorted(limits(), key=str)
        for form in forms(span)
        for path, line, said in matches(SOURCES, form)
    )


def test_locks_name_no_address():
    locks = [*sorted(ROOT.glob("requirements/*.txt")), *sorted(SRC.rglob("package-lock.json"))]
    none(
        Offence(path, number, "names an address: make the lock again as docs/development.md says")
        for path in locks
        if "node_modules" not in path.parts
        for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"https?://", text)
    )
