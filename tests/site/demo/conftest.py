"""The city, built once for all tests of this folder and taken away after them."""

from collections.abc import Iterator

import pytest
from django.test import Client

from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from tests.site import furnished

SAID: list[str] = []


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker) -> Iterator[Area]:
    """The whole city, made once a run; other tests never meet it."""
    with django_db_blocker.unblock(), furnished.city() as (area, said):
        SAID[:] = said
        yield area


@pytest.fixture
def city(built, db, settings) -> Area:
    """The city, in a demonstration."""
    settings.DEMO = True
    return built


@pytest.fixture
def inside(city) -> Iterator[Area]:
    """The whole test runs inside the city."""
    with within(city):
        yield city


@pytest.fixture
def visit(city):
    """A browser of somebody of the bar, or of a visitor: visit("chair").get("/aldermere/")."""

    def become(key: str = "") -> Client:
        client = Client()
        if key:
            assert client.post("/switch/", {"person": key}).status_code == 302
        return client

    return become
