"""The pages in a real Chromium: phone and desk, with and without scripts, by keyboard, on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from opencompact.apps.agreement.tasks import adopt
from opencompact.base.areas.models import Area
from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
PACKS = harness.ROOT / "packs"
PAGES = {
    "leicester-2008": (
        "",
        "part/disagreements/",
        "part/commitments/",
        "public-h/",
        "who/vcs-funded/",
        "glossary/",
        "search/",
        "search/?q=consultation",
        "search/?q=fundign",
        "print/",
        "editions/",
    ),
    "leeds-2010": ("", "part/principle-6/", "p6-2-3/", "who/public/", "glossary/", "print/"),
}


@pytest.fixture
def site(live_server) -> str:
    """Two areas with the packs that come with the software; where their pages begin."""
    for name in PAGES:
        slug = name.partition("-")[0]
        Area.objects.create(slug=slug, name=slug.title())
        adopt(slug, Path(PACKS / name), AT)
    return str(live_server.url)


def address(site: str, pack: str, page: str) -> str:
    return f"{site}/{pack.partition('-')[0]}/agreement/{page}"


@pytest.mark.parametrize(("width", "javascript"), [(harness.PHONE, False), (harness.DESK, True)])
@pytest.mark.parametrize("pack", PAGES)
def test_every_page_is_accessible_and_fits(browser, site, pack, width, javascript):
    context = harness.context(browser, width=width, javascript=javascript)
    page = context.new_page()
    for path in PAGES[pack]:
        page.goto(address(site, pack, path))
        assert harness.axe_once(page) == [], path
        assert harness.no_horizontal_scroll(page), path
    context.close()


@pytest.fixture
def reader(browser, site) -> Iterator[Page]:
    """Somebody without scripts on a phone, at a commitment with a word that is explained."""
    context = harness.context(browser, width=harness.PHONE, javascript=False)
    page = context.new_page()
    page.goto(address(site, "leicester-2008", "public-h/"))
    yield page
    context.close()


def test_a_word_is_explained_where_it_stands_without_scripts(reader):
    word = reader.locator("summary", has_text="consultation").first
    meaning = reader.locator("details", has=word).locator(".oc-word__meaning")
    assert not meaning.is_visible()
    word.click()
    expect(meaning).to_be_visible()
    assert harness.no_horizontal_scroll(reader)
    word.click()
    expect(meaning).to_be_hidden()


def test_a_word_is_explained_by_keyboard(reader):
    word = reader.locator("summary", has_text="consultation").first
    word.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("details[open] .oc-word__meaning")).to_be_visible()
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent").startswith("Where it is used")


def test_a_search_needs_no_script(reader, site):
    reader.goto(address(site, "leicester-2008", ""))
    reader.get_by_label("Search the Compact").fill("consultations")
    harness.onward(reader.get_by_role("button", name="Search"))
    assert reader.locator("mark").first.is_visible()
    harness.onward(reader.locator(".oc-hits a").first)
    assert reader.get_by_role("heading", level=1).is_visible()


def test_a_reader_can_go_from_cover_to_cover(reader, site):
    reader.goto(address(site, "leicester-2008", ""))
    start = reader.get_by_role("link", name="Start reading").or_(
        reader.get_by_role("button", name="Start reading")
    )
    harness.onward(start)
    titles = [reader.title()]
    while (onward := reader.locator('a[rel="next"]')).count():
        harness.onward(onward)
        titles.append(reader.title())
    assert len(titles) == len(set(titles)) == 9
