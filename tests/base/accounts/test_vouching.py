"""Signing in with an account of one's organisation, against a provider on this machine."""

import time
import urllib.request
from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache

from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User
from tests.base.accounts import organisation
from tests.base.accounts.organisation import CLIENT, SECRET, running

EMAIL = "ada@council.example"
LOGIN, CALLBACK = "/account/oidc/login/", "/account/oidc/callback/"


@pytest.fixture(scope="module")
def server():
    with running() as made:
        yield made


@pytest.fixture
def council(server, settings, db):
    """The organisation, honest, and the settings that trust it for its own addresses."""
    server.__dict__.update(organisation.Organisation(issuer=server.issuer).__dict__)
    server.claims = {"email": EMAIL, "email_verified": True, "name": "Ada Lovelace"}
    settings.ROOT_URLCONF = "tests.base.areas.pages"
    settings.NAVIGATION = settings.DEMO_BAR = ""
    settings.OIDC = {
        "issuer": server.issuer,
        "client_id": CLIENT,
        "secret": SECRET,
        "name": "Anytown Council",
        "domains": ("council.example",),
        "emails": "verified",
        "mfa": "claim",
    }
    cache.clear()
    return server


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the test does."""

    def redirect_request(self, *_given):
        return None


def sent_there(client, query=""):
    """Where our page sends the person."""
    response = client.get(LOGIN + query)
    assert response.status_code == 302
    return response["Location"]


def back_from(address):
    """Where the organisation sends the person back to, as a path."""
    try:
        urllib.request.build_opener(Stay).open(address, timeout=5)
    except urllib.error.HTTPError as answer:
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"
    raise AssertionError(address)


def come(client, query=""):
    """Go there and come back: the answer to the person's browser."""
    return client.get(back_from(sent_there(client, query)))


def signed_in(client):
    return client.session.get("_auth_user_id")


def test_without_settings_there_is_no_such_page(client, settings, db):
    settings.OIDC = None
    assert client.get(LOGIN).status_code == 404
    assert client.get(CALLBACK).status_code == 404
    assert "Sign in with " not in client.get("/account/login/").content.decode()


def test_the_way_there_carries_everything_that_proves_the_way_back(client, council):
    asked = dict(parse_qsl(urlsplit(sent_there(client)).query))
    assert asked["client_id"] == CLIENT
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith(CALLBACK)
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 16
    again = dict(parse_qsl(urlsplit(sent_there(client)).query))
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != again[name]


def test_a_link_cannot_choose_what_is_asked(client, council):
    there = sent_there(client, "?scope=files&auth_params=prompt%3Dnone")
    assert "files" not in there
    assert "prompt" not in there


def test_the_sign_in_page_names_the_organisation(client, council):
    assert "Sign in with Anytown Council" in client.get("/account/login/").content.decode()


def test_somebody_new_gets_an_account_without_roles(client, council):
    response = come(client, "?next=/opened/")
    assert (response.status_code, response["Location"]) == (302, "/opened/")
    made = User.objects.get()
    assert (made.email, made.name) == (EMAIL, "Ada Lovelace")
    assert not made.has_usable_password()
    assert signed_in(client) == str(made.pk)
    assert EmailAddress.objects.get().verified
    assert SocialAccount.objects.get().extra_data == {
        "userinfo": {"sub": "person-1", "email": EMAIL, "name": "Ada Lovelace"}
    }


def test_somebody_known_comes_in_and_next_time_by_the_connection(client, council):
    known = enrol(email=EMAIL, name="Ada", proven=True)
    come(client)
    assert signed_in(client) == str(known.pk)
    client.post("/account/logout/")
    council.claims = {"email": "renamed@council.example", "email_verified": True}
    come(client)
    assert signed_in(client) == str(known.pk)
    assert User.objects.count() == 1


def test_a_password_from_before_the_address_was_proven_goes(client, council):
    """Somebody else may have set it, waiting for the owner to come."""
    known = enrol(email=EMAIL, name="Ada", password="a stranger's phrase")
    come(client)
    known.refresh_from_db()
    assert not known.has_usable_password()
    assert signed_in(client) == str(known.pk)
    assert EmailAddress.objects.get().verified


def test_a_closed_account_stays_closed(client, council):
    enrol(email=EMAIL, proven=True)
    User.objects.update(is_active=False)
    come(client)
    assert not signed_in(client)


def test_an_address_from_the_page_beside_the_token(client, council):
    council.claims = {}
    council.userinfo = {"sub": "person-1", "email": EMAIL, "email_verified": True}
    come(client)
    assert User.objects.get().email == EMAIL


def test_the_page_of_somebody_else_is_not_believed(client, council):
    council.claims = {}
    council.userinfo = {"sub": "person-2", "email": EMAIL, "email_verified": True}
    refused(client, come(client))


def refused(client, response, status=401):
    assert response.status_code == status
    assert not signed_in(client)
    assert not User.objects.exists()


NOW = int(time.time())


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"exp": NOW - 600},
        {"iat": NOW + 6000},
        {"nonce": "of another request"},
        {"nonce": ""},
        {"sub": 7},
    ],
    ids=["issuer", "client", "party", "expired", "future", "nonce", "no-nonce", "number"],
)
def test_a_token_that_is_not_for_us_now_is_refused(client, council, lies):
    council.lies = lies
    refused(client, come(client))


