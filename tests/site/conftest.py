"""A town with organisations and people, and a way to fetch pages as somebody in it."""

import pytest
from django.test import Client

from opencompact.base.areas.scoping import within
from tests.apps.disputes.town import Town, build


@pytest.fixture
def town(scoped) -> Town:
    """Leicester's procedure; the test runs inside the area."""
    return build(scoped, "leicester-2008")


@pytest.fixture
def fetch():
    """Fetch a page outside any area, as a browser does: fetch("/x/", user) gives the response."""

    def page(path: str, user=None):
        client = Client()
        if user is not None:
            client.force_login(user)
        with within(None):
            return client.get(path)

    return page
