"""The frame of a page: title, navigation, demo bar, headers, and pages that say what went wrong."""

import re

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from opencompact.base.ui import navigation
from opencompact.base.ui.middleware import HEADERS, HeadersMiddleware

QUESTION = "/anywhere/question/"
pytestmark = pytest.mark.usefixtures("gallery")


@pytest.fixture
def page(client):
    return lambda path=QUESTION: client.get(path).content.decode()


@pytest.mark.parametrize(
    ("method", "title"),
    [
        ("get", "When did you last write? \u2013 Westbridge Compact"),
        ("post", "Error: When did you last write? \u2013 Westbridge Compact"),
    ],
)
def test_title(client, method, title):
    shown = getattr(client, method)(QUESTION, {"date_day": "6"}).content.decode()
    assert f"<title>{title}</title>" in shown


def test_the_areas_own_word_is_used(gallery, page):
    gallery.wording = {"agreement": "Covenant"}
    gallery.save()
    assert "Westbridge Covenant" in page()


def test_navigation_marks_where_you_are(page):
    current = re.findall(r'href="#(\w+)" aria-current="true"', page())
    assert current == ["Disagreements"]


def test_demo_bar_leads_back(page):
    shown = page(f"{QUESTION}?a=1&b=2")
    assert 'action="/switch/"' in shown
    assert f'name="next" value="{QUESTION}?a=1&amp;b=2"' in shown
    assert '<option value="2" selected>Amina Yusuf, Compact officer</option>' in shown


def test_no_bar_outside_a_demo(settings, page):
    settings.DEMO_BAR = ""
    assert "oc-demo" not in page()


@pytest.mark.parametrize("ask", [navigation.navigation_for, navigation.demo_bar_for])
def test_nothing_is_asked_of_nobody(settings, ask):
    settings.NAVIGATION = settings.DEMO_BAR = ""
    assert not ask(RequestFactory().get("/"))


@pytest.mark.parametrize(
    ("signed_in", "words"), [(False, 'href="/account/login/?next='), (True, "Sign out")]
)
def test_who_you_are(page, client, user, signed_in, words):
    if signed_in:
        client.force_login(user)
    shown = page()
    assert words in shown
    assert ("Ada Lovelace" in shown) is signed_in


def test_the_way_back_from_signing_in_is_kept_whole(page):
    assert "/account/login/?next=%2Fanywhere%2Fquestion%2F%3Fa%3D1%26b%3D2" in page(
        f"{QUESTION}?a=1&b=2"
    )


def test_every_page_links_to_the_statements(page):
    shown = page()
    for address in ("/anywhere/accessibility/", "/anywhere/privacy/", "/about/"):
        assert f'href="{address}"' in shown


@pytest.mark.parametrize("path", [QUESTION, "/anywhere/gallery/", "/nowhere/question/"])
def test_nothing_a_strict_policy_would_refuse(page, path):
    shown = page(path)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shown)
    assert all('src="' in script for script in re.findall(r"<script[^>]*>", shown))


@pytest.mark.parametrize("path", [QUESTION, "/nowhere/", "/anywhere/not-now/"])
def test_every_answer_carries_the_headers(client, path):
    response = client.get(path)
    assert {name: response[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(("signed_in", "kept"), [(True, "no-store"), (False, None)])
def test_pages_of_a_person_are_not_kept(client, user, signed_in, kept):
    if signed_in:
        client.force_login(user)
    assert client.get(QUESTION).headers.get("Cache-Control") == kept


def test_a_style_sheet_is_kept_though_signed_in(client, user):
    client.force_login(user)
    kept = client.get("/anywhere/theme.css?colour=0b5c5c")["Cache-Control"]
    assert "immutable" in kept
    assert "no-store" not in kept


def test_a_view_may_set_a_stricter_header():
    def view(_request):
        return HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    response = HeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("template", "heading"),
    [
        ("400.html", "We could not read that"),
        ("403.html", "This page is not open to you"),
        ("403_csrf.html", "Please send that again"),
        ("404.html", "We cannot find this page"),
        ("409.html", "Not at this point"),
        ("429.html", "Please wait a little"),
        ("500.html", "Something went wrong"),
    ],
)
def test_pages_of_trouble_need_nothing(template, heading):
    page = render_to_string(template)
    assert f'<h1 class="govuk-heading-xl">{heading}</h1>' in page
    assert "<title>" in page


def test_not_now_says_what_is_possible(client):
    response = client.get("/anywhere/not-now/")
    page = response.content.decode()
    assert response.status_code == 409
    assert "The papers are still being exchanged." in page
    assert "<li>withdraw</li>" in page


def test_an_unknown_area_gets_the_page_of_trouble(client):
    response = client.get("/nowhere/question/")
    assert response.status_code == 404
    assert "We cannot find this page" in response.content.decode()
