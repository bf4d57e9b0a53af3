"""kill -9 in the middle of a step: no half states, nothing told is lost, the chain holds.

A child of this process takes steps and kills itself between two statements of the database.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, connections

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, CaseEvent, Document, Finding
from opencompact.apps.disputes.queries.cases import cases
from opencompact.base import audit
from opencompact.base.areas.scoping import within
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests import figures
from tests.apps.disputes.test_races import kept
from tests.apps.disputes.test_story import LEICESTER, RAISED
from tests.apps.disputes.town import Town, pdf

__all__ = ["kept"]

QUICK, NIGHTLY = 3, 200
# A step takes some forty statements, a case is begun with a hundred.
MOST_STATEMENTS = 160
CHANCE = random.SystemRandom()
STORIES = [steps for name, steps, _ in LEICESTER if name in {"found", "settled"}]


def live(town: Town, told: int, statements: int) -> None:
    """Raise cases and take them on, telling of each step that is done, until the end comes."""
    left = statements

    def count(execute: Any, *given: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*given)

    with within(town.area), connection.execute_wrapper(count):
        while True:
            for case, step in walk(town):
                os.write(told, f"{case.pk} {step}\n".encode())


def walk(town: Town) -> Iterator[tuple[Case, int]]:
    """Whole stories, one case after the other; each step that is over is told of."""
    case = town.raised(RAISED)
    yield case, 2
    town.seat(case, "mediator", Holder.MEDIATOR, RAISED)
    for number, (step, who, on, *given) in enumerate(CHANCE.choice(STORIES), start=3):
        more = dict(given[0]) if given else {}
        if step == "send-papers":
            more["files"] = {"papers": [pdf(), pdf("plan.pdf", b"%PDF-1.7 plan")]}
        town.take(case, step, who, on, **more)
        yield case, number


def killed(town: Town) -> list[tuple[str, int]]:
    """Let a child live until it is killed; returns what it told of before."""
    reader, writer = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            live(town, writer, CHANCE.randrange(MOST_STATEMENTS))
        finally:
            os._exit(1)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself, with {os.WEXITSTATUS(status)}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    with os.fdopen(reader) as said:
        lines = [line.split() for line in said.read().splitlines()]
    return [(case, int(step)) for case, step in lines]


def check(town: Town, told: list[tuple[str, int]]) -> None:
    """Every case is whole: events, copies, papers, finding, audit and mail belong together."""
    for case in cases():
        check_case(town, case)
    for case, step in told:
        assert CaseEvent.objects.filter(case_id=case, sequence=step).exists(), "a step was lost"
    assert audit.verify().faults == ()


def check_case(town: Town, case: Case) -> None:
    events = list(CaseEvent.objects.filter(case=case).order_by("sequence"))
    assert [one.sequence for one in events] == list(range(1, len(events) + 1))
    assert len(events) >= 2, "a case that was never put in writing"
    assert case.version == len(events)
    now = town.tell(case, events[-1].on)
    assert (case.closed_on is not None) == now.at.closed
    assert Finding.objects.filter(case=case).exists() == _has_finding(now)
    steps = [one.data["sequence"] for one in _audited(case) if "sequence" in one.data]
    assert sorted(steps) == [one.sequence for one in events]
    for one in Document.objects.filter(case=case):
        assert actions.content_of(one)
    sent = [one for one in events if one.step == "send-papers"]
    assert Document.objects.filter(case=case).count() == 2 * len(sent)
    for one in events[1:]:
        assert Message.objects.filter(key=f"disputes.{one.step}:{one.pk}").exists(), one.step


def _has_finding(now: Any) -> bool:
    return now.at.closed and now.procedure.ending(now.at.ending).public


def _audited(case: Case) -> Any:
    return Event.objects.filter(object_type="disputes.Case", object_id=str(case.pk))


def play(town: Town, kills: int) -> None:
    """Kill so often; after each the whole has to be sound, and some steps were under way."""
    steps, orphans = 0, 0
    for _ in range(kills):
        told = killed(town)
        with within(town.area):
            check(town, told)
        steps += len(told)
    with within(town.area):
        count = Case.objects.count()
        known = {str(pk) for pk in Document.objects.values_list("pk", flat=True)}
    folders = default_storage.listdir("disputes")[0] if default_storage.exists("disputes") else []
    for folder in folders:
        orphans += len(set(default_storage.listdir(f"disputes/{folder}")[1]) - known)
    assert steps
    figures.note(
        "kill -9 during a step", str(kills), kills=kills, steps_told=steps, cases=count, lost=0,
        half_states=0, files_without_a_row=orphans,
    )  # fmt: skip


def test_a_step_that_is_killed_leaves_no_half_state(kept):
    play(kept, QUICK)


@pytest.mark.nightly
def test_steps_that_are_killed_very_often_leave_no_half_state(kept):
    play(kept, NIGHTLY)


def test_the_check_finds_a_half_state(kept):
    with within(kept.area):
        case = kept.raised(RAISED)
        check(kept, [(str(case.pk), 2)])
        with pytest.raises(AssertionError, match="lost"):
            check(kept, [(str(case.pk), 3)])
        Case.objects.update(version=9, raised_on=RAISED - timedelta(days=1))
        with pytest.raises(AssertionError):
            check(kept, [])
