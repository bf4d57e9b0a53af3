"""Every page there is, from the URL configuration: as whoever sees most, empty, and in error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.formats.packs import load
from tests import figures
from tests.browser import alike, harness, serving, statement, stretching
from tests.browser.conftest import WRONG
from tests.browser.harness import DESK, PHONE, ROOT, WIDTHS
from tests.browser.visiting import (
    FILES,
    Site,
    account,
    addressed,
    of_one_area,
    pages,
    visitors,
    with_forms,
    without_an_object,
)
from tests.browser.watching import Watch
from tests.site import furnished
from tests.site.matrix.answers import addresses, filled
from tests.site.matrix.place import Place
from tests.site.matrix.row import ALL
from tests.site.matrix.table import ROWS

pytestmark = pytest.mark.browser

# Where nothing is adopted there is nothing to print or to search; no page leads there.
OF_AN_EDITION = {f"/{{area}}/agreement/{page}/" for page in ("glossary", "print", "search")}
STEPS = {step.key for step in load(ROOT / "packs/leicester-2008").procedure.steps}
# Of each form whether there is anything in it to fill in.
FORMS = """root => [...root.querySelectorAll("main form[method=post]")]
  .map(form => !!form.querySelector("input:not([type=hidden]), textarea, select"))"""
BLANK = """(root, place) => {
  const form = root.querySelectorAll("main form[method=post]")[place];
  for (const one of form.elements) {
    if (["hidden", "submit", "button", "fieldset"].includes(one.type)) continue;
    one.checked = false;
    if (!["checkbox", "radio", "file"].includes(one.type)) one.value = "";
  }
  form.querySelector("[type=submit]").click();
}"""
CAME_BACK = """root => ({
  summaries: root.querySelectorAll(".govuk-error-summary").length,
  links: root.querySelectorAll(".govuk-error-summary a").length,
})"""


@pytest.fixture(scope="module")
def site(browser, django_db_setup, django_db_blocker) -> Iterator[Site]:
    """The world of the matrix and an area with nothing in it, served for this module."""
    with django_db_blocker.unblock(), furnished.areas(opened=True) as world:
        bare = _bare()
        people = {**world.actors, "officer of nothing": _officer(bare)}
        watch = Watch([world.here.area, world.there.area, bare])
        with serving.served() as address:
            made = Site(address, world, bare, browser, people, watch)
            yield made
            for player in made.players.values():
                player.context.close()
        figures.note(
            "pages in a browser", figures.turn("pages in a browser"),
            looked_at=watch.pages, built_alike=watch.alike, stops_by_keyboard=made.stops,
            seconds_of_axe=round(watch.seconds),
        )  # fmt: skip


def _bare() -> Area:
    return Area.objects.create(slug="nothing", name="Nothing Yet")


def _officer(area: Area):
    from opencompact.base.accounts.models import User

    user = User.objects.create_user("officer@nothing.example", name="Ona First")
    with within(area):
        Role.objects.create(area=area, user=user, kind=RoleKind.OFFICER, starts=date(2026, 1, 5))
    return user


@pytest.fixture(autouse=True)
def no_faults(site, request) -> Iterator[None]:
    """Whatever a test looks at has to be without fault, and is noted for the statement."""
    watch, stops = site.watch, site.stops
    watch.faults.clear()
    watch.widths.clear()
    yield
    named = getattr(request.node, "callspec", None)
    wrong = request.node.stash.get(WRONG, "it was not run")
    statement.note(
        test=request.node.originalname, address=named.params.get("address", "") if named else "",
        looks=len(watch.widths), widths=sorted(set(watch.widths)), stops=site.stops - stops,
        faults=list(dict.fromkeys([*watch.faults, *filter(None, [wrong])])),
    )  # fmt: skip
    assert not watch.faults, watch.report()


def test_what_looks_at_the_pages(site):
    """Which browser and which axe it is, with how many rules, for the statement."""
    player = site.player("anonymous", DESK)
    player.page.goto(site.address)
    axe, rules = harness.axe_itself(player.page)
    assert rules > 50
    browser = f"Chromium {site.browser.version.split('.')[0]}"
    statement.note(axe=axe, rules=rules, browser=browser, standards=harness.AXE_RULES)


def test_the_list_is_the_url_configuration():
    rest = {address for address in addresses() if address not in pages()}
    shown = {one for one in rest if any(row.get is not None for row in ROWS[one])}
    assert {one for one in shown if not FILES.search(one)} == set()
    assert len(pages()) > 40


@pytest.mark.parametrize("address", pages())
def test_every_page_as_whoever_sees_most(site, address):
    """At both widths, and by the keyboard alone."""
    for asked, row in addressed(site.world, address):
        name = visitors(row)[0]
        response = site.show_at_both_widths(name, asked, by_keyboard=True)
        assert "text/html" in response.headers["content-type"]
        assert response.status in {200, 409}, f"{asked} answered {name} {response.status}"


@pytest.mark.nightly
@pytest.mark.parametrize("address", of_one_area())
def test_every_page_as_the_others_see_it_on_a_phone(site, address):
    """Built alike for most of them; who sees most is met on every push, at both widths."""
    for asked, row in addressed(site.world, address):
        others = ["anonymous"] if row.get == ALL else visitors(row)[1:]
        for name in others:
            site.show(name, PHONE, asked)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", without_an_object())
def test_every_page_of_an_area_with_nothing_in_it(site, address, width):
    asked = filled(address, Place(site.bare), None)
    name = "officer of nothing" if width == DESK else "anonymous"
    response = site.show(name, width, asked)
    allowed = {200, 404} if address in OF_AN_EDITION else {200, 409}
    assert response.status in allowed, f"{asked} answered {response.status}"


@pytest.mark.parametrize("address", with_forms())
def test_every_form_sent_empty_says_what_is_missing(site, address):
    for asked, row in addressed(site.world, address):
        send_empty(site, visitors(row)[0], asked)


@pytest.mark.parametrize("name", ["complainant", "chair", "mediator", "officer"])
def test_every_step_that_is_possible_sent_empty(site, name):
    for case in ("own", "sibling"):
        number = site.world.here.objects["case"][case][0]
        answer = site.fetch(name, f"/anywhere/disputes/{number}/")
        body = answer.content.decode() if answer.status_code == 200 else ""
        found = set(re.findall(rf'href="/anywhere/disputes/{number}/([a-z-]+)/[?"]', body))
        for key in sorted(found & STEPS):
            step = f"/anywhere/disputes/{number}/{key}/"
            send_empty(site, name, step)


def has_form(site: Site, name: str, address: str) -> bool:
    """Whether there is anything to send; a page that has nothing is not worth a browser."""
    return b'method="post"' in site.fetch(name, address).content


def send_empty(site: Site, name: str, address: str) -> None:
    """Empty every form of a page and send it: it comes back and leads to what is missing."""
    if not has_form(site, name, address):
        return
    player = site.player(name, PHONE)
    player.page.goto(f"{site.address}{address}")
    fillable = [place for place, fields in enumerate(alike.told(player.page, FORMS)) if fields]
    for place in fillable:
        if place != fillable[0]:
            player.page.goto(f"{site.address}{address}")
        with player.page.expect_navigation():
            alike.told(player.page, BLANK, place)
        found = alike.told(player.page, CAME_BACK)
        assert found["summaries"], f"{address} took an empty form"
        assert player.page.title().startswith("Error: "), player.page.title()
        assert found["links"], f"{address} does not lead to what is missing"
        site.watch.look(player.page)


ACCOUNT = account()


def test_the_pages_of_an_account_are_all_there():
    assert {"/account/", "/account/login/", "/account/second-step/webauthn/add/"} <= set(ACCOUNT)
    assert len(ACCOUNT) > 30


@pytest.mark.parametrize("address", ACCOUNT)
def test_every_page_of_an_account(site, address):
    """As a visitor, whose pages have tests of their own too, and as somebody signed in.

    Who is only sent on has another page's test.
    """
    for name in ("anonymous", "member"):
        if site.fetch(name, address).status_code != 302:
            site.show_at_both_widths(name, address, by_keyboard=True)


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("anonymous", "/no-such-area/", 404),
        ("anonymous", "/anywhere/agreement/no-such-promise/", 404),
        ("member", "/anywhere/people/", 403),
        ("chair", "/anywhere/disputes/2026-001/start-appeal/", 409),
    ],
)
def test_what_a_refusal_looks_like(site, name, address, status):
    assert site.show_at_both_widths(name, address).status == status


def test_no_two_pages_have_the_same_title(site):
    titles: dict[str, str] = {}
    for address in pages():
        for asked, row in addressed(site.world, address):
            response = site.fetch(visitors(row)[0], asked)
            found = re.search(r"<title>(.*?)</title>", response.content.decode())
            # What is only sent on has another page's title.
            assert found or response.status_code == 302, asked
            if not found:
                continue
            known = titles.setdefault(found[1], asked) if response.status_code == 200 else asked
            assert known == asked, found[1]


@pytest.fixture(scope="module")
def stretched(site, by_night) -> Site:
    """The same site with texts as long as they may be; what comes after it finds them so too."""
    stretching.stretch(site.world.here.area)
    site.watch.areas = list(Area.objects.all())
    site.watch.titles.clear()
    if by_night:
        alike.IN_ORDER.begin_anew()  # by night axe judges again what only has longer texts
    return site


@pytest.mark.parametrize("width", [PHONE, pytest.param(DESK, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("address", pages())
def test_every_page_with_texts_as_long_as_may_be(stretched, address, width):
    """On a push where there is least room for them."""
    for asked, row in addressed(stretched.world, address):
        response = stretched.show(visitors(row)[0], width, asked)
        assert response.status in {200, 409}, f"{asked} answered {response.status}"
