"""The API is asked everything its description allows, and what it does not: it never breaks.

Every answer has a status, a type and a shape that the description names, and holds no trace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from opencompact.apps.agreement.queries import book_of
from opencompact.apps.organisations import actions as register
from opencompact.site.wsgi import application
from tests import figures
from tests.apps.disputes.challenging import begun
from tests.site.matrix.api_table import CALLS

pytestmark = [pytest.mark.once, pytest.mark.django_db]

QUICK, NIGHTLY = 80, 10_000
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
TRACE = re.compile(r"Traceback|File \\?\"|\.py\b|site-packages|SELECT |<html")
# Whom each part of the API is asked as: somebody who gets past its gates.
PEOPLE = {"/cases": "elm", "/challenges": "elm"}


@pytest.fixture
def there(town) -> dict[str, str]:
    """Something that is there, for every parameter of an address; of funding nothing is."""
    number = town.raised(timezone.localdate()).number
    run = register.open_import(
        town.area, "list.csv", "name\nThe Mill\n", sector="vcs", actor=town.actor("officer"),
        at=timezone.now(),
    )  # fmt: skip
    return {
        "agreement": "2026-001",
        "area": town.area.slug,
        "challenge": str(begun(town, on=timezone.localdate()).pk),
        "commitment": next(iter(book_of(town.edition).index)),
        "number": number,
        "organisation": "elm",
        "programme": "core-costs",
        "run": str(run.pk),
        "step": "withdraw",
    }


@pytest.fixture
def _kept_connection():
    """A server closes its connection after each answer; here it holds the world."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@cache
def described() -> Any:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def asked(there: dict[str, str], secrets: dict[str, str], amount: int) -> int:
    """Ask every operation in every way, `amount` times in all; how often it was asked."""
    ways = [(*key, *way) for key in CALLS for way in possible(*key)]
    total = 0
    for method, path, mode, known in ways:
        names = re.findall(r"{(\w+)}", path) if known else ()
        place = {name: there[name] for name in names}
        who = next((name for part, name in PEOPLE.items() if part in path), "officer")
        total += ask(method, path, mode, place, secrets[who], -(-amount // len(ways)))
    return total


def possible(method: str, path: str) -> Iterator[tuple[Any, bool]]:
    """How an operation can be asked: rightly or wrongly, about what is there or about nothing."""
    yield GenerationMode.POSITIVE, True
    if "{" in path:
        yield GenerationMode.POSITIVE, False
    definition = described()[path][method.upper()].definition.raw
    given = [one for one in definition["parameters"] if one["in"] == "query"]
    if given or "requestBody" in definition:
        yield GenerationMode.NEGATIVE, True


def ask(method: str, path: str, mode: Any, place: dict[str, str], secret: str, amount: int) -> int:
    operation = described()[path][method.upper()]
    strategy = operation.as_strategy(generation_mode=mode, path_parameters=place or None)
    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    asked = []

    @given(case=strategy)
    @settings(
        max_examples=amount,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def play(case: Case) -> None:
        asked.append(case)
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS)
        assert not TRACE.search(response.text), response.text

    with suppress(Unsatisfiable):  # without a parameter there is nothing to get wrong
        play()
    return len(asked)


@pytest.mark.parametrize("amount", [QUICK, pytest.param(NIGHTLY, marks=pytest.mark.nightly)])
@pytest.mark.usefixtures("_kept_connection")
def test_no_question_breaks_the_api(there, token, amount, tmp_path):
    set_hypothesis_home_dir(tmp_path)
    # Some operations can be asked in a few ways only; the others make up for them.
    secrets = {who: token(who)[1] for who in ("officer", "elm")}
    count = asked(there, secrets, amount * 5 // 4)
    figures.note(
        "API fuzz", str(amount), requests=count, answers_5xx=0, not_as_described=0, traces=0
    )
    assert count >= amount
