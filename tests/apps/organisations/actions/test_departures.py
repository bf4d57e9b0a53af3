"""Comply or explain: filing beforehand, filing late, withdrawing, and what happens at the end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from opencompact.apps.agreement.queries import commitments
from opencompact.apps.organisations import actions, queries
from opencompact.apps.organisations.actions import Filing, UnfitDeparture
from opencompact.apps.organisations.models import Departure
from opencompact.apps.organisations.tasks import ask_about_departures
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message

OPENS = date(2026, 11, 30)
END = date(2027, 3, 1)
AFTER = datetime(2027, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def filing(edition, council) -> Filing:
    return Filing(
        body=council,
        commitment=commitments(edition).get(key="public-h"),
        record="consultation",
        key="2026-007",
        title="Review of day centres",
        event_on=OPENS,
        expires=END,
        reason="The budget has to be set by law.",
        mitigation="Two open meetings.",
        approver="Director of finance",
    )


@pytest.fixture
def filed(scoped, filing, officer, at) -> Departure:
    return actions.file_departure(scoped, filing, actor=officer, at=at)


def explains(area):
    return queries.departure_for(area, "consultation", "2026-007", "public-h")


def test_a_departure_is_filed_and_numbered(scoped, filed, filing, officer, at):
    assert filed.number == "2026-001"
    assert not filed.is_late
    assert actions.file_departure(scoped, filing, actor=officer, at=at).number == "2026-002"
    event = Event.objects.filter(verb="organisations.file_departure").first()
    assert event.data["commitment"] == "public-h"
    assert filing.reason not in str(event.data)
    found = explains(scoped)
    assert (found.filed, found.expires, found.approver) == (
        at.date(), END, "Director of finance",
    )  # fmt: skip
    assert queries.departure_for(scoped, "consultation", "2026-008", "public-h") is None
    assert queries.departure_for(scoped, "consultation", "2026-007", "public-a") is None


def test_one_that_comes_when_the_matter_has_begun_is_late(scoped, filing, officer, at):
    late = actions.file_departure(
        scoped, replace(filing, event_on=date(2026, 11, 19)), actor=officer, at=at
    )
    assert late.is_late
    assert list(queries.departing(scoped, queries.Asked(state="late"), at.date())) == [late]


@pytest.mark.parametrize("name", ["key", "title", "reason", "mitigation", "approver"])
def test_nothing_is_left_out(scoped, filing, officer, at, name):
    with pytest.raises(UnfitDeparture) as unfit:
        actions.file_departure(scoped, replace(filing, **{name: " "}), actor=officer, at=at)
    assert set(unfit.value.faults) == {name}
    assert not Departure.objects.exists()


def test_it_lasts_until_the_matter_begins(scoped, filing, officer, at):
    with pytest.raises(UnfitDeparture, match="until the day"):
        actions.file_departure(
            scoped, replace(filing, expires=OPENS - timedelta(days=1)), actor=officer, at=at
        )


def test_of_several_the_last_in_time_counts(scoped, filing, officer, at):
    for reason, event_on in (("First", OPENS), ("Second", OPENS), ("Late", date(2026, 11, 1))):
        given = replace(filing, reason=reason, event_on=event_on)
        actions.file_departure(scoped, given, actor=officer, at=at)
    assert explains(scoped).reason == "Second"
    assert list(queries.every_departure(scoped)) == [("consultation", "2026-007", "public-h")]


def test_withdrawn_it_explains_what_came_before(scoped, filed, officer, at):
    later = at + timedelta(days=20)
    withdrawn = actions.withdraw_departure(filed, actor=officer, at=later)
    assert withdrawn.last_day == date(2026, 12, 9)
    assert explains(scoped).covers(OPENS)
    assert not explains(scoped).covers(later.date())
    with pytest.raises(NotNow):
        actions.withdraw_departure(filed, actor=officer, at=later)


def test_the_end_raises_the_question_again_once(scoped, filed, person, council, officer, at):
    person("Cora", RoleKind.CHAMPION, council)
    person("Olga", RoleKind.OFFICER)
    assert ask_about_departures(at) == 0
    assert ask_about_departures(AFTER) == 1
    assert ask_about_departures(AFTER) == 1
    sent = Message.objects.filter(kind="organisations.departure_lapsed")
    assert sorted(sent.values_list("to_address", flat=True)) == [
        "cora@example.org",
        "olga@example.org",
    ]
    assert "Review of day centres" in sent[0].says
    actions.settle_departure(filed, actor=officer, at=AFTER)
    assert not queries.lapsed(scoped, AFTER.date()).exists()
    assert ask_about_departures(AFTER) == 0


def test_another_for_the_same_matter_answers_it(scoped, filed, filing, officer, at):
    assert queries.lapsed(scoped, AFTER.date()).exists()
    again = replace(filing, event_on=AFTER.date(), expires=date(2027, 9, 1))
    actions.file_departure(scoped, again, actor=officer, at=AFTER)
    assert not queries.lapsed(scoped, AFTER.date()).exists()


def test_it_is_settled_when_it_has_run_out_and_not_before(filed, officer, at):
    with pytest.raises(NotNow):
        actions.settle_departure(filed, actor=officer, at=at)
    settled = actions.settle_departure(filed, actor=officer, at=AFTER)
    assert settled.settled_on == AFTER.date()
    with pytest.raises(NotNow):
        actions.withdraw_departure(filed, actor=officer, at=AFTER)
