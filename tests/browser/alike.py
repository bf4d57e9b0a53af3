"""Which pages are built alike, so that axe judges one of them for all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from playwright.sync_api import Page

from opencompact.site.settings import DATA

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
    """Builds of page, with their width, that axe had nothing to say of in a worker of this run.

    `spared` counts how often that made a second verdict needless.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: set[str] = set()
        self.read = 0
        self.spared = 0

    def __contains__(self, build: str) -> bool:
        """Whether anybody noted it; what the others noted since is read only when it matters."""
        if build not in self.known and self.path.exists():
            with self.path.open() as kept:
                kept.seek(self.read)
                self.known.update(kept.read().split())
                self.read = kept.tell()
        found = build in self.known
        self.spared += found
        return found

    def add(self, build: str) -> None:
        with self.path.open("a") as kept:
            kept.write(f"{build}\n")

    def forget(self) -> None:
        """Let axe judge everything anew."""
        self.path.unlink(missing_ok=True)
        self.known.clear()
        self.read = 0


def build(page: Page) -> str:
    """How a page is built, at the width of the screen it is on."""
    width = (page.viewport_size or {"width": 0})["width"]
    shape = page.locator("html").evaluate(SHAPE)
    return hashlib.sha256(f"{width} {shape}".encode()).hexdigest()


IN_ORDER = InOrder(Path(DATA) / "pages-in-order")
