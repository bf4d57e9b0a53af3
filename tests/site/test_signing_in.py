"""The settings of signing in, from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from opencompact.site.signing_in import provider

GIVEN = {
    "OPENCOMPACT_OIDC_ISSUER": "https://login.example/tenant/v2.0",
    "OPENCOMPACT_OIDC_CLIENT_ID": "compact",
    "OPENCOMPACT_OIDC_CLIENT_SECRET": "secret",
}


def test_nothing_is_set():
    assert provider({}) is None
    assert provider({"OPENCOMPACT_OIDC_NAME": "Anytown Council"}) is None


def test_what_is_believed_without_being_told():
    """Nobody's address, and no second factor but one that the token speaks of."""
    assert provider(GIVEN) == {
        "issuer": "https://login.example/tenant/v2.0",
        "client_id": "compact",
        "secret": "secret",
        "name": "your organisation",
        "domains": (),
        "emails": "verified",
        "mfa": "claim",
    }


def test_everything_is_set():
    more = {
        "OPENCOMPACT_OIDC_NAME": "Anytown Council",
        "OPENCOMPACT_OIDC_DOMAINS": "Anytown.example, @housing.example,",
        "OPENCOMPACT_OIDC_EMAILS": "all",
        "OPENCOMPACT_OIDC_MFA": "always",
    }
    found = provider({**GIVEN, **more})
    assert found["domains"] == ("anytown.example", "housing.example")
    assert (found["name"], found["emails"], found["mfa"]) == ("Anytown Council", "all", "always")


@pytest.mark.parametrize("missing", GIVEN)
def test_half_of_it_is_refused(missing):
    with pytest.raises(ImproperlyConfigured, match=missing):
        provider({**GIVEN, missing: ""})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OPENCOMPACT_OIDC_ISSUER", "http://login.example"),
        ("OPENCOMPACT_OIDC_EMAILS", "some"),
        ("OPENCOMPACT_OIDC_MFA", "yes"),
    ],
)
def test_what_would_be_unsafe_or_unknown_is_refused(name, value):
    with pytest.raises(ImproperlyConfigured, match=name):
        provider({**GIVEN, name: value})
