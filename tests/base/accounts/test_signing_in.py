"""Signing up and signing in, by password and by code, as a browser does it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User

EMAIL, PASSWORD = "ada@example.org", "a long enough phrase"
LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"


@pytest.fixture(autouse=True)
def little_site(settings, db):
    settings.ROOT_URLCONF = "tests.base.areas.pages"
    settings.NAVIGATION = settings.DEMO_BAR = ""
    cache.clear()


@pytest.fixture
def ada():
    return enrol(email=EMAIL, name="Ada Lovelace", password=PASSWORD, proven=True)


def signed_in(client):
    return "_auth_user_id" in client.session


def sign_in(client, password=PASSWORD, email=EMAIL, to=""):
    return client.post(f"{LOGIN}?next={to}", {"login": email, "password": password, "next": to})


@pytest.mark.parametrize("email", [EMAIL, "ADA@Example.org"])
def test_by_password(client, ada, email):
    response = sign_in(client, email=email, to="/opened/")
    assert (response.status_code, response["Location"]) == (302, "/opened/")
    assert signed_in(client)


def test_a_wrong_password_is_refused(client, ada):
    response = sign_in(client, "wrong")
    assert response.status_code == 200
    assert not signed_in(client)


def test_nobody_is_sent_to_a_strangers_site(client, ada):
    assert sign_in(client, to="https://evil.example.org/")["Location"] == "/"


def test_an_account_that_was_closed_does_not_open(client, ada):
    User.objects.update(is_active=False)
    sign_in(client)
    assert not signed_in(client)


def test_closing_an_account_ends_its_session(client, ada):
    sign_in(client)
    assert client.get("/account/").status_code == 200
    User.objects.update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_no_password_ends_by_itself(client, ada):
    with time_machine.travel(timezone.now() + timedelta(days=3650)):
        sign_in(client)
        assert signed_in(client)


def test_by_code(client):
    """A person enrolled by an officer signs in without a password and so proves the address."""
    enrol(email=EMAIL, name="Ada Lovelace")
    assert client.post(CODE, {"email": EMAIL}).status_code == 302
    assert not signed_in(client)
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.MULTILINE)
    client.post(CONFIRM, {"code": code.group(1)})
    assert signed_in(client)


def test_wrong_codes_are_counted(client, ada):
    client.post(CODE, {"email": EMAIL})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.outbox[0].body, re.MULTILINE)
    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONGX"})
    client.post(CONFIRM, {"code": code.group(1)})
    assert not signed_in(client)


def test_guessing_passwords_ends_after_five(client, ada):
    for _ in range(5):
        sign_in(client, "wrong")
    sign_in(client)
    assert not signed_in(client)


def test_guessing_over_many_addresses_ends_after_ten(client, ada):
    for number in range(10):
        sign_in(client, "wrong", email=f"person{number}@example.org")
    sign_in(client)
    assert not signed_in(client)


@pytest.fixture
def form():
    """What somebody new types."""
    return {"name": " Ada  Lovelace", "email": EMAIL, "password1": PASSWORD, "password2": PASSWORD}


def test_signing_up_needs_the_address_to_be_proven(client, form):
    assert client.post("/account/signup/", form).status_code == 302
    assert not signed_in(client)
    assert User.objects.get().name == "Ada Lovelace"
    sign_in(client)
    assert not signed_in(client)
    link = re.search(r"https?://\S+(/account/confirm-email/\S+)", mail.outbox[0].body).group(1)
    client.post(link)
    sign_in(client)
    assert signed_in(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "not an address"),
        ("password1", "short"),
        ("password2", "another long phrase"),
    ],
)
def test_what_signing_up_asks_for(client, form, field, value):
    assert client.post("/account/signup/", {**form, field: value}).status_code == 200
    assert not User.objects.exists()


def test_signing_up_with_a_known_address_says_nothing(client, ada, form):
    """The answer is the same as for a new address; only the mailbox learns the difference."""
    assert client.post("/account/signup/", form).status_code == 302
    assert User.objects.count() == 1
    assert len(mail.outbox) == 1


def test_signing_out(client, ada):
    sign_in(client)
    client.post("/account/logout/")
    assert not signed_in(client)
