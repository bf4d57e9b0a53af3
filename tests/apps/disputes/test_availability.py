"""Days on which people cannot come, how the offered days heed them, and asking for more time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from opencompact.apps.disputes import actions, queries
from opencompact.apps.disputes.models import Absence
from opencompact.apps.disputes.policy import holds
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import TO_COMMENTS, TO_PUBLICATION, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 18)


@pytest.fixture
def case(town, time_machine):
    """A case in which the chair can fix the day of the meeting."""
    time_machine.move_to(moment(DAY), tick=False)
    found = begin(town)
    town.seat(found, "panel", Holder.PANEL, date(2026, 3, 2))
    return town.story(found, TO_COMMENTS)


def away(town, case, who, first, last=None):
    return actions.note_absence(
        case, first, last or first, actor=town.actor(who, DAY), at=moment(DAY)
    )


def days(town, case, who="chair"):
    now = town.tell(case, DAY)
    held = holds(town.actor(who, DAY), now.case)
    return queries.days_for(now, now.procedure.step("set-meeting"), held)


def path(case, name="availability", *args):
    return reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])


def test_a_day_on_which_somebody_who_judges_is_away_is_not_free_and_says_who(town, case):
    before = days(town, case).found.days
    away(town, case, "panel", before[1])
    found = days(town, case).found
    assert before[1] not in found.days
    assert found.taken == ((before[1], ("Panel",)),)


def test_a_side_that_is_away_is_told_and_stops_nothing(town, case):
    before = days(town, case)
    away(town, case, "elm", before.found.days[1])
    after = days(town, case)
    assert after.found.days == before.found.days
    assert after.sides == {before.found.days[1]: ("Elm Street Centre",)}


def test_somebody_who_is_of_the_case_no_longer_counts_no_longer(town, case):
    free = days(town, case).found.days
    away(town, case, "panel", free[0], free[-1])
    seat = case.seats.get(holder="panel")
    actions.unseat(seat, actor=town.actor("officer", DAY), on=DAY, at=moment(DAY))
    assert days(town, case).found.days == free


def test_where_nobody_is_free_the_page_names_them_and_who_may_give_time(town, case):
    found = days(town, case).found
    away(town, case, "panel", found.earliest, found.latest)
    assert days(town, case).found.days == ()
    html = client_of(town, "chair").get(path(case, "step", "set-meeting")).content.decode()
    assert "Panel cannot come" in html
    assert "Cannot come: Panel" in html


PAGE = [
    ("elm", 200),
    ("chair", 200),
    ("panel", 200),
    ("officer", 200),
    ("mediator", 403),
    ("oak", 404),
]


@pytest.mark.parametrize(("who", "status"), PAGE)
def test_who_has_the_page(town, case, who, status):
    assert client_of(town, who).get(path(case)).status_code == status


def test_days_are_added_and_removed_on_the_page(town, case):
    client = client_of(town, "panel")
    typed = {"first_day": 1, "first_month": "April", "first_year": 2026}
    assert "Your days are noted" in client.post(path(case), typed, follow=True).content.decode()
    one = Absence.objects.get()
    assert (one.first, one.last, one.user) == (date(2026, 4, 1), date(2026, 4, 1),
                                               town.users["panel"])  # fmt: skip
    page = client.post(path(case), {"remove": str(one.pk)}, follow=True).content.decode()
    assert "These days are removed" in page
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter the first day"),
        (
            {"first_day": 3, "first_month": 4, "first_year": 2026,
             "last_day": 1, "last_month": 4, "last_year": 2026},
            "The last day must be 3 April 2026",
        ),
        ({"first_day": 2, "first_month": 3, "first_year": 2026}, "These days are over"),
        (
            {"first_day": 3, "first_month": 4, "first_year": 2026,
             "last_day": 1, "last_month": 12, "last_year": 2028},
            "Give a year at most",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(town, case, typed, says):
    html = client_of(town, "panel").post(path(case), typed).content.decode()
    assert says in html
    assert not typed or f'value="{typed["first_day"]}"' in html


def test_nobody_sees_the_days_of_others_but_those_who_arrange_it(town, case):
    away(town, case, "hall", date(2026, 4, 1))
    shown = {
        who: "Wednesday 1 April 2026" in client_of(town, who).get(path(case)).content.decode()
        for who in ("elm", "hall", "chair", "panel", "officer")
    }
    assert shown == {"elm": False, "hall": True, "chair": True, "panel": True, "officer": True}


def test_only_the_own_days_are_removed(town, case):
    one = away(town, case, "panel", date(2026, 4, 1))
    gone = client_of(town, "chair").post(path(case), {"remove": str(one.pk)})
    assert gone.status_code == 404
    with pytest.raises(PermissionDenied):
        actions.forget_absence(one, actor=town.actor("chair", DAY), at=moment(DAY))


def test_nobody_else_says_days(town, case):
    for who in ("officer", "mediator", "oak"):
        with pytest.raises(PermissionDenied):
            away(town, case, who, date(2026, 4, 1))


def test_days_within_days_are_one_entry(town, case):
    away(town, case, "panel", date(2026, 4, 1))
    away(town, case, "panel", date(2026, 3, 30), date(2026, 4, 3))
    assert away(town, case, "panel", date(2026, 4, 2)) is None
    assert [(one.first, one.last) for one in Absence.objects.all()] == [
        (date(2026, 3, 30), date(2026, 4, 3))
    ]


def test_they_are_gone_when_the_case_ends(town, case):
    away(town, case, "panel", date(2026, 4, 2))
    rest = [*TO_PUBLICATION[3:], ("publish", "officer", date(2026, 4, 10))]
    ended = town.story(case, rest)
    assert ended.closed_on
    assert not Absence.objects.exists()
    with pytest.raises(NotNow):
        away(town, ended, "panel", date(2026, 4, 2))


def test_the_history_knows_that_days_were_given_and_not_which(town, case):
    away(town, case, "panel", date(2026, 4, 2))
    event = Event.objects.get(verb="disputes.note_absence")
    assert event.data == {"number": case.number, "on": DAY.isoformat()}


def test_everybody_who_comes_is_asked_once_when_a_day_is_to_be_fixed(town, case):
    asked = Message.objects.filter(kind="disputes.ask_for_days")
    assert {one.to_address.partition("@")[0] for one in asked} == {"chair", "panel", "elm", "hall"}
    assert all("On which days" in one.subject or "on which days" in one.subject for one in asked)
    rest = TO_PUBLICATION[3:6]
    town.story(case, rest)
    assert Message.objects.filter(kind="disputes.ask_for_days").count() == len(asked)


def test_nobody_is_asked_any_more_once_the_day_is_fixed(town, case):
    from opencompact.base.notify.kinds import Standing, standing

    message = Message.objects.get(kind="disputes.ask_for_days", to_address="panel@example.org")
    assert standing(message, moment(DAY)) is Standing.ASKED
    town.story(case, TO_PUBLICATION[3:6])
    assert standing(message, moment(date(2026, 3, 24))) is Standing.GONE


def test_more_time_is_asked_of_whoever_can_give_it(town, time_machine):
    on = date(2026, 3, 17)
    time_machine.move_to(moment(on), tick=False)
    case = begin(town)
    town.story(
        case,
        [
            ("refer-to-mediation", "chair", date(2026, 3, 9)),
            ("agree-mediation", "elm", date(2026, 3, 10)),
            ("agree-mediation", "hall", date(2026, 3, 12)),
            ("agree-mediator", "elm", date(2026, 3, 13)),
            ("agree-mediator", "hall", date(2026, 3, 16)),
        ],
    )
    now = town.tell(case, on)
    clock = now.procedure.clock("mediation-time")
    asked = actions.ask_for_time(now, clock, actor=town.actor("chair", on), at=moment(on))
    told = Message.objects.filter(kind="disputes.ask_for_time")
    assert asked == 3
    assert {one.to_address.partition("@")[0] for one in told} == {"elm", "hall", "mediator"}
    actions.ask_for_time(now, clock, actor=town.actor("chair", on), at=moment(on))
    assert told.count() == 3


def test_a_time_that_nobody_can_extend_is_asked_of_nobody(town, case):
    now = town.tell(case, DAY)
    with pytest.raises(NotNow, match="Nobody can extend"):
        actions.ask_for_time(
            now, now.procedure.clock("meeting"), actor=town.actor("chair", DAY), at=moment(DAY)
        )
    assert client_of(town, "elm").post(path(case, "ask_for_time", "meeting")).status_code == 403
    assert client_of(town, "chair").post(path(case, "ask_for_time", "meeting")).status_code == 409


def test_it_takes_no_more_queries_with_more_days(town, case, django_assert_max_num_queries):
    for day in range(1, 6):
        away(town, case, "panel", date(2026, 5, day * 2))
        away(town, case, "hall", date(2026, 5, day * 2))
    client = client_of(town, "chair")
    client.get(path(case))
    with django_assert_max_num_queries(45):
        client.get(path(case))
    assert case_by_key(case.pk).absences.count() == 10
