"""People and roles, as an officer keeps them."""

import csv
import io
from datetime import date

import pytest

from opencompact.apps.organisations.models import Role
from opencompact.base.accounts.models import User
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


FRESH = {"confirmed_on": date(2026, 11, 1)}


def test_the_list_shows_who_holds_which_role_and_how_many_gaps_there_are(
    visitor, elm, council, sign, person
):
    sign(council)
    person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True, area_of_organisation="Housing")
    person("Fred", RoleKind.MEDIATOR, **FRESH)
    person("Gone", RoleKind.MEDIATOR, ends=date(2026, 1, 5))
    page = text(visitor("officer").get(URL))
    for words in (
        "rita@example.org",
        "May sign",
        "Housing",
        "The area has no chair",
        "Public bodies without a champion</a>: 1",
        "Public bodies without a lead</a>: 1",
        "Not confirmed for a year</a>: 2",
        "Fred Person",
    ):
        assert words in page
    assert "Gone Person" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Olga", "Fred", "Rita", "Carl"]),
        ("q=rit", ["Rita"]),
        ("q=carl+elm", ["Carl"]),
        ("q=housing", ["Carl"]),
        ("q=nobody", []),
        ("kind=mediator", ["Fred"]),
        ("kind=nonsense", ["Olga", "Fred", "Rita", "Carl"]),
        ("organisation=elm-street-carers", ["Rita", "Carl"]),
        ("when=past", ["Gone"]),
        ("when=to-come", ["Next"]),
        ("when=all&kind=mediator", ["Fred", "Gone", "Next"]),
    ],
)
def test_the_list_is_searched_and_filtered_and_so_is_the_file(visitor, elm, person, query, names):
    person("Rita", RoleKind.REPRESENTATIVE, elm)
    person("Carl", RoleKind.CHAMPION, elm, area_of_organisation="Housing")
    person("Fred", RoleKind.MEDIATOR)
    person("Gone", RoleKind.MEDIATOR, ends=date(2026, 1, 5))
    person("Next", RoleKind.MEDIATOR, starts=date(2027, 1, 5))
    client = visitor("officer")
    page = text(client.get(f"{URL}?{query}"))
    rows = csv.DictReader(io.StringIO(text(client.get(f"/anywhere/people.csv?{query}"))))
    found = {row["name"].split()[0] for row in rows}
    assert found == set(names)
    for name in ("Olga", "Rita", "Carl", "Fred", "Gone", "Next"):
        assert (f"{name} Person<span" in page) is (name in names), name


def test_an_organisation_that_is_not_found_is_said_in_the_filter(visitor, elm):
    assert "No organisation on the register" in text(
        visitor("officer").get(f"{URL}?organisation=x")
    )


def test_three_hundred_champions_stand_on_pages(visitor, elm, scoped):
    users = [User(email=f"c{n:03}@example.org", name=f"Champion {n:03}") for n in range(300)]
    User.objects.bulk_create(users)
    Role.objects.bulk_create(
        [
            Role(area=scoped, user=one, kind="champion", organisation=elm, starts=date(2026, 1, 1))
            for one in users
        ]
    )
    client = visitor("officer")
    page = text(client.get(f"{URL}?kind=champion&page=6"))
    assert "300 roles" in page
    assert "Champion 299" in page
    assert "Champion 000" not in page


def test_nothing_missing_is_said(visitor, person):
    person("Chris", RoleKind.CHAIR, **FRESH)
    person("Olga", RoleKind.OFFICER, **FRESH)
    client = visitor("officer")
    assert "Every role is held" in text(client.get(URL))
    assert "Nobody is missing" in text(client.get(f"{URL}gaps/"))


def test_each_gap_leads_to_the_page_where_it_is_mended(visitor, council, elm, sign, person):
    sign(council)
    person("Olga", RoleKind.OFFICER, **FRESH)
    person("Carl", RoleKind.LEAD, elm)
    person("Carl", RoleKind.REPRESENTATIVE, elm, ends=date(2026, 10, 1))
    person("Lena", RoleKind.CHAMPION, elm, ends=date(2026, 12, 1), **FRESH)
    closed = person("Cleo", RoleKind.CHAMPION, elm, **FRESH)
    closed.is_active = False
    closed.save()
    page = text(visitor("officer").get(f"{URL}gaps/"))
    for words in (
        "people/appoint/?kind=chair",
        f"people/appoint/?kind=champion&amp;organisation={council.slug}",
        f"people/appoint/?kind=lead&amp;organisation={council.slug}",
        "Another role there ended on 1 October 2026",
        "Last confirmed on 1 January 2020",
        "Ends on 1 December 2026",
        "Nobody can sign in with this account",
    ):
        assert words in page
    lead = Role.objects.get(kind="lead")
    assert f'action="/anywhere/people/{lead.pk}/confirm/"' in page
    assert f"/anywhere/people/{lead.pk}/hand-over/" in page


def test_many_gaps_of_one_kind_have_a_page_of_their_own(visitor, elm, person):
    for number in range(12):
        person(f"C{number:02}", RoleKind.CHAMPION, elm)
    client = visitor("officer")
    assert "Show all 13" in text(client.get(f"{URL}gaps/"))
    whole = text(client.get(f"{URL}gaps/?kind=unconfirmed"))
    assert "13 in all" in whole
    assert "C11 Person" in whole
    assert "Where somebody is missing" in text(client.get(f"{URL}gaps/?kind=nonsense"))


def test_queries_are_the_same_for_one_role_and_three(
    visitor, elm, person, django_assert_num_queries
):
    person("Zoe", RoleKind.CHAMPION, elm)
    client = visitor("officer")
    client.get(URL)
    with django_assert_num_queries(13):
        client.get(URL)
    for who in ("Ann", "Ben", "Cat"):
        person(who, RoleKind.CHAMPION, elm)
    with django_assert_num_queries(13):
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
        (
            {"ends_day": "1", "ends_month": "1", "ends_year": "2026"},
            "the first day in the role, or later",
        ),
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
