"""The register, an organisation's page, and an officer's changes, through the browser's eyes."""

from datetime import date

import pytest

from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import RoleKind

URL = "/anywhere/organisations/"
FORM = {"name": "The Well", "sector": "vcs", "kinds": ["bme"], "identifier": "gb-chc-12"}


def text(response):
    return response.content.decode()


def test_an_empty_register_invites(visitor, scoped, elm, council):
    Organisation.objects.all().delete()
    assert "No organisations yet" in text(visitor().get(URL))
    page = text(visitor("officer").get(URL))
    assert f"{URL}import/" in page


def test_the_list_is_searched_and_filtered_by_its_address(visitor, elm, council, sign):
    sign(council)
    client = visitor()
    assert "2 organisations" in text(client.get(URL))
    page = text(client.get(URL, {"q": "elm", "sector": "vcs"}))
    assert "Elm Street Carers" in page
    assert "Westbridge" not in page
    assert 'value="elm"' in page
    assert "organisations.csv?q=elm&amp;sector=vcs" in page
    assert "Westbridge" in text(client.get(URL, {"signed": "yes"}))
    assert "No organisation fits" in text(client.get(URL, {"q": "nothing of it"}))


@pytest.mark.parametrize(
    "bad", [{"sector": "circus"}, {"sort": "x"}, {"page": "x"}, {"page": "99"}]
)
def test_what_a_filter_does_not_know_asks_for_nothing(visitor, elm, bad):
    response = visitor().get(URL, bad)
    assert response.status_code == 200
    assert "Elm Street Carers" in text(response)


def test_long_lists_come_in_pages(visitor, make):
    for number in range(120):
        make(f"Group {number:03}")
    client = visitor()
    assert "Group 000" in text(client.get(URL))
    page = text(client.get(URL, {"page": "3", "q": "group"}))
    assert "Group 100" in page
    assert "?page=2&amp;q=group" in page


def test_the_number_of_queries_is_the_same_for_one_row_and_three(
    visitor, elm, make, sign, django_assert_num_queries
):
    client = visitor()
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
    for number in range(3):
        sign(make(f"Group {number}"))
    with django_assert_num_queries(3):
        client.get(URL)


def test_a_page_tells_what_an_organisation_is(visitor, make, edition):
    make(
        "The Well",
        slug="the-well",
        identifier="GB-CHC-1136419",
        website="http://www.well.org",
        address="1 High St\nFlat 2",
        postcode="LE1 1AA",
        kinds=["bme"],
    )
    page = text(visitor().get(f"{URL}the-well/"))
    assert "regid=1136419" in page
    assert 'href="http://www.well.org" rel="noopener noreferrer nofollow"' in page
    assert "1 High St<br>Flat 2" in page
    assert "Black and minority ethnic" in page
    assert "Has not signed" in page


def test_markup_in_a_name_is_only_text(visitor, make):
    make("<script>alert(1)</script>", slug="script", address="<b>x</b>")
    for address in (URL, f"{URL}script/"):
        assert "<script>alert" not in text(visitor().get(address))
    assert "<b>x" not in text(visitor().get(f"{URL}script/"))


def test_a_page_tells_the_whole_story_of_signing(visitor, elm, council, sign, leave, cover):
    leave(sign(elm, date(2024, 5, 1)), date(2025, 6, 1))
    cover(sign(council), elm, date(2026, 1, 5))
    page = text(visitor().get(f"{URL}{elm.slug}/"))
    for words in (
        "Wednesday 1 May 2024",
        "Pat Smith, Chair of trustees",
        "Withdrew in writing",
        "Sunday 1 June 2025",
        "Signed for by Westbridge City Council",
    ):
        assert words in page
    assert "No longer signed for by" not in page
    leave(council.signatures.get(), date(2026, 2, 2))
    ended = text(visitor().get(f"{URL}{elm.slug}/"))
    assert "No longer signed for by Westbridge City Council" in ended
    assert "Monday 2 February 2026" in ended


def test_a_lead_body_shows_its_members(visitor, elm, council, sign, cover):
    cover(sign(council), elm)
    lead = text(visitor().get(f"{URL}{council.slug}/"))
    assert "Members it signs for" in lead
    assert elm.name in lead


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("anonymous", False),
        ("member", False),
        ("champion", False),
        ("signer elsewhere", False),
        ("rep", True),
        ("signer", True),
        ("chair", True),
        ("officer", True),
    ],
)
def test_who_reads_the_words_of_a_notice(visitor, elm, sign, leave, who, sees):
    leave(sign(elm), notice="Secret reasons")
    assert ("Secret reasons" in text(visitor(who).get(f"{URL}{elm.slug}/"))) is sees


