"""An area with an agreement in force, bodies that give, groups that get, and people with roles."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from opencompact.apps.funding.actions import agreements, giving, programmes
from opencompact.apps.funding.actions.agreements import Recipient
from opencompact.formats import giving as standard
from tests.apps.organisations.conftest import (
    _no_navigation,
    as_actor,
    council,
    edition,
    elm,
    make,
    person,
)
from tests.apps.organisations.views.conftest import _today, visitor

__all__ = [
    "_no_navigation",
    "_today",
    "as_actor",
    "council",
    "edition",
    "elm",
    "make",
    "person",
    "visitor",
]

FILE = Path(__file__).parent / "files" / "grants.json"
TEXT = FILE.read_text()


@pytest.fixture
def grants(scoped, actor, at):
    """The grants of the fixture file, brought in."""
    giving.import_grants(scoped, standard.read(TEXT), actor=actor, at=at)
    return scoped


@pytest.fixture
def agreed(scoped, council, elm, actor, at):
    """Adds an agreement of the council with the carers of Elm Street."""

    def made(funder=council, recipient=None, **values: Any):
        usual = {"title": "Respite at weekends", "value": Decimal("12000.50")}
        who = recipient or Recipient(elm.name, elm)
        return agreements.add_agreement(
            scoped, funder, who, {**usual, **values}, actor=actor, at=at
        )

    return made


@pytest.fixture
def offered(scoped, council, actor, at):
    """Adds a programme of the council."""

    def made(funder=council, **values: Any):
        usual = {"title": "Staying Well", "opens": date(2026, 10, 1)}
        return programmes.add_programme(scoped, funder, {**usual, **values}, actor=actor, at=at)

    return made
