"""An area with an agreement, bodies that signed, and records that a test hands in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from opencompact.apps.evaluation import queries
from opencompact.apps.evaluation.queries import gathering
from opencompact.core.rules import Measured
from tests.apps.organisations.conftest import (
    _no_navigation,
    as_actor,
    council,
    edition,
    elm,
    make,
    person,
    sign,
)

__all__ = ["_no_navigation", "as_actor", "council", "edition", "elm", "make", "person", "sign"]

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today():
    """It is Friday 20 November 2026, noon; nothing is kept from another test."""
    queries.state_of.forget()
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        yield


def consultation(number: int, opened: date, weeks: int, body: str = "westbridge-city-council"):
    """A consultation on something significant that is open for so many weeks."""
    return Measured(
        record="consultation",
        key=f"2026-{number:03}",
        title=f"Consultation {number}",
        address=f"/anywhere/consultations/2026-{number:03}/",
        body=body,
        owner=frozenset({"public"}),
        on=opened,
        facts={
            "opened": opened,
            "closes": opened + timedelta(weeks=weeks),
            "significant_effect": True,
        },
    )


def paid(month: date, on_time: int, body: str = "westbridge-city-council"):
    """The payments of a month, a hundred in all."""
    return Measured(
        record="payments",
        key=f"{body}-{month:%Y-%m}",
        title=f"Payments of {month:%B %Y}",
        address=f"/anywhere/funding/payments/{month:%Y-%m}/",
        body=body,
        owner=frozenset({"public", "funder"}),
        on=month,
        facts={"payments": 100, "paid_on_time": on_time},
    )


@pytest.fixture
def recorded(monkeypatch, edition, council) -> Callable[..., None]:
    """Hands in the records of the area."""
    queries.state_of.forget()

    def given(*found: Measured) -> None:
        monkeypatch.setattr(gathering, "sources", lambda: (lambda _area, **_: iter(found),))
        queries.state_of.forget()

    given()
    return given


@pytest.fixture
def client() -> Client:
    return Client()
