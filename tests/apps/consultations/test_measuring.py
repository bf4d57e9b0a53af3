"""The verdicts on consultations: each window by itself, and silence is never met."""

from datetime import date, timedelta

import pytest

from opencompact.apps.consultations import actions, queries
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import judge_all
from opencompact.base.areas.queries import calendar_for
from opencompact.core.rules import Verdict
from tests.apps.consultations.conftest import ENOUGH, OPENS, TODAY, VALUES, moment

DAY = timedelta(1)
WHY = actions.Why("The lease ends.", "We come to you.", "Director of Care")


def verdicts(made) -> dict[str, list[Verdict]]:
    found: dict[str, list[Verdict]] = {}
    for one in queries.judged(made):
        found.setdefault(one.judgement.rule.key, []).append(one.judgement.verdict)
    return found


@pytest.mark.parametrize(
    ("closes", "effect", "body", "verdict"),
    [
        (ENOUGH, "yes", "hall", Verdict.MET),
        (ENOUGH - DAY, "yes", "hall", Verdict.NOT_MET),
        (ENOUGH, "", "hall", Verdict.CANNOT_TELL),
        (ENOUGH - DAY, "no", "hall", Verdict.NOT_APPLICABLE),
        (ENOUGH - DAY, "yes", "elm", Verdict.NOT_APPLICABLE),
    ],
)
def test_length_by_the_edition_in_force(asking, closes, effect, body, verdict):
    made = asking.made(body, closes=closes, significant_effect=effect)
    assert verdicts(made)["consultation-length"] == [verdict]


def test_by_how_many_days_it_is_short(asking):
    made = asking.made(closes=ENOUGH - 9 * DAY)
    found = [one for one in queries.judged(made) if one.is_short]
    assert [queries.short_by(one.judgement) for one in found] == [9]


def test_a_law_that_makes_it_impossible_excuses(asking):
    made = asking.made(closes=ENOUGH - DAY, legally_impossible="yes")
    assert verdicts(made)["consultation-length"] == [Verdict.NOT_APPLICABLE]


@pytest.mark.parametrize(
    ("on", "verdict"), [(TODAY, Verdict.EXPLAINED), (OPENS + DAY, Verdict.NOT_MET)]
)
def test_a_reason_counts_when_it_was_given_before_the_first_day(asking, on, verdict):
    values = {**VALUES, "opens": OPENS, "closes": ENOUGH - DAY}
    hall = asking.town.organisations["hall"]
    made = actions.add(asking.area, hall, values, why=WHY, actor=asking.officer, at=moment(on))
    assert verdicts(made)["consultation-length"] == [verdict]


def test_two_windows_are_two_lengths(asking):
    made = asking.made(opens=date(2026, 1, 12), closes=date(2026, 2, 23))
    made = actions.open_again(
        made, date(2026, 12, 1), date(2027, 1, 12), actor=asking.officer, at=moment()
    )
    assert verdicts(made)["consultation-length"] == [Verdict.NOT_MET] * 2
    found = list(queries.measured(asking.area, on=date(2027, 6, 1)))
    assert [one.key for one in found] == [made.number, f"{made.number}-2"]
    assert len(list(queries.measured(asking.area, on=TODAY))) == 1


def test_feedback_is_counted_once_however_often_it_was_open(asking):
    made = asking.made(opens=date(2026, 1, 12), closes=date(2026, 2, 23))
    made = actions.open_again(
        made, date(2026, 11, 2), date(2026, 11, 16), actor=asking.officer, at=moment()
    )
    found = verdicts(made)
    assert found["consultation-feedback"] == [Verdict.CANNOT_TELL]
    assert len(found["consultation-length"]) == 2
    (told,) = [
        one for one in queries.judged(made) if one.judgement.rule.key == "consultation-feedback"
    ]
    assert told.window.opens == date(2026, 11, 2)
    for on, key in ((date(2026, 6, 1), made.number), (date(2027, 6, 1), f"{made.number}-2")):
        judged = judge_all(asking.area, queries.measured(asking.area, on=on))
        assert [
            one.measured.key for one in judged if one.judgement.rule.key == "consultation-feedback"
        ] == [key]


def test_an_extension_is_measured_by_its_new_end_and_shows_the_earlier(asking):
    made = asking.asked(closes=date(2027, 1, 15))
    assert verdicts(made)["consultation-length"] == [Verdict.NOT_MET]
    made = actions.extend(made, date(2027, 1, 25), "Snow", actor=asking.officer, at=moment())
    assert verdicts(made)["consultation-length"] == [Verdict.MET]
    (window,) = made.windows.all()
    assert [(one.was, one.to, one.why) for one in window.extensions.all()] == [
        (date(2027, 1, 15), date(2027, 1, 25), "Snow")
    ]


def test_feedback_counts_once_it_is_published(asking):
    made = asking.made(opens=date(2026, 1, 12), closes=date(2026, 6, 1))
    assert verdicts(made)["consultation-feedback"] == [Verdict.CANNOT_TELL]
    texts = {"heard": "Keep it.", "changed": "We keep it.", "unchanged": ""}
    actions.write_feedback(made, texts, version=1, actor=asking.officer, at=moment())
    made = queries.consultations(asking.area).get()
    assert verdicts(made)["consultation-feedback"] == [Verdict.CANNOT_TELL]
    actions.publish_feedback(made, actor=asking.officer, at=moment())
    made = queries.consultations(asking.area).get()
    assert verdicts(made)["consultation-feedback"] == [Verdict.MET]


def test_what_is_not_said_is_no_fact(asking):
    made = asking.draft(significant_effect="", can_change="", ways=[])
    facts = queries.facts(made, None)
    assert facts == {"purpose_stated": True}


def test_drafts_and_what_was_withdrawn_are_not_measured(asking):
    asking.draft(opens=date(2026, 2, 2), closes=date(2026, 3, 2))
    gone = asking.made()
    actions.withdraw(gone, "No money.", actor=asking.officer, at=moment())
    assert list(queries.measured(asking.area, on=date(2027, 6, 1))) == []


def test_measuring_many_asks_no_more_than_measuring_one(
    asking, django_assert_num_queries, django_assert_max_num_queries
):
    first = asking.made(opens=date(2026, 2, 2), closes=date(2026, 3, 2))
    body = Organisation.objects.get(pk=first.body_id)
    with django_assert_max_num_queries(10) as noted:
        list(queries.measured(asking.area, on=TODAY))
    for number in range(3):
        asking.made(opens=date(2026, 2, 2) + number * DAY, closes=date(2026, 3, 2), title=body.name)
    with django_assert_num_queries(len(noted)):
        assert len(list(queries.measured(asking.area, on=TODAY))) == 4


def test_notes_name_christmas_schools_and_holidays(asking):
    actions.add_holiday(
        asking.area, "Christmas holidays", date(2026, 12, 21), date(2027, 1, 1),
        actor=asking.officer, at=moment(),
    )  # fmt: skip
    (window,) = asking.made().windows.all()
    calendar = calendar_for(asking.area)
    found = list(queries.notes(window, calendar, queries.school_holidays(asking.area)))
    assert found[0].startswith("It runs over Christmas and New Year: 9 of its days")
    assert found[1].startswith("12 of its days are in the school holidays: Christmas holidays")
    assert "Boxing Day" in found[2]
    assert queries.length(window, calendar).days == 85
