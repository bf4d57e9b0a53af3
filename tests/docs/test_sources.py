"""What the sources never do: make code of text, or let a browser keep or run what it was sent."""

import ast
import re

from tests.docs.pages import ROOT
from tests.docs.test_house import Offence, inside, none

SCRIPTS = ROOT / "src/opencompact/base/ui/assets"
MADE_AT_RUN_TIME = {"eval", "exec", "compile", "__import__"}
PACKED = {"pickle", "marshal", "shelve", "dill"}
# Markup made of text, storage of the browser, messages between windows, code made of text.
IN_A_BROWSER = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage"
    r"|indexedDB|postMessage|\beval\b|new Function|document\.cookie"
)


def test_no_code_is_made_at_run_time():
    none(
        Offence(path, node.lineno, f"calls {node.func.id}, which makes code of text")
        for path, node in inside(ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id in MADE_AT_RUN_TIME
    )
    none(
        Offence(path, node.lineno, "reads what can hold code: use JSON")
        for path, node in inside((ast.Import, ast.ImportFrom))
        for name in [getattr(node, "module", None) or "", *(one.name for one in node.names)]
        if name.split(".")[0] in PACKED
    )


def test_our_scripts_make_no_markup_and_keep_nothing():
    scripts = sorted(SCRIPTS.glob("*.js"))
    assert len(scripts) >= 2
    none(
        Offence(path, number, f"uses {found[0]}")
        for path in scripts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := IN_A_BROWSER.search(line))
    )
