"""Registering a short consultation with its reason, and answering one, in a real Chromium."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from opencompact.apps.consultations.models import Response
from opencompact.apps.organisations.models import Departure
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests import strong
from tests.apps.consultations.conftest import TODAY, Asking, moment
from tests.apps.disputes.town import build
from tests.browser import harness

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WAYS = [
    (harness.PHONE, False),
    pytest.param(harness.PHONE, True, marks=pytest.mark.nightly),
    pytest.param(harness.DESK, False, marks=pytest.mark.nightly),
    pytest.param(harness.DESK, True, marks=pytest.mark.nightly),
]


def sign_in(context, user, url: str) -> None:
    client = Client()
    client.force_login(user)
    strong.prove(strong.begin(client))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])


def look(page, name: str) -> None:
    """Every page of the journey is without fault, fits the screen, and is kept as a picture."""
    width = page.viewport_size["width"]
    harness.shot(page, f"consultations-{name}-{width}")
    assert harness.axe_once(page) == [], name
    assert harness.no_horizontal_scroll(page), name


def days(page, name: str, on: date) -> None:
    for place, value in enumerate((on.day, on.month, on.year)):
        page.locator(f"#id_{name}_{place}").fill(str(value))


@pytest.mark.parametrize(("width", "javascript"), WAYS)
def test_register_a_short_consultation_with_its_reason(browser, live_server, width, javascript):
    with time_machine.travel(moment(), tick=True):
        area = Area.objects.create(slug="anywhere", name="Anywhere")
        with within(area):
            town = build(area, "leicester-2008")
        context = harness.context(browser, width=width, javascript=javascript)
        sign_in(context, town.users["officer"], live_server.url)
        page = context.new_page()
        root = f"{live_server.url}/anywhere/consultations/"
        page.goto(f"{root}add/")
        look(page, "add")
        page.get_by_label("Which body asks?").fill(town.organisations["hall"].name)
        page.get_by_label("Title", exact=True).fill("The future of the day centres")
        page.get_by_label("What is to be decided?").fill("Whether two day centres become one.")
        page.locator("#id_significant_effect_0").check()
        page.get_by_label("Communities").fill("Older people")
        page.get_by_label("Whom can people ask?").fill("Pat Smith, 0116 496 0000")
        days(page, "opens", date(2026, 11, 30))
        days(page, "closes", date(2027, 2, 21))
        harness.onward(page.get_by_role("button", name="Save the draft"))
        page.get_by_text("It closes 1 day too soon.").wait_for()
        look(page, "short")
        page.get_by_label("Give a reason that everybody can read").check()
        harness.onward(page.get_by_role("button", name="Save the draft"))
        page.get_by_role("link", name="Enter the reason").wait_for()
        page.get_by_label("Why is there less time than was promised?").fill("The lease ends.")
        page.get_by_label("so that people can take part all the same?").fill("We come to you.")
        page.get_by_label("Who approved it?").fill("Director of Care")
        harness.onward(page.get_by_role("button", name="Save the draft"))
        page.get_by_role("heading", name="The future of the day centres").wait_for()
        harness.onward(page.get_by_role("button", name="Publish it"))
        page.get_by_text("Explained", exact=True).first.wait_for()
        look(page, "explained")
        context.close()
        with within(area):
            assert Departure.objects.get().reason == "The lease ends."


def test_answer_with_a_break(browser, live_server):
    with time_machine.travel(moment(), tick=True):
        area = Area.objects.create(slug="anywhere", name="Anywhere")
        with within(area):
            town = build(area, "leicester-2008")
            asking = Asking(town, town.actor("officer", TODAY))
            made = asking.asked()
        context = harness.context(browser, width=harness.PHONE, javascript=False)
        page = context.new_page()
        page.goto(f"{live_server.url}{made.get_absolute_url()}")
        look(page, "open")
        harness.onward(page.get_by_role("button", name="Take part"))
        look(page, "respond")
        page.get_by_label("Lunch").check()
        harness.onward(page.get_by_role("button", name="Save and go on later"))
        look(page, "put-by")
        address = page.locator(".oc-secret a").get_attribute("href")
        page.goto(f"{live_server.url}{urlsplit(address).path}")
        assert page.get_by_label("Lunch").is_checked()
        harness.onward(page.get_by_role("button", name="Check your answers"))
        page.get_by_role("link", name="Answer “What would you miss?”").wait_for()
        look(page, "respond-wrong")
        page.get_by_label("What would you miss?").fill("The lunch club.")
        harness.onward(page.get_by_role("button", name="Check your answers"))
        look(page, "check")
        harness.onward(page.get_by_role("button", name="Send your answer"))
        page.get_by_role("heading", name="Your answer is sent").wait_for()
        look(page, "sent")
        context.close()
        with within(area):
            answers = Response.objects.get().answers
        assert answers == {"q1": "The lunch club.", "q3": ["Lunch"]}
