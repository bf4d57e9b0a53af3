"""What actions refuse when they are called by anything but the forms, which ask the same first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.actions import faults, raising, writing
from opencompact.apps.disputes.models import Access, Case, Seat
from opencompact.base.areas.actor import ANONYMOUS
from opencompact.base.areas.queries import calendar_for
from opencompact.core.procedure import Holder, Step
from tests.apps.disputes.test_raising import Asker
from tests.apps.disputes.test_story import (
    MEDIATED,
    RAISED,
    TO_COMMENTS,
    TO_EXCHANGE,
    TO_MEETING,
    begin,
)
from tests.apps.disputes.town import moment, pdf

DAY = date(2026, 3, 24)
LATER = DAY + timedelta(days=1)
TEXT = {"why_failed": "x", "outcome_hoped": "x"}


@pytest.mark.parametrize(
    ("steps", "step", "given", "found"),
    [
        (TO_MEETING, "find", {"outcome": ""}, {"statement", "outcome"}),
        (TO_MEETING, "find", {"outcome": "settled"}, {"statement", "outcome"}),
        (TO_COMMENTS, "set-meeting", {}, {"fixed"}),
        (TO_COMMENTS, "set-meeting", {"fixed": DAY}, {"fixed"}),
        (TO_COMMENTS, "set-meeting", {"fixed": LATER}, {"override"}),
        (TO_COMMENTS, "set-meeting", {"fixed": LATER, "override": "Illness."}, set()),
        (TO_COMMENTS, "set-meeting", {"fixed": date(2026, 4, 1)}, set()),
        (TO_COMMENTS, "set-meeting", {"fixed": date(2026, 4, 4)}, {"override"}),
        (MEDIATED, "extend-mediation", {}, {"fixed"}),
        (MEDIATED, "extend-mediation", {"fixed": LATER}, set()),
        ([], "rule-not-covered", {"answers": {"explanation": " \n"}}, {"explanation"}),
        ([], "rule-not-covered", {"on": LATER, "answers": {"explanation": "x"}}, {"on"}),
        ([], "rule-not-covered", {"on": date(2026, 3, 1)}, {"on", "explanation"}),
        ([], "submit", {"answers": {"stage_wanted": "x" * 201}}, None),
        (TO_EXCHANGE, "send-papers", {"answers": TEXT}, {"why_failed"}),
        (
            TO_EXCHANGE,
            "send-papers",
            {"answers": {"outcome_hoped": "x"}, "files": {"papers": [pdf()] * 21}},
            {"papers"},
        ),
        (
            TO_EXCHANGE,
            "send-papers",
            {"answers": {"outcome_hoped": "x"}, "files": {"others": [pdf()]}},
            {"others"},
        ),
    ],
)
def test_every_fault_is_found_under_its_name(town, steps, step, given, found):
    now = town.tell(town.story(begin(town), steps), DAY)
    try:
        faults.check(now, now.procedure.step(step), faults.Given(**{"on": DAY, **given}), DAY)
        names: set[str] = set()
    except actions.UnfitError as unfit:
        names = set(unfit.faults)
    wanted = found if found is not None else {"steps_taken", "outcome_sought", "stage_wanted"}
    assert names == wanted


def test_a_file_that_is_needed_is_asked_for(town):
    now = town.tell(town.story(begin(town), TO_EXCHANGE), DAY)
    step = now.procedure.step("send-papers")
    needed = replace(step, needs=tuple(replace(need, optional=False) for need in step.needs))
    with pytest.raises(actions.UnfitError) as unfit:
        faults.check(now, needed, faults.Given(on=DAY, answers={"outcome_hoped": "x"}), DAY)
    assert unfit.value.faults == {"papers": "Select a file for “Your papers”"}


def test_days_before_the_case_follow_each_other():
    steps = tuple(Step(key, key, ("party",), ("start",)) for key in ("first", "second"))
    found = dict(raising._days(steps, {"first": DAY, "second": RAISED}, DAY))
    assert found == {"second": "The days must follow each other"}


def test_a_side_is_acted_for_by_its_own_people_only(town):
    case = begin(town)
    with pytest.raises(PermissionDenied):
        town.take(case, "withdraw", "elm", DAY, party=town.party(case, "hall"))


def test_two_writers_never_both_bring_a_case_up_to_date(town):
    case = town.raised(RAISED)
    stale = Case.objects.get(pk=case.pk)
    stale.version = 1
    with pytest.raises(actions.StaleError):
        writing.settle(stale, calendar_for(town.area), actor=town.actor("elm"), on=RAISED)


def test_a_turn_without_a_date_reminds_nobody(leeds):
    now = leeds.tell(begin(leeds), RAISED)
    (turn,) = queries.turns(now)
    assert actions.remind(now, turn, moment(RAISED)) == 0


def test_seats_are_given_and_ended_by_chair_and_officer_only(town):
    case = begin(town)
    with pytest.raises(PermissionDenied):
        town.seat(case, "panel", Holder.PANEL, DAY, by="elm")
    place = Seat.objects.get()
    ended = {"actor": town.actor("chair"), "at": moment(DAY)}
    actions.unseat(place, on=DAY, **ended)
    assert actions.unseat(place, on=LATER, **ended).ended_on == DAY


def test_nobody_is_noted_who_is_not_signed_in(town):
    actions.note_access(begin(town), ANONYMOUS, DAY)
    assert not Access.objects.exists()
    assert queries.visible_cases(ANONYMOUS) == []


def test_where_signatories_are_many_one_looks_for_them_by_name(town, time_machine, monkeypatch):
    time_machine.move_to(moment(DAY), tick=False)
    monkeypatch.setattr("opencompact.apps.disputes.views.raising.sides.SHORT_LIST", 1)
    asker = Asker(town)
    asker.gates()
    assert "Find the other organisation by its name" in asker.get("who").content.decode()
    asker.post("who", q="youth", search="1")
    assert "Oak Youth Club" in asker.get("who").content.decode()
    asker.post("who", others=["nonsense"], organisation="nonsense")
    assert asker.get("commitments")["Location"] == asker.at("who")


def test_a_gate_that_closes_at_the_last_moment_stops_it(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    asker = Asker(town)
    asker.ready()
    town.organisations["hall"].signatures.update(
        withdrawn_on=RAISED, withdrawn_recorded_at=moment(RAISED)
    )
    assert asker.post("check")["Location"] == asker.at("who")
    assert not Case.objects.exists()


def test_the_own_signature_withdrawn_at_the_last_moment_stops_it_too(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    asker = Asker(town)
    asker.ready()
    town.organisations["elm"].signatures.update(
        withdrawn_on=RAISED, withdrawn_recorded_at=moment(RAISED)
    )
    assert asker.post("check")["Location"] == asker.at("stop")
    assert "has not signed" in asker.get("stop").content.decode()
    assert not Case.objects.exists()
