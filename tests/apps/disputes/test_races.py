"""Several people at the same moment: one step, one number, one seat; the others are told."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.test import Client

from opencompact.apps.disputes import actions
from opencompact.apps.disputes.models import Case, CaseEvent, Seat
from opencompact.base import audit
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import within
from opencompact.base.notify.models import ActionLink, Message
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import RAISED, TO_EXCHANGE, TO_MEDIATION, begin
from tests.apps.disputes.town import Town, build, moment, pdf
from tests.threads import together

DAY = date(2026, 3, 11)
REFUSED = (actions.StaleError, NotNow, IntegrityError)


@pytest.fixture
def kept(transactional_db, area) -> Town:
    """A town whose rows are really written, so that threads meet over them."""
    with within(area):
        made = build(area, "leicester-2008")
    made.memory.whole = False  # threads at once do nothing by heart
    return made


def at_once(town: Town, *works: Callable[[], Any]) -> list[Any]:
    """Do every work of a town at once; a refusal is an answer."""

    def heard(work: Callable[[], Any]) -> Any:
        try:
            with within(town.area):
                return work()
        except REFUSED as error:
            return error

    return together(*(partial(heard, work) for work in works))


def refusals(answers: list[Any]) -> int:
    return sum(isinstance(answer, REFUSED) for answer in answers)


@pytest.mark.parametrize("version", [4, None])
def test_a_step_for_one_party_is_taken_once(kept, version):
    with within(kept.area):
        case = kept.story(begin(kept), TO_EXCHANGE)
        version = version and case.version

    def send() -> CaseEvent:
        files = {"papers": [pdf()]}
        return kept.take(case, "send-papers", "elm", DAY, files=files, version=version)

    answers = at_once(kept, send, send, send)
    with within(kept.area):
        assert CaseEvent.objects.filter(step="send-papers").count() == 1
        assert Case.objects.get().version == 4
    assert refusals(answers) == 2
    assert len(default_storage.listdir(f"disputes/{case.pk}")[1]) == 1
    assert audit.verify().faults == ()


def test_two_sides_at_once_lose_nothing(kept):
    with within(kept.area):
        case = kept.story(begin(kept), TO_EXCHANGE)

    def send(who: str) -> Callable[[], CaseEvent]:
        return lambda: kept.take(case, "send-papers", who, DAY)

    assert refusals(at_once(kept, send("elm"), send("hall"))) == 0
    with within(kept.area):
        assert kept.tell(case, DAY).at.stage == "comments"


def test_of_two_who_decide_differently_one_is_told(kept):
    with within(kept.area):
        case = begin(kept)

    def decide(step: str) -> Callable[[], CaseEvent]:
        return lambda: kept.take(case, step, "chair", DAY, version=2)

    answers = at_once(kept, decide("refer-to-mediation"), decide("rule-not-covered"))
    assert refusals(answers) == 1
    with within(kept.area):
        assert CaseEvent.objects.filter(sequence=3).count() == 1


def test_numbers_are_given_once(kept):
    def send() -> Case:
        return kept.raised(RAISED)

    cases = at_once(kept, send, send, send, send)
    assert sorted(case.number for case in cases) == [f"2026-00{n}" for n in range(1, 5)]


def test_one_disagreement_sent_twice_at_once_is_one_case(kept):
    with within(kept.area):
        raising = kept.raising(RAISED)
        actor = kept.actor("elm")

    def send() -> Case:
        return actions.raise_case(kept.area, raising, actor=actor, on=RAISED, at=moment(RAISED))

    assert len({case.number for case in at_once(kept, send, send)}) == 1


def test_a_seat_is_given_once(kept):
    with within(kept.area):
        case = kept.raised(RAISED)

    def give() -> None:
        kept.seat(case, "panel", Holder.PANEL, DAY)

    assert refusals(at_once(kept, give, give)) == 1
    with within(kept.area):
        assert Seat.objects.count() == 1


def test_a_link_and_the_page_at_once_give_one_answer_and_neither_waits_for_ever(kept):
    with within(kept.area):
        case = kept.story(begin(kept), TO_MEDIATION[:1])
        body = Message.objects.get(
            key__startswith="disputes.refer-to-mediation:", to_address="elm@example.org"
        ).body
    path = f"/act/{body.partition('/act/')[2].partition('/')[0]}/"

    def by_link() -> int:
        return Client().post(path, {"answer": "agree-mediation"}).status_code

    def by_page() -> CaseEvent:
        return kept.take(case, "decline-mediation", "elm", DAY)

    with time_machine.travel(moment(DAY), tick=False):
        status, page = at_once(kept, by_link, by_page)
    with within(kept.area):
        steps = CaseEvent.objects.filter(sequence__gt=3).values_list("step", flat=True)
        link = ActionLink.objects.get(to_address="elm@example.org")
    if status == 200:
        # The answer by the link came first; the page may still take it further, or was refused.
        assert steps[0] == "agree-mediation"
        assert link.used_at is not None
    else:
        assert status in {404, 409}
        assert list(steps) == ["decline-mediation"]
        assert link.used_at is None
        assert not isinstance(page, Exception)
    assert audit.verify().faults == ()


def test_one_side_agrees_to_mediation_once(kept):
    """Two people of one organisation say yes at the same moment."""
    with within(kept.area):
        case = kept.story(begin(kept), [("refer-to-mediation", "chair", DAY)])

    def agree() -> CaseEvent:
        return kept.take(case, "agree-mediation", "elm", DAY)

    answers = at_once(kept, agree, agree, agree)
    assert refusals(answers) == 2
    with within(kept.area):
        assert CaseEvent.objects.filter(step="agree-mediation").count() == 1
