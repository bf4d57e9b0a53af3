"""The register and its people, and an assessment to begin with."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from opencompact.apps.assessments import actions
from opencompact.apps.assessments.actions.keeping import OnGroup
from opencompact.apps.assessments.models import Assessment
from tests.apps.organisations.conftest import (
    _no_navigation,
    as_actor,
    council,
    edition,
    elm,
    make,
    person,
)

__all__ = ["_no_navigation", "as_actor", "council", "edition", "elm", "make", "person"]

ASSESSED = date(2026, 10, 1)
WHOLE: dict[str, Any] = {
    "evidence": "Attendance at ten clubs.",
    "mitigation": "A year of notice.",
    "sector_effect": "harm",
    "assessed_on": ASSESSED,
    "need": "no",
    "need_words": "Nobody is harmed.",
}


@pytest.fixture
def begun(council, officer, at) -> Callable[..., Assessment]:
    """Begins a draft of the council's."""

    def made(depth: str = "screening", title: str = "Youth grants", body: Any = None) -> Assessment:
        body = body or council
        return actions.begin(body, depth, title, "Cabinet, item 4", actor=officer, at=at)

    return made


@pytest.fixture
def written(begun, officer, at) -> Callable[..., Assessment]:
    """A draft in which nothing is missing, changed where a test says so."""

    def made(depth: str = "screening", *said: OnGroup, **changed: Any) -> Assessment:
        one = begun(depth)
        values = {**WHOLE, **changed}
        return actions.write(one, values, said, version=1, actor=officer, at=at)

    return made


@pytest.fixture
def published(written, officer, at) -> Callable[..., Assessment]:
    """The same, published."""

    def made(depth: str = "screening", *said: OnGroup, **changed: Any) -> Assessment:
        one = written(depth, *said, **changed)
        return actions.publish(one, version=one.version, actor=officer, at=at)

    return made
