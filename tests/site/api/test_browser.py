"""A token's life in a real Chromium: what the walk through all pages cannot see, at both widths."""

import pytest
from playwright.sync_api import Page

from opencompact.base.accounts.models import User
from opencompact.base.areas.scoping import within
from tests.apps.disputes.town import build
from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(area) -> User:
    with within(area):
        return build(area, "leicester-2008").users["officer"]


@pytest.fixture
def page(browser, live_server, officer, client):
    client.force_login(officer)
    context = harness.context(browser)
    cookie = next(iter(client.cookies.values()))
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def look(page: Page, name: str) -> None:
    """The page as it stands, on a phone and on a desk."""
    for width in harness.WIDTHS:
        harness.resize(page, width)
        harness.shot(page, f"api-{name}-{width}")
        assert harness.axe_once(page) == [], name
        assert harness.no_horizontal_scroll(page), name


def test_a_token_is_made_shown_once_used_and_revoked(page, live_server):
    page.goto(f"{live_server.url}/anywhere/tokens/")
    harness.onward(page.get_by_role("button", name="Make a token"))
    harness.onward(page.get_by_role("button", name="Make the token"))
    assert "Error: Make a token" in page.title()
    look(page, "errors")
    page.get_by_label("What is it for?").fill("Register sync, office computer")
    page.get_by_label("Add and change organisations, and import them").check()
    page.get_by_label("Read the cases you have a part in").check()
    harness.onward(page.get_by_role("button", name="Make the token"))
    look(page, "made")
    secret = page.locator(".oc-secret code").inner_text()
    asked = page.request.get(
        f"{live_server.url}/api/v1/areas/anywhere/token",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert asked.json()["scopes"] == ["read:cases", "write:register"]
    harness.onward(page.get_by_role("button", name="I have copied it"))
    assert page.url.endswith("/tokens/")
    assert secret not in page.content()
    look(page, "list")
    harness.onward(page.get_by_role("link", name="Revoke Register sync, office computer"))
    assert page.url.endswith("/revoke/")
    harness.onward(page.get_by_role("button", name="Revoke it"))
    assert page.url.endswith("/tokens/")
    assert page.get_by_text("Revoked", exact=True).is_visible()
    assert page.get_by_text("opens nothing any more").is_visible()


def test_the_page_for_programmers_opens_what_it_folds(page, live_server):
    page.goto(f"{live_server.url}/anywhere/")
    harness.onward(page.get_by_role("link", name="For programmers"))
    page.get_by_role("article").first.get_by_text("In the answer").click()
    assert page.get_by_text("The area's own words for things.").first.is_visible()