@pytest.mark.parametrize(
    ("who", "sees"), [("anonymous", False), ("member", False), ("officer", True), ("rep", True)]
)
def test_whose_names_are_public(visitor, elm, person, edition, who, sees):
    person("Zed", RoleKind.REPRESENTATIVE, elm)
    person("Carla", RoleKind.CHAMPION, elm)
    page = text(visitor(who).get(f"{URL}{elm.slug}/"))
    assert "Carla Person" in page
    assert ("Zed Person" in page) is sees
    assert "zed@example.org" not in page


@pytest.mark.parametrize(
    ("who", "action"),
    [
        ("signer", "Sign for your organisation"),
        ("officer", "Record a signature on paper"),
        ("anonymous", "What signing means"),
    ],
)
def test_each_visitor_is_offered_what_is_theirs(visitor, elm, edition, who, action):
    assert action in text(visitor(who).get(f"{URL}{elm.slug}/"))


def test_an_officer_adds_an_organisation(visitor, scoped, edition):
    client = visitor("officer")
    response = client.post(f"{URL}add/", FORM, follow=True)
    assert "The Well is on the register" in text(response)
    one = Organisation.objects.get(slug="the-well")
    assert (one.identifier, one.kinds) == ("GB-CHC-12", ["bme"])


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Enter the name of the organisation"),
        ({"name": "!!!"}, "must have letters or figures"),
        ({"sector": ""}, "Select a sector"),
        ({"identifier": "12"}, "not an identifier"),
        ({"identifier": "", "other_identifiers": "GB-CHC-2"}, "Enter the main identifier here"),
        ({"identifier": "GB-CHC-1"}, "GB-CHC-1 is on the register already, as Oak"),
        ({"other_identifiers": "GB-CHC-1"}, "GB-CHC-1 is on the register already, as Oak"),
        ({"website": "soon"}, "Enter a web address"),
        ({"address": "x" * 501}, "500 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor, make, fields, says):
    make("Oak", identifier="GB-CHC-1")
    response = visitor("officer").post(f"{URL}add/", {**FORM, "locality": "Typed", **fields})
    assert says in text(response).replace("&#x27;", "'")
    assert 'value="Typed"' in text(response)
    assert not Organisation.objects.filter(locality="Typed").exists()


def test_an_officer_changes_an_organisation(visitor, elm):
    client = visitor("officer")
    page = client.get(f"{URL}{elm.slug}/edit/")
    form = {**page.context["form"].initial, "name": "Elm Road Carers", "kinds": []}
    response = client.post(f"{URL}{elm.slug}/edit/", form, follow=True)
    assert "Your changes are saved" in text(response)
    elm.refresh_from_db()
    assert (elm.name, elm.slug, elm.version) == ("Elm Road Carers", "elm-street-carers", 2)


def test_an_identifier_of_another_is_refused_when_changing(visitor, elm, make):
    make("Oak", identifier="GB-CHC-1")
    client = visitor("officer")
    form = {**client.get(f"{URL}{elm.slug}/edit/").context["form"].initial, "kinds": []}
    taken = client.post(f"{URL}{elm.slug}/edit/", {**form, "identifier": "GB-CHC-1"})
    assert "GB-CHC-1 is on the register already, as Oak" in text(taken)
    twice = {"identifier": "GB-CHC-2", "other_identifiers": "GB-CHC-2, GB-CHC-3"}
    client.post(f"{URL}{elm.slug}/edit/", {**form, **twice})
    elm.refresh_from_db()
    assert elm.all_identifiers == ("GB-CHC-2", "GB-CHC-3")


def test_the_slower_officer_sees_both_texts_and_can_save_over(visitor, elm):
    client = visitor("officer")
    form = {**client.get(f"{URL}{elm.slug}/edit/").context["form"].initial, "kinds": []}
    client.post(f"{URL}{elm.slug}/edit/", {**form, "locality": "Leeds", "size": "small"})
    response = client.post(f"{URL}{elm.slug}/edit/", {**form, "locality": "York"})
    assert response.status_code == 409
    page = text(response)
    for words in ("Somebody else changed", "Leeds", "York", "Small", 'name="version" value="2"'):
        assert words in page
    again = response.context["form"].data
    assert client.post(f"{URL}{elm.slug}/edit/", again.dict()).status_code == 302
    elm.refresh_from_db()
    assert (elm.locality, elm.version) == ("York", 3)
