"""Every page of the navigation, and the home page, for everybody of the bar."""

import pytest

from opencompact.apps.disputes.queries import visible_cases
from opencompact.apps.organisations.queries import actor_for
from opencompact.base.accounts.models import User
from opencompact.base.areas.scoping import within
from opencompact.site import demo
from tests.site.furnished import AT

EVERYBODY = ["", *(account.key for account in demo.accounts())]
WAITS = {
    "officer": "Publish the finding",
    "chair": "Record the finding",
    "deputy": "Give notice of stage three",
    "mediator": "You have a part in 1 open disagreement",
    "council": "Comment on the papers",
    "carers": "Comment on the papers",
    "newcomer": "Sign the Compact for Larkhollow Toy Library",
    "nobody": "You are signed in and have no role here yet",
    "champion": "A departure has run out",
    "": "Read the Compact",
}


def of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("key", EVERYBODY)
def test_all_pages_of_the_navigation_open(visit, key):
    client = visit(key)
    response = client.get("/aldermere/")
    links = list(response.context["nav"])
    assert len(links) == (7 if key in {"officer", "chair"} else 6)
    for link in (one for part in links for one in (part, *part.inside)):
        assert client.get(link.href).status_code == 200, link.href


@pytest.mark.parametrize(("key", "words"), WAITS.items())
def test_home_says_what_waits(visit, key, words):
    assert words in of(visit(key).get("/aldermere/"))


@pytest.mark.parametrize("key", EVERYBODY)
def test_home_takes_few_queries(visit, key, django_assert_max_num_queries):
    client = visit(key)
    client.get("/aldermere/")
    with django_assert_max_num_queries(47):
        client.get("/aldermere/")


@pytest.mark.parametrize("key", EVERYBODY[1:])
def test_home_leads_only_to_cases_of_ones_own(city, visit, key):
    account = next(one for one in demo.accounts() if one.key == key)
    client = visit(key)
    with within(city):
        user = User.objects.get(email=account.email)
        mine = {case.number for case in visible_cases(actor_for(user, city, AT.date()))}
    page = of(client.get("/aldermere/"))
    for number in (f"2026-{n:03}" for n in range(1, 21)):
        address = f'href="/aldermere/disputes/{number}/'
        assert (address in page) <= (number in mine), number


def test_every_link_of_every_home_opens(visit):
    for key in EVERYBODY:
        client = visit(key)
        page = of(client.get("/aldermere/"))
        main = page.split("<main")[1].split("</main>")[0]
        for part in main.split('href="')[1:]:
            href = part.split('"')[0].split("#")[0]
            assert client.get(href, follow=True).status_code == 200, (key, href)


def test_a_public_page_is_light(visit):
    assert len(visit().get("/aldermere/").content) < 20_000


def test_what_is_said_in_mediation_stays_there(visit):
    for key in ("chair", "officer", "panel", ""):
        assert "the club one third" not in of(visit(key).get("/aldermere/"))
