"""Every component in a real browser: axe, width, and pictures to look at."""

import pytest

from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=harness.WIDTHS)
def page(request, browser, gallery, live_server):
    context = harness.context(browser, width=request.param)
    made = context.new_page()
    made.base = live_server.url
    made.width = request.param
    yield made
    context.close()


def test_gallery_reads_well(page):
    page.goto(f"{page.base}/anywhere/gallery/?page=7")
    harness.shot(page, f"gallery-{page.width}")
    assert harness.axe(page) == []
    assert harness.no_horizontal_scroll(page)
