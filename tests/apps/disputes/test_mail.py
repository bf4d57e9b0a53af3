"""Mail of a case: to whom, with whose turn and by when, and never with what was written."""

from datetime import date

import pytest
from django.core import mail

from opencompact.apps.disputes import actions, tasks
from opencompact.apps.disputes.actions.kinds import PUBLISHED
from opencompact.apps.disputes.models import Case, Finding, Seat
from opencompact.apps.disputes.queries import people
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import LocalHoliday
from opencompact.base.areas.scoping import unscoped
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import (
    MEDIATED,
    RAISED,
    TO_COMMENTS,
    TO_EXCHANGE,
    TO_MEDIATION,
    TO_PUBLICATION,
    begin,
)
from tests.apps.disputes.town import moment

LATER = date(2026, 6, 1)


def told(key: str) -> set[str]:
    """The first names of those who were told of a step."""
    found = Message.objects.filter(key__startswith=f"disputes.{key}:")
    return {message.to_address.split("@")[0] for message in found}


def body(key: str, who: str) -> str:
    message = Message.objects.get(
        key__startswith=f"disputes.{key}:", to_address=f"{who}@example.org"
    )
    return f"{message.subject}\n{message.body}"


@pytest.mark.parametrize(
    ("steps", "key", "people"),
    [
        ([], "submit", {"elm", "hall", "chair", "officer"}),
        (TO_MEDIATION[:1], "refer-to-mediation", {"elm", "hall", "chair", "officer"}),
        (TO_MEDIATION, "agree-mediation", {"elm", "hall", "chair", "officer", "mediator"}),
        (MEDIATED, "agree-mediator", {"elm", "hall", "mediator"}),
        (
            [*MEDIATED, ("fail-mediation", "hall", date(2026, 3, 20))],
            "fail-mediation",
            {"elm", "hall", "mediator", "chair", "officer"},
        ),
        (TO_EXCHANGE, "start-appeal", {"elm", "hall", "chair", "officer", "panel"}),
        (TO_COMMENTS, "send-papers", {"elm", "hall", "chair", "officer", "panel"}),
    ],
)
def test_those_are_told_who_may_know(town, steps, key, people):
    case = begin(town)
    town.seat(case, "panel", Holder.PANEL, RAISED)
    town.story(case, steps)
    assert told(key) == people


def test_a_message_says_what_happened_whose_turn_it_is_and_by_when(town):
    case = town.story(begin(town), TO_MEDIATION[:1])
    text = body("refer-to-mediation", "hall")
    assert text.startswith("2026-001: suggest mediation")
    assert "It is your turn: agree to mediation or decline mediation." in text
    assert "The last day is Monday 16 March 2026." in text
    assert case.get_absolute_url() in text
    assert "It is the turn of: An organisation" in body("refer-to-mediation", "chair")


def test_a_usual_time_is_told_as_usual(town):
    begin(town)
    text = body("submit", "chair")
    assert "Usually this is done by Monday 16 March 2026." in text


def test_mail_holds_no_names_of_organisations_and_nothing_that_was_written(town):
    town.story(begin(town), TO_PUBLICATION)
    everything = " ".join(f"{m.subject} {m.body}" for m in Message.objects.all())
    for word in ("Elm Street", "City Council", "Something about", "nine days", "wrote twice"):
        assert word not in everything


def test_outside_the_mediation_room_only_its_end_is_told(town):
    steps = [*MEDIATED, ("settle", "elm", date(2026, 3, 30)), ("settle", "hall", date(2026, 3, 31))]
    town.story(begin(town), steps)
    assert "mediation has ended" in body("settle", "chair")
    everything = " ".join(f"{m.subject} {m.body}" for m in Message.objects.all())
    assert "Sign the agreement" not in everything
    assert "Agree on the mediator" not in everything


def test_the_support_team_learns_that_nobody_can_act_for_a_side(town):
    town.users["hall"].roles.update(ends=RAISED)
    begin(town)
    assert "Nobody can act for one of the organisations yet." in body("submit", "officer")
    assert "Nobody can act" not in body("submit", "chair")


