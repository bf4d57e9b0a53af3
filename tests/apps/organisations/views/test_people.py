"""People and roles, as an officer keeps them."""

from datetime import date

import pytest

from opencompact.apps.organisations.models import Role
from opencompact.base.areas.actor import RoleKind

URL = "/anywhere/people/"
GIVEN = {
    "email": "new@example.org",
    "name": "New Person",
    "kind": "champion",
    "organisation": "Elm Street Carers",
    "starts_day": "20",
    "starts_month": "11",
    "starts_year": "2026",
}


def text(response):
    return response.content.decode().replace("&#x27;", "'")


def test_the_list_shows_roles_by_kind_and_the_gaps(visitor, elm, council, sign, person):
    sign(council)
    person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True)
    person("Gone", RoleKind.MEDIATOR, ends=date(2026, 1, 5))
    page = text(visitor("officer").get(URL))
    for words in (
        "Officers",
        "Representatives",
        "rita@example.org",
        "May sign",
        "The area has no chair",
        "Westbridge City Council</a> has signed and has no champion",
    ):
        assert words in page
    assert "Gone Person" not in page


def test_queries_are_the_same_for_one_role_and_three(
    visitor, elm, person, django_assert_num_queries
):
    client = visitor("officer")
    client.get(URL)
    with django_assert_num_queries(7):
        client.get(URL)
    for who in ("Ann", "Ben", "Cat"):
        person(who, RoleKind.CHAMPION, elm)
    with django_assert_num_queries(7):
        client.get(URL)


@pytest.mark.parametrize(
    "named",
    ["Elm Street Carers", "elm street carers", "GB-CHC-12", "gb-chc-12", "elm-street-carers"],
)
def test_an_organisation_is_found_by_name_identifier_or_address(visitor, elm, named):
    elm.identifier = "GB-CHC-12"
    elm.save()
    client = visitor("officer")
    done = client.post(f"{URL}appoint/", {**GIVEN, "organisation": named}, follow=True)
    assert "New Person is now champion" in text(done)
    assert Role.objects.get(kind="champion").organisation == elm


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": "x"}, "Enter an email address in the correct format"),
        ({"name": ""}, "Enter full name"),
        ({"kind": ""}, "Select a role"),
        ({"organisation": ""}, "Enter the organisation of the champion"),
        ({"organisation": "nothing of it"}, "No organisation on the register has this name"),
        ({"organisation": "elm"}, "Did you mean Elm Street Carers (Leicester, LE1 1AA)?"),
        ({"organisation": "Twins"}, "Did you mean"),
        ({"may_sign": "on"}, "Only a representative may sign"),
        ({"starts_day": "31"}, "must be a real date"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_appointed(visitor, elm, make, fields, says):
    make("Twins", slug="one-twin")
    make("Twins", slug="other-twin", postcode="LE2 2BB")
    page = text(visitor("officer").post(f"{URL}appoint/", {**GIVEN, **fields}))
    assert says in page
    assert not Role.objects.filter(kind="champion").exists()


def test_an_officer_of_the_area_needs_no_organisation(visitor, elm):
    given = {**GIVEN, "kind": "officer"}
    visitor("officer").post(f"{URL}appoint/", given)
    assert Role.objects.get(user__email="new@example.org").organisation is None


def test_the_form_begins_with_what_the_link_says(visitor, elm):
    page = text(visitor("officer").get(f"{URL}appoint/?kind=champion&organisation={elm.slug}"))
    assert f'value="{elm.slug}"' in page
    assert 'value="champion"' in page


def test_a_role_is_ended(visitor, person):
    person("Chris", RoleKind.CHAIR)
    role = Role.objects.get(kind="chair")
    client = visitor("officer")
    assert "End the role of Chris Person" in text(client.get(f"{URL}{role.pk}/end/"))
    early = {"on_day": "1", "on_month": "1", "on_year": "2019"}
    assert "the day on which the role began" in text(client.post(f"{URL}{role.pk}/end/", early))
    client.post(f"{URL}{role.pk}/end/", {"on_day": "20", "on_month": "11", "on_year": "2026"})
    role.refresh_from_db()
    assert role.ends == date(2026, 11, 20)


def test_the_last_officer_stays(visitor):
    client = visitor("officer")
    role = Role.objects.get(kind="officer")
    response = client.post(
        f"{URL}{role.pk}/end/", {"on_day": "20", "on_month": "11", "on_year": "2026"}
    )
    assert response.status_code == 409
    assert "appoint another officer first" in text(response)
