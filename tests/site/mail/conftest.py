"""An area with an officer and somebody without a role, each with a browser of their own."""

from datetime import date

import pytest
from django.test import Client

from opencompact.apps.organisations.models import Role
from opencompact.base import notify
from opencompact.base.accounts.models import User
from opencompact.base.areas.scoping import within


@pytest.fixture
def ada(user, client) -> Client:
    """Signed in, without a role."""
    client.force_login(user)
    return client


@pytest.fixture
def olga(area) -> Client:
    """The officer."""
    person = User.objects.create_user("olga@example.org", name="Olga Officer")
    with within(area):
        Role.objects.create(area=area, user=person, kind="officer", starts=date(2026, 1, 1))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def write(area, at):
    """Queue a message to Ada, with what a test does not care about filled in."""

    def written(key="one", **fields):
        words = {"subject": "Elm has signed", "body": "Elm signed.", "topic": "register"}
        usual = {"area": area, "key": key, "to": [("Ada", "ada@example.org")], "at": at}
        notify.queue(**words | usual | fields)

    return written
