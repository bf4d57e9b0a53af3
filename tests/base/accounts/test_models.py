"""People are known by their e-mail address, whatever its case."""

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from opencompact.base.accounts.models import User, normal


def test_this_is_the_user_model():
    assert get_user_model() is User


@pytest.mark.parametrize(
    ("given", "stored"),
    [("ada@example.org", "ada@example.org"), (" ADA@Example.ORG\n", "ada@example.org")],
)
def test_addresses_are_stored_in_one_form(db, given, stored):
    assert normal(given) == stored
    assert User.objects.create_user(given).email == stored
    assert User.objects.get_by_natural_key(given).email == stored


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_person_needs_an_address(db, empty):
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user(empty)


@pytest.mark.parametrize("again", ["ada@example.org", "Ada@Example.org"])
def test_one_person_per_address(user, again):
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.create_user(again)
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.bulk_create([User(email=again)])


def test_cleaning_brings_the_address_into_form(db):
    person = User(email="ADA@example.org")
    person.clean()
    assert person.email == "ada@example.org"


@pytest.mark.parametrize(
    ("name", "shown", "short"),
    [("Ada Lovelace", "Ada Lovelace", "Ada"), ("", "ada@example.org", "ada@example.org")],
)
def test_how_a_person_is_called(name, shown, short):
    person = User(email="ada@example.org", name=name)
    assert (str(person), person.get_full_name(), person.get_short_name()) == (shown, shown, short)


def test_without_a_password_nobody_gets_in_by_password(db):
    assert not User.objects.create_user("ada@example.org").has_usable_password()
    assert User.objects.create_user("bob@example.org", "secret").check_password("secret")


def test_a_superuser(db):
    boss = User.objects.create_superuser("boss@example.org", "secret")
    assert boss.is_staff
    assert boss.is_superuser


def test_a_new_installation_has_no_account(db):
    assert not User.objects.exists()
