"""The city in a real Chromium: everybody's home, at both widths, with and without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from opencompact.base.areas.models import Area
from opencompact.site import demo
from tests.browser import harness, serving
from tests.site import furnished

pytestmark = pytest.mark.browser

VISITORS = ("/", "/about/", "/aldermere/", "/aldermere/accessibility/", "/aldermere/privacy/")


@pytest.fixture
def city(django_db_setup, django_db_blocker, settings) -> Iterator[str]:
    """The address of a server in a demonstration, with the city built."""
    settings.DEMO = True
    with django_db_blocker.unblock(), furnished.city(opened=True), serving.served() as address:
        yield address


def become(page: Page, key: str) -> None:
    """Choose somebody in the bar, as a visitor of the demonstration does."""
    page.get_by_label("Look at it as").select_option(key)
    harness.onward(page.get_by_role("button", name="Switch"))


def check(page: Page, name: str) -> None:
    harness.shot(page, name)
    assert harness.axe_once(page) == [], name
    assert harness.no_horizontal_scroll(page), name


@pytest.mark.parametrize(("width", "scripts"), harness.RUNS)
def test_home_pages_read_well_for_everybody(browser, city, width, scripts):
    context = harness.context(browser, width=width, javascript=scripts)
    page = context.new_page()
    for path in VISITORS:
        page.goto(city + path)
        check(page, f"site{path.replace('/', '-')}{width}")
    page.goto(f"{city}/aldermere/")
    for account in demo.accounts():
        become(page, account.key)
        assert page.url == f"{city}/aldermere/"
        assert page.get_by_role("link", name=account.name).first.is_visible()
        check(page, f"home-{account.key}-{width}")
    become(page, "visitor")
    assert page.get_by_role("link", name="Sign in").is_visible()
    context.close()


@pytest.mark.django_db(transaction=True)
def test_an_installation_without_an_area_invites(browser, live_server):
    assert not Area.objects.exists()
    for width in harness.WIDTHS:
        context = harness.context(browser, width=width)
        page = context.new_page()
        page.goto(live_server.url)
        check(page, f"site-empty-{width}")
        context.close()


def test_a_visitor_reaches_the_promise_on_the_slip_by_keyboard(browser, city):
    context = harness.context(browser)
    page = context.new_page()
    page.goto(f"{city}/aldermere/")
    page.get_by_role("link", name="Skip to main content").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text().endswith("consultation that matters")
    context.close()
