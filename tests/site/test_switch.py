"""The bar of a demonstration: who can become whom, and that there is no such thing in service."""

from datetime import date

import pytest
from django.test import Client, RequestFactory

from opencompact.apps.organisations.models import Role
from opencompact.base.accounts.actions import enrol
from opencompact.base.areas.scoping import within
from opencompact.site import demo
from opencompact.site.switch import VISITOR, bar

ADDRESS = "/switch/"


@pytest.fixture
def people(settings, db):
    """The accounts of the demo, without its city."""
    settings.DEMO = True
    return {one.key: enrol(email=one.email, name=one.name) for one in demo.accounts()}


def signed_in(client) -> str:
    return client.session.get("_auth_user_id", "")


@pytest.mark.parametrize(
    ("method", "status"), [("get", 404), ("post", 404), ("put", 405), ("delete", 405)]
)
def test_switch_is_refused_in_service(client, settings, people, method, status):
    settings.DEMO = False
    assert getattr(client, method)(ADDRESS, {"person": "officer"}).status_code == status
    assert not signed_in(client)


def test_switch_without_a_choice_says_whom_to_become(client, people):
    page = client.get(ADDRESS).content.decode()
    assert not signed_in(client)
    for one in demo.accounts():
        assert one.sees
        assert f'name="person" value="{one.key}"' in page


def test_switch_needs_the_token_of_the_form(people):
    client = Client(enforce_csrf_checks=True)
    assert client.post(ADDRESS, {"person": "officer"}).status_code == 403
    assert not signed_in(client)


def test_switch_signs_in_as_the_person_chosen(client, people):
    for key in ("officer", "mediator"):
        response = client.post(ADDRESS, {"person": key, "next": "/about/"})
        assert (response.status_code, response["Location"]) == (302, "/about/")
        assert signed_in(client) == str(people[key].pk)


def test_switch_asks_for_no_second_step(client, people, area, settings):
    """Whoever looks at a demonstration is let in at once; in service there is no such bar."""
    settings.STRONG_ROLES = ("officer",)
    with within(area):
        start = date(2026, 1, 5)
        Role.objects.create(area=area, user=people["officer"], kind="officer", starts=start)
    client.post(ADDRESS, {"person": "officer"})
    assert client.get("/anywhere/people/").status_code == 200
    in_service = Client()
    in_service.force_login(people["officer"])
    assert in_service.get("/anywhere/people/").status_code == 302


@pytest.mark.parametrize(("demonstration", "proven"), [(True, True), (False, False)])
def test_a_password_is_enough_in_a_demonstration_only(client, settings, db, demonstration, proven):
    settings.DEMO = demonstration
    enrol(email="ada@example.org", password="a long enough phrase", proven=True)
    told = {"login": "ada@example.org", "password": "a long enough phrase"}
    client.post("/account/login/", told)
    assert signed_in(client)
    assert client.session.get("proof", False) is proven


def test_switch_to_the_visitor_signs_out(client, people):
    client.post(ADDRESS, {"person": "officer"})
    client.post(ADDRESS, {"person": VISITOR})
    assert not signed_in(client)


@pytest.mark.parametrize("key", ["", "nonsense", "ada@example.org", "officer-2"])
def test_nobody_outside_the_bar_can_be_chosen(client, people, user, key):
    enrol(email="marcus.quarrie@aldermere.example")
    assert client.post(ADDRESS, {"person": key}).status_code == 404
    assert not signed_in(client)


def test_somebody_whose_account_is_closed_cannot_be_chosen(client, people):
    people["officer"].is_active = False
    people["officer"].save()
    assert client.post(ADDRESS, {"person": "officer"}).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/aldermere/disputes/?turn=mine", "/aldermere/disputes/?turn=mine"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///elsewhere.example", "/"),
        ("/account/login/?next=/aldermere/", "/"),
    ],
)
def test_switch_leads_back_to_a_page_of_this_site(client, people, wanted, goes_to):
    response = client.post(ADDRESS, {"person": "officer", "next": wanted})
    assert response["Location"] == goes_to


def request_of(user=None):
    request = RequestFactory().get("/")
    if user is not None:
        request.user = user
    return request


def test_there_is_no_bar_in_service(settings, user):
    settings.DEMO = False
    assert bar(request_of(user)) is None


def test_bar_marks_the_person_who_looks(people):
    shown = bar(request_of(people["chair"]))
    assert shown.action == ADDRESS
    assert [one.key for one in shown.people if one.current] == ["chair"]
    assert [one.key for one in shown.people] == [VISITOR, *people]


def test_bar_marks_the_visitor(people, rf):
    assert [one.key for one in bar(request_of()).people if one.current] == [VISITOR]


def test_bar_marks_nobody_for_an_account_of_ones_own(people, user):
    assert not any(one.current for one in bar(request_of(user)).people)


def test_bar_is_on_the_page(client, people):
    page = client.get("/about/").content.decode()
    assert 'action="/switch/"' in page
    assert "Ruth Adeyemi, Compact officer" in page
