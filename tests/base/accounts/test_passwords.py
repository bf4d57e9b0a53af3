"""Which passwords are taken, and that they are taken as they were typed."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import get_password_validators, validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import override_settings

from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User
from opencompact.site import settings as service

EMAIL, NOW, NEXT = "ada@example.org", "a long enough phrase", "another long enough phrase"
CHANGE = "/account/password/change/"


@pytest.fixture
def ada(db) -> User:
    cache.clear()
    return enrol(email=EMAIL, name="Ada Lovelace", password=NOW, proven=True)


def change(client, **given):
    client.force_login(User.objects.get())
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1e12}]
    session.save()
    return client.post(CHANGE, {"oldpassword": NOW, "password1": NEXT, "password2": NEXT} | given)


@pytest.mark.parametrize(
    "password",
    ["nine char", "password123", "ada@example.org", "OpenCompact1", "compact2026", "Council-1!"],
)
def test_what_is_easy_to_guess_is_refused(password, ada):
    with pytest.raises(ValidationError):
        validate_password(password, ada)


@pytest.mark.parametrize(
    "password",
    ["lowercase words", "8274619305", "ÅÄÖ åäö ÅÄÖ", "the compact of seven rivers", "x y " * 32],
)
def test_any_composition_and_length_is_taken(password, ada):
    validate_password(password, ada)


def test_they_are_held_against_many_common_ones():
    (common,) = (
        one for one in get_password_validators(service.AUTH_PASSWORD_VALIDATORS)
        if type(one).__name__ == "CommonPasswordValidator"
    )  # fmt: skip
    assert sum(len(one) >= 10 for one in common.passwords) > 500
    assert len(common.passwords) > 19_000


def test_a_password_counts_to_the_letter(client, ada):
    typed = f"  Two spaces and {'a long tail ' * 8}"
    change(client, password1=typed, password2=typed)
    ada.refresh_from_db()
    assert ada.check_password(typed)
    assert not ada.check_password(typed.strip())
    assert not ada.check_password(typed.lower())
    assert not ada.check_password(typed[:-1])


def test_a_change_needs_the_present_one(client, ada):
    change(client, oldpassword="not the one")
    ada.refresh_from_db()
    assert ada.check_password(NOW)
    change(client)
    ada.refresh_from_db()
    assert ada.check_password(NEXT)


def test_boxes_hide_what_is_typed_and_let_a_manager_fill_them(client, ada):
    page = client.get("/account/login/").content.decode()
    (box,) = re.findall(r'<input[^>]*name="password"[^>]*>', page)
    assert 'type="password"' in box
    assert 'autocomplete="current-password"' in box
    assert "onpaste" not in page


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_passwords_are_kept_by_a_slow_hash():
    algorithm, rounds, salt, _ = make_password(NOW).split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
    assert len(salt) >= 22
    assert not hasattr(service, "PASSWORD_HASHERS")  # in service it is Django's own choice
