"""Real Chromium for tests: two widths, with and without JavaScript, axe, and screenshots."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Locator,
    Page,
    ViewportSize,
    sync_playwright,
)

from opencompact.base.roomy import roomy
from opencompact.core.record import record
from tests.browser import alike
from tests.browser.alike import AXE, AXE_RULES
from tests.chromium import program

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "var/screenshots"
# Nobody looks at those of a whole run: `tests/run.py` says so.
PICTURES = os.environ.get("OPENCOMPACT_PICTURES", "yes") != "no"
PHONE, DESK = 320, 1280
WIDTHS = (PHONE, DESK)
HEIGHTS = {PHONE: 640, DESK: 900}
# Both widths, with and without JavaScript: on a push the one in which most can go wrong, because
# every page by itself is met with scripts and at both widths; the other three by night.
AT_ONCE = ((PHONE, False),)
AT_NIGHT = ((PHONE, True), (DESK, False), (DESK, True))
RUNS = [
    pytest.param(*run, id=f"{run[0]}-{'scripts' if run[1] else 'plain'}", marks=marks)
    for runs, marks in ((AT_ONCE, ()), (AT_NIGHT, (pytest.mark.nightly,)))
    for run in runs
]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All pages are of one site of ours: one process for them spares a seventh of the work.
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
)
# Where a page may not run scripts its timers never fire, and axe waits for them: fire them at once.
WITHOUT_TIMERS = """() => {
  window.setTimeout = (work, _, ...given) => {
    Promise.resolve().then(() => work(...given));
    return 1;
  };
}"""

# Scripts hear of another width with the next frame; where none run, nothing waits for one.
TURNED = """() => document.querySelector("body.js-enabled")
  ? new Promise(done => requestAnimationFrame(() => done())) : null"""

# A page goes out in two parts, its head and the rest; to wait for the word that the first arrived
# takes forty milliseconds a page.
WSGIRequestHandler.disable_nagle_algorithm = True
# What is served has room below it, as it has behind the door for a web server.
_handle = WSGIRequestHandler.handle


def _with_room(self: WSGIRequestHandler) -> None:
    roomy(_handle, self)


WSGIRequestHandler.handle = _with_room  # type: ignore[method-assign]
# The sync Playwright keeps an event loop running, and Django then refuses to use its database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@record
class Violation:
    """What axe found: the rule, what it says, and where on the page."""

    rule: str
    help: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule}: {self.help}\n    " + "\n    ".join(self.places)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run, offered to every test by tests/conftest.py."""
    with chromium() as found:
        yield found


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium and stop it again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def context(browser: Browser, *, width: int = DESK, javascript: bool = True) -> BrowserContext:
    """Open a fresh browser profile with a screen `width` pixels wide (320 or 1280)."""
    size = ViewportSize(width=width, height=HEIGHTS.get(width, 900))
    made = browser.new_context(
        viewport=size, java_script_enabled=javascript, locale="en-GB", timezone_id="Europe/London"
    )
    made.set_default_timeout(10_000)
    return made


def resize(page: Page, width: int) -> None:
    """Turn the screen into another: what was loaded is laid out anew."""
    page.set_viewport_size(ViewportSize(width=width, height=HEIGHTS.get(width, 900)))
    page.evaluate(TURNED)


def onward(place: Locator) -> None:
    """Click what leads to a page, and wait for it: Playwright by itself no longer does."""
    with place.page.expect_navigation():
        place.click()


def axe(page: Page) -> list[Violation]:
    """Ask axe about the page as it stands; an empty list is what every page must give."""
    if not _runs_scripts(page):
        page.evaluate(WITHOUT_TIMERS)
    return _ask_axe(page)


def axe_once(page: Page) -> list[Violation]:
    """Ask axe, unless a page built alike was found in order at this width already.

    What only differs in its colours is built alike: such a page has to be asked about by `axe`.
    """
    build = alike.build(page)
    if build in alike.IN_ORDER:
        return []
    found = axe(page)
    if not found:
        alike.IN_ORDER.add(build)
    return found


def axe_itself(page: Page) -> tuple[str, int]:
    """Its version, and by how many rules it judges a page."""
    page.evaluate(_axe_source())
    found = page.evaluate(
        "async rules => { const r = await axe.run(document, {runOnly: rules}); "
        "return [r.testEngine.version, "
        "r.passes.length + r.violations.length + r.incomplete.length + r.inapplicable.length]; }",
        AXE_RULES,
    )
    return str(found[0]), int(found[1])


def no_horizontal_scroll(page: Page) -> bool:
    """Say whether the whole page fits the width of the screen."""
    wide = alike.told(page, "e => e.scrollWidth - e.clientWidth")
    return bool(wide <= 0)


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page as var/screenshots/<name>.png, where pictures are wanted."""
    if not PICTURES:
        return
    path = SHOTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    for again in (True, True, False):
        try:
            page.screenshot(path=path, full_page=True, animations="disabled")
        except Error as error:
            # A busy Chromium now and then has no frame to copy; the page itself is not at fault.
            if not (again and "Unable to capture screenshot" in str(error)):
                raise
        else:
            break


def _runs_scripts(page: Page) -> bool:
    return bool(alike.told(page, "root => root.querySelector('body.js-enabled') !== null"))


def _ask_axe(page: Page) -> list[Violation]:
    if not page.evaluate("() => 'axe' in window"):  # it takes as long to load as to judge
        page.evaluate(_axe_source())
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
        ".then(result => result.violations)",
        AXE_RULES,
    )
    return [
        Violation(item["id"], item["help"], tuple(node["html"] for node in item["nodes"]))
        for item in found
    ]


@cache
def _axe_source() -> str:
    if not AXE.exists():
        raise FileNotFoundError(f"{AXE} is missing: run `python3 oc test`, which builds it.")
    return AXE.read_text(encoding="utf-8")
