"""Finding the area, running inside it, and refusing what nobody decided."""

from datetime import date

import pytest

from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.permission import UndecidedPageError
from opencompact.base.areas.scoping import current, within


def no_roles(user, area, on):
    """The loader of roles that these tests use."""
    return Actor(user_id=user.pk, name=user.name, email=user.email, area_id=area.pk)


@pytest.fixture(autouse=True)
def little_site(settings):
    settings.ROOT_URLCONF = "tests.base.areas.pages"
    settings.ACTOR_LOADER = f"{__name__}.no_roles"
    settings.NAVIGATION = settings.DEMO_BAR = ""


@pytest.fixture
def member(client, user):
    """A browser with somebody signed in."""
    client.force_login(user)
    return client


@pytest.fixture
def days(area, other_area):
    """A holiday in each area."""
    for place, name in ((area, "Fair day"), (other_area, "Market day")):
        with within(place):
            LocalHoliday.objects.create(area=place, day=date(2026, 6, 24), name=name)


def test_the_view_runs_inside_its_area(client, area):
    assert client.get("/anywhere/opened/").content == b"Anywhere  Anywhere"


def test_a_page_outside_areas_has_none(client, db):
    assert client.get("/opened/").content == b"-  None"


def test_the_person_is_known_inside_and_outside(member, area):
    assert member.get("/anywhere/opened/").content == b"Anywhere Ada Lovelace Anywhere"
    assert member.get("/opened/").content == b"- Ada Lovelace None"


def test_an_unknown_area_is_not_found(client, area):
    assert client.get("/nowhere/opened/").status_code == 404


def test_an_unknown_address_is_not_found(client, area):
    assert client.get("/anywhere/what/ever/").status_code == 404


@pytest.mark.parametrize("page", ["late", "streamed"])
def test_rows_read_late_are_read_inside_the_area(client, days, page):
    response = client.get(f"/anywhere/{page}/")
    text = response.getvalue() if response.streaming else response.content
    assert text.decode().rstrip(";") == "Fair day"


def test_a_file_is_sent_whole(client, area):
    assert client.get("/anywhere/file/").getvalue() == b"one two"


@pytest.mark.parametrize("page", ["opened", "late", "streamed", "nobody", "missing"])
def test_nothing_stays_open_after_a_page(client, days, page):
    client.get(f"/anywhere/{page}/")
    assert current() is None


def test_nothing_stays_open_after_a_page_that_broke(client, area):
    client.raise_request_exception = False
    assert client.get("/anywhere/broken/").status_code == 500
    assert current() is None


@pytest.mark.parametrize(
    "path", ["/anywhere/undecided/", "/anywhere/undecided_move/", "/undecided/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_without_a_decision_is_an_error(client, area, path, method):
    with pytest.raises(UndecidedPageError, match=path):
        getattr(client, method)(path)


@pytest.mark.parametrize(
    "path", ["/anywhere/undecided/", "/anywhere/undecided_move/", "/undecided/"]
)
def test_in_service_a_page_without_a_decision_is_denied(client, area, settings, caplog, path):
    settings.STRICT_POLICY = False
    response = client.get(path)
    assert response.status_code == 403
    assert b"secret" not in response.content
    assert path in caplog.text


def test_a_refusal_needs_no_decision(client, area):
    assert client.get("/anywhere/refused_undecided/").status_code == 400


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/"])
def test_pages_of_packages_decide_for_themselves(client, db, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/members/", "%2Fmembers%2F"),
        ("/anywhere/members/", "%2Fanywhere%2Fmembers%2F"),
        ("/anywhere/members/?page=2&q=a+b", "%2Fanywhere%2Fmembers%2F%3Fpage%3D2%26q%3Da%2Bb"),
        ("/anywhere/not_now/", "%2Fanywhere%2Fnot_now%2F"),
        # A question so long that the way back would be no address any more.
        (f"/anywhere/members/?q={'a' * 20_000}", "%2Fanywhere%2Fmembers%2F"),
    ],
    ids=lambda text: text[:40],
)
def test_somebody_not_signed_in_is_asked_to_sign_in(client, area, path, back):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={back}")


def test_somebody_signed_in_may_be_let_in(member, area):
    assert member.get("/anywhere/members/").content == b"for members"


def test_somebody_signed_in_may_be_refused(member, area):
    assert member.get("/anywhere/nobody/").status_code == 403


def test_a_page_that_was_permitted_is_not_kept(client, area):
    assert "no-store" in client.get("/anywhere/allowed/")["Cache-Control"]
    assert "Cache-Control" not in client.get("/anywhere/opened/")


def test_a_policy_that_was_not_called_is_an_error(member, area):
    with pytest.raises(TypeError, match="Call the policy"):
        member.get("/anywhere/mistaken/")


def test_a_missing_object_is_not_found(client, area):
    assert client.get("/anywhere/missing/").status_code == 404


def test_not_now_says_why_and_what_else(member, area):
    response = member.get("/anywhere/not_now/")
    assert response.status_code == 409
    assert "The case is closed." in response.content.decode()
    assert "Ask for it to be reopened" in response.content.decode()
