"""The examples of docs/api.md are asked of the API, which has to answer what is printed there."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from opencompact.apps.organisations.queries import actor_for
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within
from opencompact.base.areas.tokens import SAYS, Scope
from opencompact.site.api import actions
from tests.apps.disputes.town import build, moment
from tests.docs.pages import ROOT, Block, blocks, tables, words

PAGE = ROOT / "docs/api.md"
ELIDED = "…"
TODAY = date(2026, 11, 20)


def examples() -> list[tuple[Block, Block]]:
    """Each question with the answer that follows it."""
    found = [block for block in blocks(PAGE) if block.kind in {"http", "json"}]
    pairs = list(zip(found[::2], found[1::2], strict=True))
    assert all((one.kind, two.kind) == ("http", "json") for one, two in pairs)
    return pairs


@pytest.fixture
def secret(db, time_machine) -> str:
    """A token of the officer of the town that the examples speak of."""
    time_machine.move_to(moment(TODAY), tick=False)
    caches["api"].clear()
    area = Area.objects.create(slug="leicester", name="Leicester")
    with within(area):
        town = build(area, "leicester-2008")
        town.raised(date(2026, 11, 2))
        actor = actor_for(town.users["officer"], area, TODAY)
        return actions.make(area, "Sync", list(Scope), 90, actor=actor, at=timezone.now())[1]


def ask(question: str, secret: str) -> Any:
    head, _, body = question.strip().partition("\n\n")
    first, *headers = head.splitlines()
    method, address = first.split(" ", 1)
    sent = dict(line.split(": ", 1) for line in headers)
    if "Authorization" in sent:
        sent["Authorization"] = sent["Authorization"].replace("oc_…", secret)
    given = {"data": body, "content_type": "application/json"} if body else {}
    return getattr(Client(), method.lower())(address, headers=sent, **given)


def same(printed: Any, answered: Any) -> bool:
    """Whether an answer is the one printed, but for what was left out."""
    if printed == ELIDED:
        return True
    if isinstance(printed, dict) and isinstance(answered, dict):
        open_ended = printed.get(ELIDED) == ELIDED
        known = {name: value for name, value in printed.items() if name != ELIDED}
        whole = open_ended or set(known) == set(answered)
        return whole and all(same(value, answered.get(name)) for name, value in known.items())
    if isinstance(printed, list) and isinstance(answered, list):
        if printed == [ELIDED]:
            return True
        return len(printed) == len(answered) and all(map(same, printed, answered))
    return printed == answered


def test_the_comparison_sees_a_difference():
    assert same({"a": 1, ELIDED: ELIDED}, {"a": 1, "b": 2})
    assert not same({"a": 1}, {"a": 1, "b": 2})
    assert not same({"a": 2, ELIDED: ELIDED}, {"a": 1})
    assert not same([{"a": 1}], [])


def test_every_question_is_answered_as_printed(secret):
    assert examples()
    for question, answer in examples():
        found = ask(question.text, secret)
        assert found.status_code == int(answer.name or 200), (question.place, found.content)
        answered = found.json()
        assert same(json.loads(answer.text), answered), f"{answer.place}: {answered}"


def test_every_scope_is_explained():
    listed = [words(row["Scope"]) for row in tables(PAGE)["Tokens"]]
    assert listed == [scope.value for scope in Scope] == [scope.value for scope in SAYS]
