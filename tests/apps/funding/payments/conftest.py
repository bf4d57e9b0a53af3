"""A council, a group on the register, and files of what the council paid."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from opencompact.apps.funding.actions import payments as actions
from opencompact.apps.funding.models import PaymentRun
from opencompact.base.areas.actor import SYSTEM
from opencompact.formats import spending, tables
from tests.apps.organisations.conftest import (
    as_actor,
    council,
    edition,
    elm,
    make,
    person,
)
from tests.apps.organisations.views.conftest import visitor

__all__ = ["as_actor", "council", "edition", "elm", "make", "person", "visitor"]
COLUMNS = ("Supplier", "Amount", "Date paid", "Invoice received", "Transaction number")
ROWS = (
    ("Elm Street Carers", "100.00", "2026-10-20", "2026-10-01", "1"),
    ("Elm Street Carers Ltd", "50.50", "2026-10-21", "2026-09-01", "2"),
    ("Elm Street Carers", "25.00", "2026-10-22", "", "3"),
    ("A shop", "10.00", "2026-10-23", "2026-10-02", "4"),
    ("A shop", "-5.00", "2026-10-23", "2026-10-02", "5"),
    ("REDACTED PERSONAL DATA", "7.50", "2026-09-24", "2026-09-02", "6"),
)
Import = Callable[..., PaymentRun]


@pytest.fixture(autouse=True)
def _today(settings) -> Iterator[None]:
    """It is Friday 20 November 2026, noon; what the whole site puts around a page is left out."""
    settings.NAVIGATION = settings.DEMO_BAR = ""
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        yield


def text_of(rows: Any = ROWS, columns: Any = COLUMNS) -> str:
    """A file as text."""
    return tables.write(columns, rows)


@pytest.fixture
def draft(scoped, council, at) -> Import:
    """Hands a file in."""

    def handed(text: str = "", body: Any = council, **more: Any) -> PaymentRun:
        taken = spending.take((text or text_of()).encode())
        options: dict[str, Any] = {"actor": SYSTEM, "at": at, **more}
        return actions.open_import(scoped, "spending.csv", taken, body=body, **options)

    return handed


@pytest.fixture
def take_in(draft, at) -> Import:
    """Hands a file in and brings it to its end."""

    def taken(*args: Any, **more: Any) -> PaymentRun:
        run = actions.start_import(draft(*args, **more), at=at)
        return actions.run_import(run, actor=SYSTEM, at=at)

    return taken