def test_whoever_has_left_is_not_written_to(town):
    town.users["officer"].is_active = False
    town.users["officer"].save()
    town.raised(RAISED)
    assert told("submit") == {"elm", "hall", "chair"}


def test_a_seat_is_told_to_who_got_it(town):
    begin(town)
    assert told("seat") == {"mediator"}
    assert "you have a seat as mediator" in body("seat", "mediator")


@pytest.mark.parametrize("alone", [True, False])
def test_a_published_finding_is_news_for_those_without_a_part_in_it(town, alone):
    published = ("publish", "officer", date(2026, 4, 10))
    case = town.story(begin(town), [*TO_PUBLICATION, published])
    finding = Finding.objects.get(case=case)
    if alone:
        Finding.objects.update(published_on=None, made_by=town.users["chair"].pk)
        Message.objects.filter(kind=PUBLISHED).delete()
        actions.publish_finding(finding, actor=town.actor("officer"), on=LATER, at=moment(LATER))
    news = Message.objects.filter(kind=PUBLISHED)
    told = {message.to_address.split("@")[0] for message in news}
    assert {"oak", "ash"} <= told
    assert not told & {"elm", "hall", "chair", "officer"}
    assert {(one.topic, one.do) for one in news} == {("news", "")}
    assert finding.get_absolute_url() in news[0].body


# The clock ---------------------------------------------------------------------------------------


def reminded() -> list[str]:
    found = Message.objects.filter(key__startswith="disputes.remind:").order_by("to_address")
    return [message.to_address.split("@")[0] for message in found]


@pytest.mark.parametrize(
    ("on", "people"),
    [
        (date(2026, 3, 11), []),
        (date(2026, 3, 12), ["elm", "hall"]),
        (date(2026, 3, 16), ["elm", "hall"]),
        (date(2026, 3, 17), []),
    ],
)
def test_tick_reminds_from_two_working_days_before_to_the_day_itself(town, on, people):
    town.story(begin(town), TO_MEDIATION[:1])
    with unscoped():
        answer = tasks.tick(moment(on))
    assert reminded() == people
    assert (answer.cases, answer.reminded) == (1, len(people))


def test_tick_reminds_once_and_not_after_it_is_done(town):
    case = town.story(begin(town), TO_MEDIATION[:1])
    town.take(case, "agree-mediation", "elm", date(2026, 3, 11))
    for hour in range(3):
        tasks.tick(moment(date(2026, 3, 13)).replace(hour=hour + 8))
    assert reminded() == ["hall"]
    town.take(case, "decline-mediation", "hall", date(2026, 3, 13))
    tasks.tick(moment(date(2026, 3, 14)))
    assert reminded() == ["hall"]


def test_tick_reminds_again_of_a_day_that_was_moved(town):
    case = town.story(begin(town), MEDIATED)
    tasks.tick(moment(date(2026, 4, 7)))
    assert reminded() == ["elm", "hall"]
    for who in ("elm", "hall"):
        town.take(case, "extend-mediation", who, date(2026, 4, 7), fixed=date(2026, 4, 20))
    tasks.tick(moment(date(2026, 4, 8)))
    tasks.tick(moment(date(2026, 4, 17)))
    assert reminded() == ["elm", "elm", "hall", "hall"]


def test_tick_moves_the_next_date_with_a_new_holiday(town):
    case = town.story(begin(town), TO_MEDIATION[:1])
    LocalHoliday.objects.create(area=town.area, day=date(2026, 3, 12), name="Fair")
    answer = tasks.tick(moment(date(2026, 3, 10)))
    assert answer.moved == 1
    assert Case.objects.get(pk=case.pk).next_due == date(2026, 3, 17)
    assert tasks.tick(moment(date(2026, 3, 10))).moved == 0


def test_tick_leaves_closed_cases_alone(town):
    town.story(begin(town), [("rule-not-covered", "chair", date(2026, 3, 9))])
    assert tasks.tick(moment(date(2026, 3, 13))).cases == 0


def test_tick_in_an_empty_installation(db):
    assert tasks.tick(moment(RAISED)) == tasks.Ticked(0, 0, 0)


# When it leaves ----------------------------------------------------------------------------------