@pytest.mark.parametrize("name", ["iss", "aud", "exp", "iat", "sub", "nonce"])
def test_a_token_that_leaves_something_out_is_refused(client, council, name):
    council.left_out = (name,)
    refused(client, come(client))


@pytest.mark.parametrize("signed_with", ["another key", "nothing", "the client's secret"])
def test_a_token_that_nobody_signed_for_us_is_refused(client, council, signed_with):
    council.signed_with = signed_with
    refused(client, come(client))


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "ftp://evil.example"},
        {"jwks_uri": ""},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_is_refused(client, council, description):
    council.description = description
    refused(client, client.get(LOGIN))


@pytest.mark.parametrize("broken", ["/.well-known/openid-configuration", "/keys"])
def test_an_organisation_that_is_down_gives_a_page(client, council, broken):
    back = "" if broken.startswith("/.") else back_from(sent_there(client))
    council.broken = broken
    refused(client, client.get(back or LOGIN))


def test_an_organisation_that_leads_elsewhere_is_not_followed(client, council):
    """Whoever redirects our server could send it to addresses inside."""
    back = back_from(sent_there(client))
    council.description = {"jwks_uri": f"{council.issuer}/authorise?redirect_uri=x&state=y"}
    refused(client, client.get(back))


@pytest.mark.parametrize(
    ("email", "verified", "rule"),
    [
        (EMAIL, False, "verified"),
        (EMAIL, False, "all"),
        (EMAIL, None, "verified"),
        ("ada@elsewhere.example", True, "all"),
        ("ada@council.example.evil.example", True, "all"),
        ("ada@evil.example@council.example", True, "verified"),
        ("", True, "all"),
    ],
)
def test_an_address_that_we_do_not_believe_is_refused(
    client, council, settings, email, verified, rule
):
    settings.OIDC = {**settings.OIDC, "emails": rule}
    council.userinfo = {"sub": "person-1"}
    council.claims = {"email": email, "name": "Ada"}
    if verified is not None:
        council.claims["email_verified"] = verified
    response = come(client)
    refused(client, response, 403)
    assert "We cannot let you in with this account" in response.content.decode()


def test_an_account_of_another_domain_is_not_taken_over(client, council):
    enrol(email="ada@elsewhere.example", proven=True)
    council.claims["email"] = "ada@elsewhere.example"
    assert come(client).status_code == 403
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_provider_that_says_nothing_of_proof_can_be_trusted_by_the_settings(
    client, council, settings
):
    settings.OIDC = {**settings.OIDC, "emails": "all"}
    council.claims = {"email": EMAIL}
    come(client)
    assert signed_in(client)


def test_a_way_back_works_once(client, council):
    back = back_from(sent_there(client))
    client.get(back)
    client.post("/account/logout/")
    assert client.get(back).status_code == 401
    assert not signed_in(client)


def test_a_way_back_of_somebody_else_does_not_work(client, council):
    """Nobody can sign another person in to an account of their own."""
    from django.test import Client

    back = back_from(sent_there(Client()))
    refused(client, client.get(back))


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x&code=y", "?error=server_error&state=x"])
def test_a_way_back_that_nobody_asked_for(client, council, query):
    refused(client, client.get(CALLBACK + query))


def test_somebody_who_stops_there_is_told(client, council):
    state = dict(parse_qsl(urlsplit(sent_there(client)).query))["state"]
    response = client.get(CALLBACK, {"error": "access_denied", "state": state}, follow=True)
    assert "You are not signed in" in response.content.decode()


@pytest.mark.parametrize(
    ("rule", "claims", "strong"),
    [
        ("claim", {"amr": ["pwd", "mfa"]}, True),
        ("claim", {"amr": ["pwd"]}, False),
        ("claim", {"amr": "mfa"}, False),
        ("claim", {}, False),
        ("always", {}, True),
        ("never", {"amr": ["mfa"]}, False),
    ],
)
def test_its_second_factor_counts_when_the_settings_say_so(
    client, council, settings, rule, claims, strong
):
    settings.OIDC = {**settings.OIDC, "mfa": rule}
    council.claims |= claims
    come(client)
    assert client.session.get("proof", False) is strong


def test_a_connection_is_made_by_somebody_who_is_signed_in_to_both(client, council):
    """The address need not be believed then."""
    known = enrol(email="ada@home.example", proven=True)
    client.force_login(known)
    council.claims["email"] = "ada@elsewhere.example"
    come(client, "?process=connect")
    assert SocialAccount.objects.get().user == known


def test_every_request_to_it_has_a_time_limit(council, monkeypatch):
    import requests

    from opencompact.base.accounts.vouching import Direct

    given = []
    monkeypatch.setattr(
        requests.Session, "request", lambda *_a, **kwargs: given.append(kwargs) or _fine()
    )
    with Direct() as session:
        session.get(council.issuer, timeout=None)
    assert given[0]["timeout"] == 5
    assert given[0]["allow_redirects"] is False


def _fine():
    import requests

    answer = requests.Response()
    answer.status_code = 200
    return answer
