"""Dates of a case: how each was reached, in words and as data; usual is never late."""

from datetime import date

import pytest
from django.urls import reverse

from opencompact.apps.disputes import policy, queries
from tests.apps.disputes.test_story import (
    MEDIATED,
    RAISED,
    TO_COMMENTS,
    TO_MEDIATION,
    TO_MEETING,
    begin,
)
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment


def words(town, case, on: date, who: str = "chair") -> dict[str, set[str]]:
    """The state of each clock for somebody, as words by its key."""
    now = town.tell(case, on)
    held = policy.holds(town.actor(who, on), now.case)
    found: dict[str, set[str]] = {}
    for row in queries.timetable(now, held):
        found.setdefault(row.clock.key, set()).add(row.word)
    return found


@pytest.mark.parametrize(
    ("steps", "on", "clock", "state"),
    [
        ([], date(2026, 3, 10), "chair-answers", {"Running"}),
        ([], date(2026, 3, 17), "chair-answers", {"Usual time passed"}),
        (TO_MEDIATION[:1], date(2026, 3, 17), "answer-mediation", {"Late"}),
        ([], date(2026, 3, 17), "chair-rules-out", {"Time not used"}),
        (TO_MEDIATION[:1], date(2026, 3, 10), "chair-answers", {"In time"}),
        (TO_MEDIATION, date(2026, 6, 1), "answer-mediation", {"In time"}),
        (
            [("refer-to-mediation", "chair", date(2026, 3, 30))],
            date(2026, 4, 1),
            "chair-answers",
            {"Done after the usual time"},
        ),
        (
            [*TO_MEDIATION[:1], ("decline-mediation", "elm", date(2026, 3, 18))],
            date(2026, 4, 1),
            "answer-mediation",
            {"Done late", "Not done in time"},
        ),
        (
            [
                ("refer-to-mediation", "chair", date(2026, 3, 9)),
                ("close-offer", "chair", date(2026, 3, 20)),
            ],
            date(2026, 4, 1),
            "answer-mediation",
            {"Not done in time"},
        ),
        (TO_COMMENTS, date(2026, 3, 18), "meeting", {"Counting"}),
        (TO_MEETING, date(2026, 6, 1), "meeting", {"Usual time passed"}),
    ],
)
def test_the_state_of_a_clock_in_a_word(town, steps, on, clock, state):
    case = town.story(begin(town), steps)
    assert words(town, case, on)[clock] == state


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2026, 3, 10), "4 working days left"),
        (date(2026, 3, 13), "1 working day left"),
        (date(2026, 3, 16), "today is the last day"),
        (date(2026, 3, 18), "2 working days ago"),
    ],
)
def test_the_time_left_is_counted_in_working_days(town, on, left):
    assert queries.left(town.tell(begin(town), on), date(2026, 3, 16)) == left


def page(town, case, who: str, name: str, *args: str) -> str:
    path = reverse(f"disputes:{name}", args=[town.area.slug, case.number, *args])
    response = client_of(town, who).get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_date_explains_itself(town, time_machine):
    time_machine.move_to(moment(date(2026, 3, 10)), tick=False)
    case = town.story(begin(town), TO_MEDIATION[:1])
    html = page(town, case, "hall", "clock", "answer-mediation")
    for shown in (
        "Monday 16 March 2026",
        "5 working days",
        "within five working days of receiving",
        "A firm limit",
        "Anywhere City Council",
    ):
        assert shown in html


def test_the_same_as_data(town, time_machine):
    time_machine.move_to(moment(date(2026, 3, 13)), tick=False)
    case = town.story(begin(town), [*TO_MEDIATION[:2]])
    path = reverse("disputes:clock_json", args=[town.area.slug, case.number, "answer-mediation"])
    data = client_of(town, "chair").get(path).json()
    assert data["start"] == "2026-03-09"
    assert data["due"] == data["reckoned"] == "2026-03-16"
    assert (data["amount"], data["unit"], data["firm"]) == (5, "working-days", True)
    assert [step["counted"] for step in data["steps"]] == [1, 2, 3, 4, None, None, 5]
    assert {row["name"]: row["met_on"] for row in data["parties"]} == {
        "Elm Street Centre": "2026-03-10",
        "Anywhere City Council": None,
    }


def test_an_extension_shows_both_days(town, time_machine):
    time_machine.move_to(moment(date(2026, 3, 20)), tick=False)
    day = {"fixed": date(2026, 5, 1)}
    steps = [("extend-mediation", who, date(2026, 3, 20), day) for who in ("elm", "hall")]
    case = town.story(begin(town), [*MEDIATED, *steps])
    html = page(town, case, "elm", "clock", "mediation-time")
    assert "To Friday 1 May 2026. Without that it would be Wednesday 8 April 2026." in html


@pytest.mark.parametrize("name", ["clock", "clock_json"])
def test_a_clock_that_has_not_begun_is_not_found(town, name):
    case = begin(town)
    path = reverse(f"disputes:{name}", args=[town.area.slug, case.number, "papers"])
    assert client_of(town, "chair").get(path).status_code == 404


def test_dates_without_clocks_are_empty_and_say_so(leeds, time_machine):
    time_machine.move_to(moment(RAISED), tick=False)
    case = begin(leeds)
    assert "No date limit runs" in page(leeds, case, "elm", "dates")
    assert "The procedure sets no date for this" in page(leeds, case, "elm", "case")


def test_the_own_turn_comes_before_that_of_others(town):
    case = town.story(begin(town), TO_COMMENTS)
    first = {}
    for who in ("hall", "chair"):
        now = town.tell(case, date(2026, 3, 18))
        held = policy.holds(town.actor(who), now.case)
        found = queries.lines(now, queries.turns_for(now, held), held)
        first[who] = (found[0].mine, found[0].optional, len(found))
    assert first == {"hall": (True, True, 2), "chair": (True, False, 2)}
