"""One role: what its holder and the officers see of it, confirming, changing, training."""

from datetime import date

import pytest

from opencompact.apps.organisations.models import Role, Training
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.scoping import within
from opencompact.base.audit.queries import events_for

TAKEN = {"taken_on_day": "2", "taken_on_month": "11", "taken_on_year": "2026"}


def text(response):
    return response.content.decode().replace("&#x27;", "'")


@pytest.fixture
def role(visitor, person, elm):
    """Carl is the champion of Elm Street, unconfirmed since 2020."""
    person("Carl", RoleKind.CHAMPION, elm, area_of_organisation="Housing")
    return Role.objects.get(kind="champion")


@pytest.fixture
def url(role):
    return f"/anywhere/people/{role.pk}/"


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("member", 403), ("rep", 403), ("chair", 403), ("foreign officer", 403),
     ("champion", 200), ("officer", 200)],
)  # fmt: skip
@pytest.mark.parametrize("page", ["", "training/"])
def test_a_role_is_for_its_holder_and_the_officers(visitor, url, who, status, page):
    assert visitor(who).get(f"{url}{page}").status_code == status


def test_the_page_shows_what_is_kept_and_what_the_role_asks(visitor, url):
    page = text(visitor("officer").get(url))
    for words in (
        "Last confirmed on 1 January 2020",
        "carl@example.org",
        "Housing",
        "speak up for it inside your organisation",
        "None is noted yet",
        f"{url}hand-over/",
        f"{url}change/",
    ):
        assert words in page
    own = text(visitor("champion").get(url))
    assert "I still hold this role" in own
    assert f"{url}change/" not in own
    assert f"{url}hand-over/" not in own


@pytest.mark.parametrize("who", ["champion", "officer"])
def test_a_role_is_confirmed_by_its_holder_or_an_officer(visitor, url, role, who):
    done = visitor(who).post(f"{url}confirm/", follow=True)
    assert "confirmed" in text(done)
    role.refresh_from_db()
    assert role.confirmed_on == date(2026, 11, 20)


@pytest.mark.parametrize("who", ["anonymous", "member", "rep", "chair", "foreign officer"])
def test_nobody_else_confirms_or_notes_anything(visitor, url, role, who):
    visitor(who).post(f"{url}confirm/")
    visitor(who).post(f"{url}training/", {"title": "X", **TAKEN})
    role.refresh_from_db()
    assert role.confirmed_on is None
    assert not Training.objects.exists()


def test_an_officer_changes_the_area_and_a_champion_never_signs(visitor, url, role):
    client = visitor("officer")
    page = text(client.get(f"{url}change/"))
    assert 'value="Housing"' in page
    assert "may_sign" not in page
    client.post(f"{url}change/", {"area_of_organisation": "  Adult   care ", "may_sign": "on"})
    role.refresh_from_db()
    assert (role.area_of_organisation, role.may_sign) == ("Adult care", False)
    assert events_for(role).last().data["fields"] == ["area_of_organisation"]
    client.post(f"{url}change/", {"area_of_organisation": "Adult care"})
    assert events_for(role).filter(verb="organisations.change_role").count() == 1
    assert visitor("champion").get(f"{url}change/").status_code == 403


def test_an_officer_says_who_may_sign(visitor, person, elm):
    person("Rita", RoleKind.REPRESENTATIVE, elm)
    role = Role.objects.get(kind="representative")
    client = visitor("officer")
    client.post(f"/anywhere/people/{role.pk}/change/", {"may_sign": "on"})
    role.refresh_from_db()
    assert role.may_sign
    assert "Yes" in text(client.get(f"/anywhere/people/{role.pk}/"))
    client.post(f"/anywhere/people/{role.pk}/change/", {})
    role.refresh_from_db()
    assert not role.may_sign


@pytest.mark.parametrize("who", ["champion", "officer"])
def test_training_is_noted_and_removed(visitor, url, role, who):
    client = visitor(who)
    client.post(f"{url}training/", {"title": " Champions'  induction ", **TAKEN})
    training = Training.objects.get()
    assert (training.title, training.taken_on) == ("Champions' induction", date(2026, 11, 2))
    assert "Champions' induction" in text(client.get(url))
    assert [event.verb for event in events_for(training)] == ["organisations.note_training"]
    client.post(f"{url}training/{training.pk}/remove/")
    assert not Training.objects.exists()


def test_training_noted_twice_is_there_once(visitor, url):
    for _ in range(2):
        visitor("champion").post(f"{url}training/", {"title": "Induction", **TAKEN})
    assert Training.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"title": ""}, "Enter what it was"),
        ({"title": "x" * 201}, "200 characters"),
        ({"taken_on_year": "2027"}, "must be today or in the past"),
    ],
)
def test_training_that_cannot_be_is_said_so(visitor, url, given, says):
    whole = {"title": "Induction", **TAKEN, **given}
    assert says in text(visitor("champion").post(f"{url}training/", whole))
    assert not Training.objects.exists()


def test_the_training_of_somebody_else_is_not_found_at_a_role(visitor, url, person, scoped):
    other = person("Fred", RoleKind.MEDIATOR)
    training = Training.objects.create(
        area=scoped, user=other, title="X", taken_on=date(2026, 1, 5)
    )
    for who in ("champion", "officer"):
        assert visitor(who).post(f"{url}training/{training.pk}/remove/").status_code == 404
    assert Training.objects.count() == 1


def test_a_role_that_has_ended_says_so_and_is_confirmed_no_more(visitor, url, role):
    role.ends = date(2026, 11, 1)
    role.save()
    client = visitor("officer")
    assert "This role ended on 1 November 2026" in text(client.get(url))
    assert client.post(f"{url}confirm/").status_code == 409


def test_a_role_of_another_area_is_not_there(visitor, url, other_area):
    with within(other_area):
        assert not Role.objects.filter(kind="champion").exists()
    path = url.replace("anywhere", "elsewhere")
    assert visitor("foreign officer").get(path).status_code == 404
