"""The pages that belong to no app, in every state they have."""

import pytest

from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area


def text(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_without_an_area_the_front_says_how_to_make_one(fetch, db):
    page = text(fetch("/"))
    assert "There is no area here yet" in page
    assert "python3 oc area add" in page


def test_with_one_area_the_front_leads_to_it(fetch, area):
    page = text(fetch("/"))
    assert "<title>Anywhere Compact " in page
    assert 'href="/anywhere/"' in page
    assert "Choose an area" not in page


def test_with_several_areas_the_front_lists_them(fetch, area, other_area):
    Area.objects.filter(pk=other_area.pk).update(wording={"agreement": "Covenant"})
    page = text(fetch("/"))
    assert "Choose an area" in page
    assert "Elsewhere Covenant" in page
    assert "Scotland" in page


def test_about_names_the_areas(fetch, db):
    assert "Nobody has made an area here yet" in text(fetch("/about/"))
    Area.objects.create(slug="riverton", name="Riverton")
    assert 'href="/riverton/"' in text(fetch("/about/"))


@pytest.mark.parametrize("page", ["accessibility", "privacy"])
def test_statements_stand_with_and_without_an_area(fetch, area, page):
    assert "Each area names its officers" in text(fetch(f"/{page}/"))
    assert "has not appointed an officer yet" in text(fetch(f"/anywhere/{page}/"))
    assert text(fetch(f"/nowhere/{page}/"), 404)


@pytest.mark.parametrize("page", ["accessibility", "privacy"])
def test_statements_name_the_officers_and_no_address_of_theirs(fetch, town, page):
    town.join("second", RoleKind.OFFICER)
    found = text(fetch(f"/anywhere/{page}/"))
    assert "Officer or Second" in found
    assert "officer@example.org" not in found


def test_privacy_says_when_nothing_is_real(fetch, settings, db):
    assert "This is a demonstration" not in text(fetch("/privacy/"))
    settings.DEMO = True
    assert "This is a demonstration" in text(fetch("/privacy/"))


def test_home_of_an_area_nobody_made(fetch, db):
    assert fetch("/nowhere/").status_code == 404


def test_home_is_the_front_for_a_visitor(fetch, town):
    page = text(fetch("/anywhere/"))
    assert "Read the Compact" in page
    assert "wait for you" not in page


def test_home_of_somebody_without_a_role_says_how_to_get_one(fetch, town):
    page = text(fetch("/anywhere/", town.users["stranger"]))
    assert "You are signed in and have no role here yet" in page
    assert "/anywhere/sign-up/ask/" in page


def test_home_is_the_desk_for_somebody_with_a_role(fetch, town):
    response = fetch("/anywhere/", town.users["mediator"])
    assert "Nothing waits for you" in text(response)
    assert "no-store" in response["Cache-Control"]


def test_a_role_elsewhere_gives_no_desk_here(fetch, town, other_area):
    assert "have no role here yet" in text(fetch("/elsewhere/", town.users["officer"]))
