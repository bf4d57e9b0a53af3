"""A link to greet somebody, on a day that does not move."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from opencompact.base.areas.scoping import within
from opencompact.base.notify import links
from opencompact.base.notify.links import Offer, Reader

GREET = "tests.greet"


@pytest.fixture(autouse=True)
def _purpose(settings) -> None:
    settings.ACTION_LINKS = {GREET: f"{__package__}.purposes.GREET"}
    settings.BASE_URL = "https://compact.example.org"


@pytest.fixture
def now(at) -> Iterator[Any]:
    """It is Friday 20 November 2026, noon, until the test moves on."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def offer(area, at) -> Callable[..., Offer]:
    """Offers Ada a link, with what a test does not care about filled in."""

    def offered(**fields: Any) -> Offer:
        usual = {
            "area": area,
            "purpose": GREET,
            "to": Reader("Ada Lovelace", "Ada@Example.org"),
            "obj": area,
            "says": "greet the area",
            "at": at,
        }
        made = usual | fields
        with within(made["area"]):
            return links.offer(**made)

    return offered
