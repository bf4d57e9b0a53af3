"""What must hold of every page that is met; every fault is kept, with the address it was met at."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page

from opencompact.base.areas.models import Area
from opencompact.base.notify.links import secret
from tests.browser import alike, harness

FACTS = """root => ({
  lang: root.lang,
  headings: root.querySelectorAll("h1").length,
  beyond: root.scrollWidth - root.clientWidth,
  lost: [...root.querySelectorAll('main a[href^="#"]')]
    .map(link => link.getAttribute("href"))
    .filter(href => href.length > 1 && !document.getElementById(href.slice(1))),
  twice: [...root.querySelectorAll("[id]")].map(one => one.id)
    .filter((id, place, all) => all.indexOf(id) !== place),
})"""
# What a browser says of a page that was refused on purpose.
REFUSED = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Watch:
    """Looks at pages. `titles` knows at which address each title was met, `widths` how wide the
    screen was at each look.

    Pictures go into `folder`; without one none are taken.
    """

    areas: Iterable[Area]
    folder: str = ""
    faults: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    widths: list[int] = field(default_factory=list)
    pages: int = 0
    alike: int = 0
    seconds: float = 0.0

    def follow(self, page: Page) -> None:
        """Listen for what the browser complains of from now on."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._fault(page, f"a script failed: {error}"))

    def look(self, page: Page, picture: str = "", *, refused: bool = False) -> None:
        """Hold a page against everything; keep a picture of it where it has a name.

        A page that was `refused` says so in its title, whatever its address.
        """
        self.pages += 1
        self.widths.append((page.viewport_size or {"width": 0})["width"])
        if picture and self.folder:
            harness.shot(page, f"{self.folder}/{self.pages:03}-{picture}")
        facts = alike.told(page, FACTS)
        for fault in self._said(facts):
            self._fault(page, fault)
        self._titled(page, refused=refused)
        began = time.perf_counter()
        for violation in self._violations(page):
            self._fault(page, f"axe: {violation}")
        self.seconds += time.perf_counter() - began

    def report(self) -> str:
        """All faults, each once, one a line; empty when there is none."""
        return "\n".join(dict.fromkeys(self.faults))

    def _violations(self, page: Page) -> list[harness.Violation]:
        spared = alike.IN_ORDER.spared
        found = harness.axe_once(page)
        self.alike += alike.IN_ORDER.spared - spared
        return found

    def _said(self, facts: dict[str, object]) -> list[str]:
        found = {
            f"its language is {facts['lang']!r}": not str(facts["lang"]).startswith("en"),
            f"it has {facts['headings']} main headings": facts["headings"] != 1,
            f"it is {facts['beyond']} px too wide": int(str(facts["beyond"])) > 0,
            f"these links lead nowhere: {facts['lost']}": bool(facts["lost"]),
            f"these ids stand twice: {facts['twice']}": bool(facts["twice"]),
        }
        return [says for says, wrong in found.items() if wrong]

    def _titled(self, page: Page, *, refused: bool) -> None:
        title, address = page.title(), urlsplit(page.url).path
        if address.startswith(secret.START):  # one page for everybody; the secret names the area
            address = secret.START
        endings = self._endings(address)
        if not any(title.endswith(one) and len(title) > len(one) for one in endings):
            self._fault(page, f"its title is {title!r}, which should end with {endings[0]!r}")
        known = address if refused else self.titles.setdefault(title, address)
        if known != address:
            self._fault(page, f"its title {title!r} is that of {known} too")

    def _endings(self, address: str) -> list[str]:
        found = [
            f" \N{EN DASH} {area.name} {area.term('agreement')}"
            for area in self.areas
            if address.startswith((f"/{area.slug}/", secret.START))
        ]
        return found or [" \N{EN DASH} OpenCompact"]

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" and not said.text.startswith(REFUSED) and said.page:
            self._fault(said.page, f"the console says: {said.text}")

    def _fault(self, page: Page, says: str) -> None:
        width = (page.viewport_size or {"width": 0})["width"]
        self.faults.append(f"{urlsplit(page.url).path} at {width}: {says}")
