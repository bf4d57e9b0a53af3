"""Accounts made by somebody else."""

import pytest
from allauth.account.models import EmailAddress

from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User


def address():
    """What is known of the only address there is."""
    found = EmailAddress.objects.get()
    return found.email, found.verified, found.primary


def test_a_new_person_is_enrolled(db):
    person = enrol(email=" Ada@Example.org", name=" Ada  Lovelace ")
    assert (person.email, person.name) == ("ada@example.org", "Ada Lovelace")
    assert not person.has_usable_password()
    assert address() == ("ada@example.org", False, True)


def test_a_person_with_an_account_keeps_it(user):
    assert enrol(email="ADA@example.org", name="Somebody else", password="new") == user
    user.refresh_from_db()
    assert user.name == "Ada Lovelace"
    assert user.check_password("correct horse")
    assert User.objects.count() == 1


def test_an_account_without_a_name_gets_one(db):
    person = enrol(email="ada@example.org")
    assert enrol(email="ada@example.org", name="Ada Lovelace").name == "Ada Lovelace"
    person.refresh_from_db()
    assert person.name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("calls", "verified"),
    [([False], False), ([True], True), ([False, True], True), ([True, False], True)],
)
def test_an_address_once_proven_stays_proven(db, calls, verified):
    for proven in calls:
        enrol(email="ada@example.org", proven=proven)
    assert address() == ("ada@example.org", verified, True)
