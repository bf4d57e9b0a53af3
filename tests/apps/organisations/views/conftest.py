"""Clients for every kind of visitor, on a day that does not move."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from opencompact.base.areas.actor import RoleKind

VISITORS = (
    "anonymous",
    "member",
    "rep",
    "signer",
    "signer elsewhere",
    "champion",
    "chair",
    "officer",
    "foreign officer",
)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """It is Friday 20 November 2026, noon."""
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def visitor(person, elm, council, other_area) -> Callable[[str], Client]:
    """Gives the client of a kind of visitor."""

    def foreign():
        from opencompact.apps.organisations.models import Role
        from opencompact.base.areas.scoping import within
        from tests.apps.organisations.conftest import LONG_AGO

        user = person("Fay")
        with within(other_area):
            Role.objects.get_or_create(
                area=other_area, user=user, kind="officer", defaults={"starts": LONG_AGO}
            )
        return user

    makers = {
        "member": lambda: person("Mel"),
        "rep": lambda: person("Rob", RoleKind.REPRESENTATIVE, elm),
        "signer": lambda: person("Rita", RoleKind.REPRESENTATIVE, elm, may_sign=True),
        "signer elsewhere": lambda: person("Sam", RoleKind.REPRESENTATIVE, council, may_sign=True),
        "champion": lambda: person("Carl", RoleKind.CHAMPION, elm),
        "chair": lambda: person("Chris", RoleKind.CHAIR),
        "officer": lambda: person("Olga", RoleKind.OFFICER),
        "foreign officer": foreign,
    }

    def client(kind: str = "anonymous") -> Client:
        made = Client()
        if kind != "anonymous":
            made.force_login(makers[kind]())
        return made

    return client