def left(at) -> dict[str, str]:
    """What leaves at a moment: the text of the mail to each first name."""
    mail.outbox.clear()
    deliver(at)
    return {letter.to[0].split("<")[-1].split("@")[0]: letter.body for letter in mail.outbox}


@pytest.fixture
def waiting(town):
    """Mail of everything before has left; what comes now waits for `left`."""
    case = town.story(begin(town), TO_MEDIATION[:1])
    Message.objects.exclude(key__startswith="disputes.refer").update(sent_at=moment(RAISED))
    return case


def test_what_is_asked_leaves_with_its_day_and_the_rest_without(waiting):
    sent = left(moment(date(2026, 3, 10)))
    assert "It is your turn: agree to mediation or decline mediation." in sent["hall"]
    assert "It is your turn" not in sent["chair"]
    assert "was recorded, dated Monday 9 March 2026." in sent["hall"]


def test_what_somebody_has_done_is_not_asked_of_them_any_more(town, waiting):
    town.take(waiting, "agree-mediation", "hall", date(2026, 3, 10))
    sent = Message.objects.filter(key__startswith="disputes.agree")
    sent.update(sent_at=moment(date(2026, 3, 10)))
    said = left(moment(date(2026, 3, 10)))
    assert "It is your turn" not in said["hall"]
    assert "“Suggest mediation” was recorded" in said["hall"]
    assert "It is your turn" in said["elm"]


def test_whoever_has_left_the_case_gets_no_more_of_its_mail(town, waiting):
    town.users["hall"].roles.update(ends=date(2026, 3, 10))
    assert set(left(moment(date(2026, 3, 10)))) == {"elm", "chair", "officer"}
    assert Message.objects.get(to_address="hall@example.org", sent_at=None).cancelled_at


def test_no_mail_of_the_mediation_room_reaches_whoever_is_on_the_outside_now(town):
    town.join("ruth", RoleKind.REPRESENTATIVE, "hall")
    case = town.story(begin(town), MEDIATED)
    inside = "disputes.agree-mediator"
    Message.objects.exclude(key__startswith=inside).update(sent_at=moment(RAISED))
    assert told("agree-mediator") == {"elm", "hall", "ruth", "mediator"}
    town.users["ruth"].roles.update(ends=date(2026, 3, 18))
    town.join("ruth", RoleKind.OFFICER, starts=date(2026, 3, 18))
    now = case_by_key(case.pk)
    assert "ruth@example.org" in {one.email for one in people(now, date(2026, 3, 19))}
    assert set(left(moment(date(2026, 3, 19)))) == {"elm", "hall", "mediator"}


def test_a_mediator_whose_seat_has_ended_gets_no_more_of_its_mail(town):
    case = town.story(begin(town), TO_MEDIATION)
    Message.objects.update(sent_at=moment(RAISED))
    town.story(case, MEDIATED[len(TO_MEDIATION) :])
    Seat.objects.filter(case=case, holder="mediator").update(ended_on=date(2026, 3, 18))
    sent = left(moment(date(2026, 3, 18)))
    assert set(sent) == {"elm", "hall"}


def test_no_reminder_comes_after_the_thing_is_done_or_the_day_is_over(town, waiting):
    Message.objects.update(sent_at=moment(RAISED))
    tasks.tick(moment(date(2026, 3, 13)))
    assert reminded() == ["elm", "hall"]
    town.take(waiting, "agree-mediation", "elm", date(2026, 3, 13))
    Message.objects.filter(key__startswith="disputes.agree").update(sent_at=moment(RAISED))
    assert set(left(moment(date(2026, 3, 13)))) == {"hall"}
    Message.objects.filter(sent_at=moment(date(2026, 3, 13))).update(sent_at=None)
    assert left(moment(date(2026, 3, 17))) == {}


def test_a_seat_that_was_ended_meanwhile_is_not_announced(town):
    case = begin(town)
    Message.objects.exclude(key__startswith="disputes.seat").update(sent_at=moment(RAISED))
    Seat.objects.filter(case=case).update(ended_on=RAISED)
    assert left(moment(RAISED)) == {}
