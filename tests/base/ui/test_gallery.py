"""Every component in a real browser: axe, width, keyboard, and pictures to look at."""

import pytest
from playwright.sync_api import expect

from tests.browser import harness

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("gallery"),
]


SCRIPTED = [(width, True) for width in harness.WIDTHS]
EVERY = [*SCRIPTED, *((width, False) for width in harness.WIDTHS)]
everywhere = pytest.mark.parametrize("page", EVERY, indirect=True)


@pytest.fixture(params=SCRIPTED)
def page(request, browser, live_server):
    """A page at each width (`everywhere`: without JavaScript too) that keeps console errors."""
    width, javascript = request.param
    context = harness.context(browser, width=width, javascript=javascript)
    made = context.new_page()
    made.base = f"{live_server.url}/anywhere"
    made.mark = f"{width}{'' if javascript else '-plain'}"
    made.said = []
    made.on("console", lambda said: said.type == "error" and made.said.append(said.text))
    yield made
    context.close()


def reads_well(page, name):
    """Take a picture and ask axe; the page must fit its screen and break no policy."""
    harness.shot(page, f"{name}-{page.mark}")
    assert harness.axe(page) == []
    assert harness.no_horizontal_scroll(page)
    assert page.said == []


@everywhere
def test_gallery(page):
    page.goto(f"{page.base}/gallery/?page=7")
    reads_well(page, "gallery")


OVERLAPS = """() => [...document.querySelectorAll('svg.oc-chart__paper')].flatMap(paper => {
  const boxes = [...paper.querySelectorAll('text')].map(one => [
    one.textContent, one.getBoundingClientRect()])
  return boxes.flatMap(([name, a], n) => boxes.slice(n + 1).filter(([_, b]) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1
  ).map(([other]) => `${name} / ${other}`))
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg.oc-chart__paper text')].map(
  one => one.getBoundingClientRect().height))"""


@everywhere
def test_words_of_a_chart_are_large_enough_and_do_not_meet(page):
    page.goto(f"{page.base}/gallery/")
    assert page.locator("svg.oc-chart__paper text").count() >= 20
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(SMALLEST) >= 12
    assert harness.no_horizontal_scroll(page)
    key = page.locator(".oc-chart__key--lines").first
    assert key.is_visible() == (page.viewport_size["width"] == harness.PHONE)


@pytest.mark.parametrize("colour", ["#7a1f3d", "#1f4e8c", "#767676"])
def test_an_areas_own_colour(gallery, page, colour):
    gallery.colour = colour
    gallery.save()
    page.goto(f"{page.base}/gallery/")
    reads_well(page, f"gallery-{colour[1:]}")


@everywhere
def test_gallery_with_every_error(page):
    page.goto(f"{page.base}/gallery/")
    page.fill("#id_received_0", "30")
    page.fill("#id_received_1", "2")
    page.fill("#id_received_2", "2027")
    page.fill("#id_outcome", "x" * 201)
    harness.onward(page.locator("text=Send >> nth=-1"))
    reads_well(page, "gallery-errors")
    assert page.input_value("#id_received_1") == "2"
    page.click(".govuk-error-summary >> text=Select sector")
    expect(page.locator("#id_sector_0")).to_be_focused()


@everywhere
def test_one_question(page):
    page.goto(f"{page.base}/question/")
    reads_well(page, "question")
    page.fill("#id_date_0", "30")
    harness.onward(page.locator("button:has-text('Continue')"))
    reads_well(page, "question-errors")
    assert page.title().startswith("Error: ")
    assert page.input_value("#id_date_0") == "30"


@pytest.mark.parametrize("name", ["not-now", "nothing-here"])
def test_pages_of_trouble(page, name):
    page.goto(f"{page.base}/{name}/")
    harness.shot(page, f"trouble-{name}-{page.mark}")
    assert harness.axe(page) == []
    assert harness.no_horizontal_scroll(page)


def test_an_open_strip_fits(page):
    page.goto(f"{page.base}/gallery/")
    page.click("summary >> nth=0")
    reads_well(page, "strip-open")


def test_print(page):
    page.emulate_media(media="print")
    page.goto(f"{page.base}/gallery/")
    harness.shot(page, f"print-{page.mark}")
    for hidden in (".oc-navigation", ".oc-demo", ".govuk-breadcrumbs", ".oc-filters"):
        assert not page.locator(hidden).is_visible()
    assert page.locator(".oc-commitment__number").first.is_visible()


def test_keyboard_starts_with_the_skip_link(page):
    page.goto(f"{page.base}/question/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/question/#main-content")
