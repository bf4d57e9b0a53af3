"""How long a session lasts, and the page that lists where somebody is signed in."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.conf import settings as real
from django.core.cache import cache
from django.test import Client

from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.devices import named
from opencompact.base.accounts.middleware import ENDED
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from tests import strong

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/anywhere/members/"
EMAIL, PASSWORD = "ada@example.org", "a long enough phrase"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130 Safari/537 Edg/130"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"


def chair(user, area, on: date):
    """A loader by which everybody is the chair."""
    return Actor(user.pk, str(user), user.email, area.pk, (ActorRole(RoleKind.CHAIR),))


def champion(user, area, on: date):
    """A loader by which everybody is a champion."""
    return Actor(user.pk, str(user), user.email, area.pk, (ActorRole(RoleKind.CHAMPION),))


@pytest.fixture(autouse=True)
def little_site(settings, area):
    settings.ROOT_URLCONF = "tests.base.areas.pages"
    settings.NAVIGATION = settings.DEMO_BAR = ""
    settings.STRONG_ROLES = strong.ROLES
    settings.ACTOR_LOADER = f"{__name__}.chair"
    cache.clear()


@pytest.fixture
def ada():
    return enrol(email=EMAIL, name="Ada Lovelace", password=PASSWORD, proven=True)


@pytest.fixture
def browser(client, ada):
    """Signed in with a second factor, at nine in the morning."""
    with time_machine.travel(AT, tick=False):
        client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
        return strong.prove(client)


def opened(client, after, page=PAGE):
    """Whether a page opens this long after nine."""
    with time_machine.travel(AT + after, tick=False):
        return client.get(page).status_code == 200


def test_the_limits_of_service():
    assert (real.STRONG_SESSION_AGE, real.STRONG_SESSION_IDLE) == (43_200, 3_600)
    assert timedelta(seconds=real.SESSION_COOKIE_AGE) == timedelta(weeks=2)


@pytest.mark.parametrize(("after", "goes_on"), [(60 * MINUTE, True), (62 * MINUTE, False)])
def test_a_strong_session_ends_when_it_is_left_alone(browser, after, goes_on):
    assert opened(browser, timedelta())
    assert opened(browser, after) is goes_on


def test_use_keeps_it_but_not_beyond_half_a_day(browser):
    for number in range(24):
        assert opened(browser, number * 30 * MINUTE), number
    assert not opened(browser, 12 * HOUR + MINUTE)


@pytest.mark.parametrize("page", ["/opened/", "/account/places/", PAGE])
def test_every_page_counts_and_every_page_ends_it(browser, page):
    assert opened(browser, timedelta())
    assert opened(browser, 50 * MINUTE, page)
    assert opened(browser, 100 * MINUTE, PAGE)
    with time_machine.travel(AT + 170 * MINUTE, tick=False):
        browser.get(page)
        assert "_auth_user_id" not in browser.session
        assert ENDED in browser.get("/account/login/").content.decode()


def test_a_session_from_before_the_role_is_too_old_at_once(browser, settings):
    settings.ACTOR_LOADER = f"{__name__}.champion"
    assert opened(browser, 20 * HOUR)
    settings.ACTOR_LOADER = f"{__name__}.chair"
    assert not opened(browser, 21 * HOUR)
    assert "_auth_user_id" not in browser.session


def test_nobody_else_is_held_to_it(browser, settings):
    settings.ACTOR_LOADER = f"{__name__}.champion"
    for days in (0, 1, 5, 13):
        assert opened(browser, timedelta(days=days))
    assert not opened(browser, timedelta(weeks=2, minutes=1))


def test_a_session_is_not_written_at_each_request(browser, django_assert_num_queries):
    assert opened(browser, timedelta())
    with django_assert_num_queries(3):
        assert opened(browser, timedelta(seconds=30))


def test_a_demonstration_ends_no_session(browser, settings):
    settings.STRONG_SESSION_AGE = settings.STRONG_SESSION_IDLE = 0
    assert opened(browser, timedelta())
    assert opened(browser, 13 * HOUR)


# Where somebody is signed in.


def sign_in(user_agent):
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/login/", {"login": EMAIL, "password": PASSWORD})
    return client


def page(client):
    return client.get("/account/places/").content.decode()


def test_the_page_lists_each_browser(ada):
    desk, phone = sign_in(EDGE), sign_in(PHONE)
    for client in (desk, phone):
        assert "Edge on Windows" in page(client)
        assert "Safari on an iPhone" in page(client)
        assert page(client).count("This one") == 1


def test_one_of_them_can_be_ended(ada):
    desk, phone = sign_in(EDGE), sign_in(PHONE)
    lost = UserSession.objects.get(user_agent=PHONE)
    response = desk.post(f"/account/places/{lost.pk}/end/", follow=True)
    assert "You are signed out there." in response.content.decode()
    assert "iPhone" not in page(desk)
    assert phone.get("/account/places/").status_code == 302


def test_the_present_one_is_ended_by_signing_out(ada):
    desk = sign_in(EDGE)
    here = UserSession.objects.get()
    assert desk.post(f"/account/places/{here.pk}/end/")["Location"] == "/account/logout/"
    assert desk.get("/account/places/").status_code == 200


def test_all_others_can_be_ended_also_those_not_listed(ada):
    desk, phone, unlisted = sign_in(EDGE), sign_in(PHONE), Client()
    unlisted.force_login(ada)
    desk.post("/account/places/end/")
    assert "Edge" in page(desk)
    for gone in (phone, unlisted):
        assert gone.get("/account/places/").status_code == 302


def test_nobody_ends_the_session_of_somebody_else(ada):
    sign_in(PHONE)
    stranger = Client()
    stranger.force_login(enrol(email="eve@example.org", proven=True))
    place = UserSession.objects.get()
    assert stranger.post(f"/account/places/{place.pk}/end/").status_code == 404
    assert UserSession.objects.filter(pk=place.pk).exists()


@pytest.mark.parametrize("path", ["places/end/", "places/1/end/"])
def test_ending_needs_a_post(client, ada, path):
    client.force_login(ada)
    assert client.get(f"/account/{path}").status_code == 405


@pytest.mark.parametrize(
    "path", ["", "protect/", "protect/done/", "places/", "second-step/", "connections/"]
)
def test_the_pages_are_for_somebody_signed_in(client, db, path):
    response = client.get(f"/account/{path}")
    assert response["Location"] == f"/account/login/?next=/account/{path}"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""]
)
def test_after_the_set_up_nobody_is_sent_to_a_strangers_site(browser, wanted):
    browser.get("/account/protect/", {"next": wanted})
    assert browser.get("/account/protect/done/")["Location"] == "/account/"


def test_after_the_set_up_one_goes_where_one_wanted_to_go(browser):
    browser.get("/account/protect/", {"next": PAGE})
    assert browser.get("/account/protect/done/")["Location"] == PAGE
    assert browser.get("/account/protect/done/")["Location"] == "/account/"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (EDGE, "Edge on Windows"),
        (PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Firefox/132.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari/537", "Chrome on Android"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_browsers_are_named(user_agent, name):
    assert named(user_agent) == name
