"""Which pages are built alike, so that axe judges one of them for all.

`python -m tests.browser.alike` keeps what a whole run found in order, for the runs of a push: what
is built as it was, and looks by the same styles, need not be judged again before the next night.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests import figures

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / ".boot/assets/node_modules/axe-core/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUILT = ROOT / "src/opencompact/base/ui/static/opencompact/built"
KEPT = Path(__file__).with_name("in_order.txt")

# What axe looks at: elements, attributes but those that only lead somewhere or hold what was typed,
# and whether there is text in each place. Pages that are built alike need its verdict once.
SHAPE = """root => {
  const left = new Set(["href", "value", "action", "content", "src", "title"]), parts = [];
  const room = text => text ? 1 : 0;
  const plain = text => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\\d+/g, "0");
  const told = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = told.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) { parts.push(room(node.data.trim())); continue; }
    parts.push(node.localName);
    for (const {name, value} of node.attributes ?? []) {
      parts.push(name, left.has(name) ? room(value) : plain(value));
    }
    parts.push(node.parentElement ? node.parentElement.children.length : 0);
  }
  return parts.join("|");
}"""


class InOrder:
    """Builds of page, with their width, that axe had nothing to say of: in a worker of this run,
    or in the whole run that was `kept`.

    `spared` counts how often that made a verdict needless. `path` holds what this run met.
    """

    def __init__(self, path: Path, kept: Iterable[str] = ()) -> None:
        self.path = path
        self.kept = set(kept)
        self.met: set[str] = set()
        self.read = 0
        self.spared = 0

    def __contains__(self, build: str) -> bool:
        """Whether anybody noted it; what the others noted since is read only when it matters."""
        if build not in self.met and self.path.exists():
            with self.path.open() as noted:
                noted.seek(self.read)
                self.met.update(noted.read().split())
                self.read = noted.tell()
        if build in self.kept and build not in self.met:
            self.add(build)
        found = build in self.met
        self.spared += found
        return found

    def add(self, build: str) -> None:
        self.met.add(build)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as noted:
            noted.write(f"{build}\n")

    def begin_anew(self) -> None:
        """Let axe judge everything once more; what was noted stays noted."""
        self.kept.clear()
        self.met.clear()
        self.read = self.path.stat().st_size if self.path.exists() else 0


def told(page: Page, script: str, given: Any = None) -> Any:
    """What a function in JavaScript says of the root of a page, and of what is `given` to it.

    A locator would first load the whole of Playwright's own script into the page, which takes
    longer than most answers.
    """
    return page.evaluate(f"given => ({script})(document.documentElement, given)", given)


def build(page: Page) -> str:
    """How a page is built, at the width of the screen it is on."""
    width = (page.viewport_size or {"width": 0})["width"]
    shape = told(page, SHAPE)
    return hashlib.sha256(f"{width} {shape}".encode()).hexdigest()[:20]


def judge() -> str:
    """By what a build is judged: axe, its rules, what we tell builds by, styles and scripts."""
    by = hashlib.sha256(f"{AXE_RULES} {SHAPE}".encode())
    for path in (AXE, *sorted(BUILT.glob("main.*"))):
        by.update(path.read_bytes() if path.exists() else b"")
    return by.hexdigest()[:20]


def kept(path: Path, by: str) -> set[str]:
    """The builds in a file whose first line says that the same judge found them in order."""
    said = path.read_text().split() if path.exists() else []
    return set(said[1:]) if said[:1] == [by] else set()


def keep(path: Path, by: str, builds: Iterable[str]) -> None:
    path.write_text("\n".join([by, *sorted(set(builds))]) + "\n")


JUDGE = judge()
MET = figures.FOLDER / f"in-order-{JUDGE}.txt"
# By night everything is judged.
IN_ORDER = InOrder(MET, () if os.environ.get("OPENCOMPACT_AXE") == "anew" else kept(KEPT, JUDGE))


def main() -> int:
    """Keep what the last whole run met."""
    if not MET.exists():
        print("Nothing was kept: run `python3 oc test` first.", file=sys.stderr)
        return 1
    builds = MET.read_text().split()
    keep(KEPT, JUDGE, builds)
    print(f"{len(set(builds)):,} builds of page are in order.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
