"""Advisers: they read with a side and do nothing; nobody is on both sides of a wall."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from opencompact.apps.disputes import actions, policy, queries
from opencompact.apps.disputes.models import Adviser
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.models import Event
from opencompact.base.notify.links import secret
from opencompact.base.notify.models import Message
from opencompact.core.procedure import Holder
from tests.apps.disputes.test_story import MEDIATED, RAISED, TO_COMMENTS, begin
from tests.apps.disputes.test_wall import client_of
from tests.apps.disputes.town import moment

DAY = date(2026, 3, 20)


@pytest.fixture
def case(town, time_machine):
    time_machine.move_to(moment(DAY), tick=False)
    return begin(town)


def path(case, name="advisers", *args):
    return reverse(f"disputes:{name}", args=[case.area.slug, case.number, *args])


def held(town, case, who):
    return policy.holds(town.actor(who, DAY), case_by_key(case.pk))


def link(who: str) -> str:
    message = Message.objects.get(
        key__startswith="disputes.invite_adviser", to_address__startswith=who
    )
    return secret.path(message.body.partition(secret.START)[2].partition("/")[0])


def test_an_adviser_holds_no_role_of_the_procedure_and_can_take_no_step(town, case):
    town.advise(case, "friend", "elm", RAISED)
    [hold] = held(town, case, "friend")
    assert (hold.role, hold.party, hold.advises) == (
        policy.ADVISER, "", str(town.party(case, "elm").pk),
    )  # fmt: skip
    now = town.tell(case, DAY)
    assert queries.choices(now, [hold]) == ()
    for step in now.procedure.steps:
        assert not policy.can_take(town.actor("friend", DAY), now.case, step)
        assert client_of(town, "friend").get(path(case, "step", step.key)).status_code == 403


def test_before_they_accept_they_see_nothing(town, case):
    town.advise(case, "friend", "elm", RAISED, accept=False)
    assert held(town, case, "friend") == ()
    assert client_of(town, "friend").get(path(case, "case")).status_code == 404


def test_they_read_what_the_side_reads(town, case):
    town.advise(case, "friend", "elm", RAISED)
    town.story(case, TO_COMMENTS)
    mine = client_of(town, "elm").get(path(case, "case")).content.decode()
    theirs = client_of(town, "friend").get(path(case, "case")).content.decode()
    for words in ("Something about outcome_hoped", "We wrote twice."):
        assert words in mine
        assert words in theirs
    assert "Nothing is needed" in theirs or "nothing for you to do" in theirs


def test_the_mediation_room_is_shut_until_every_side_says_yes(town, case):
    adviser = town.advise(case, "friend", "elm", RAISED)
    town.story(case, MEDIATED)
    room = path(case, "room", "mediation")
    assert client_of(town, "friend").get(room).status_code == 404
    admit(town, adviser, "elm")
    assert client_of(town, "friend").get(room).status_code == 404
    admit(town, adviser, "hall")
    html = client_of(town, "friend").get(room).content.decode()
    assert "Something about mediator" in html
    admit(town, adviser, "hall", yes=False)
    assert client_of(town, "friend").get(room).status_code == 404


def admit(town, adviser, side, *, yes=True):
    return actions.admit_adviser(
        adviser, town.party(adviser.case, side), yes=yes, actor=town.actor(side, DAY), on=DAY,
        at=moment(DAY),
    )  # fmt: skip


def test_with_three_sides_it_takes_the_yes_of_all_three(town, case, time_machine):
    three = town.raised(RAISED, others=[town.organisations["hall"], town.organisations["oak"]])
    adviser = town.advise(three, "friend", "elm", RAISED)
    for side in ("elm", "hall"):
        admit(town, adviser, side)
    assert len(held(town, three, "friend")) == 1
    admit(town, adviser, "oak")
    assert [hold.role for hold in held(town, three, "friend")] == [policy.ADVISER, policy.ADMITTED]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("chair", "has a part"),
        ("officer", "has a part"),
        ("mediator", "has a seat"),
        ("hall", "is the other side"),
        ("member", "belongs to the other side"),
        ("elm", "speaks for the side"),
    ],
)
def test_who_cannot_advise(town, case, who, why):
    town.join("member", RoleKind.CHAMPION, "hall")
    with pytest.raises(actions.UnfitAdviserError):
        town.advise(case, who, "elm", RAISED)
    assert not Adviser.objects.exists(), why


def test_a_former_panel_member_cannot_advise_either(town, case):
    town.seat(case, "panel", Holder.PANEL, RAISED)
    seat = case.seats.get(holder="panel")
    actions.unseat(seat, actor=town.actor("officer", DAY), on=DAY, at=moment(DAY))
    with pytest.raises(actions.UnfitAdviserError):
        town.advise(case, "panel", "elm", DAY)


@pytest.mark.parametrize("holder", [Holder.PANEL, Holder.MEDIATOR, Holder.CHAIR])
def test_whoever_once_advised_never_judges_or_mediates(town, case, holder):
    adviser = town.advise(case, "friend", "elm", RAISED)
    actions.end_adviser(adviser, actor=town.actor("elm", DAY), on=DAY, at=moment(DAY))
    town.join("friend", RoleKind.GROUP_MEMBER)
    with pytest.raises(actions.ConflictError):
        town.seat(case, "friend", holder, DAY)


def test_an_adviser_who_becomes_an_officer_reads_only_with_the_side(town, case):
    """And once the advice has ended they are recused from the case."""
    adviser = town.advise(case, "friend", "elm", RAISED)
    town.join("friend", RoleKind.OFFICER)
    assert {hold.role for hold in held(town, case, "friend")} == {policy.ADVISER}
    actions.end_adviser(adviser, actor=town.actor("elm", DAY), on=DAY, at=moment(DAY))
    assert held(town, case, "friend") == ()


@pytest.mark.parametrize("who", ["chair", "officer", "mediator", "hall", "friend"])
def test_only_the_side_itself_invites(town, case, who):
    town.advise(case, "friend", "elm", RAISED)
    with pytest.raises(PermissionDenied):
        actions.invite_adviser(
            case, town.party(case, "elm"), "new@example.org", "New", actor=town.actor(who, DAY),
            on=DAY, at=moment(DAY),
        )  # fmt: skip


def test_the_side_or_the_adviser_ends_it_and_nobody_else(town, case):
    adviser = town.advise(case, "friend", "elm", RAISED)
    for who, status in (("hall", 403), ("chair", 403), ("oak", 404)):
        response = client_of(town, who).post(path(case, "end_adviser", adviser.pk))
        assert response.status_code == status
    assert client_of(town, "friend").post(path(case, "end_adviser", adviser.pk)).status_code == 302
    adviser.refresh_from_db()
    assert adviser.ended_on == DAY
    assert client_of(town, "friend").get(path(case, "case")).status_code == 404


def test_an_invitation_is_accepted_by_the_link_once(town, case):
    made = client_of(town, "elm").post(
        path(case), {"email": "New@example.org", "name": "Nora New"}, follow=True
    )
    assert "An invitation goes to new@example.org" in made.content.decode()
    address = link("new")
    page = Client().get(address).content.decode()
    assert "Elm Street Centre asks you to read its case" in page
    assert "We wrote twice." not in page
    assert "You have accepted" in Client().post(address, {"answer": "yes"}).content.decode()
    adviser = Adviser.objects.get()
    assert (adviser.accepted_on, adviser.reads) == (DAY, True)
    assert Client().post(address, {"answer": "yes"}).status_code == 404


def test_a_declined_invitation_opens_nothing(town, case):
    town.advise(case, "friend", "elm", RAISED, accept=False)
    Client().post(link("friend"), {"answer": "no"})
    adviser = Adviser.objects.get()
    assert (adviser.accepted_on, adviser.ended_on) == (None, DAY)


def test_an_ended_invitation_works_no_longer(town, case):
    adviser = town.advise(case, "friend", "elm", RAISED, accept=False)
    actions.end_adviser(adviser, actor=town.actor("elm", DAY), on=DAY, at=moment(DAY))
    assert Client().get(link("friend")).status_code == 404


def test_whoever_came_to_another_part_since_cannot_accept(town, case):
    town.advise(case, "friend", "elm", RAISED, accept=False)
    town.join("friend", RoleKind.CHAMPION, "hall")
    assert Client().get(link("friend")).status_code == 404
    assert client_of(town, "friend").get(path(case, "case")).status_code == 404


def test_an_invitation_is_the_sides_own_until_it_is_accepted(town, case):
    adviser = town.advise(case, "friend", "elm", RAISED, accept=False)
    assert "Friend" in client_of(town, "elm").get(path(case)).content.decode()
    for who in ("hall", "chair"):
        html = client_of(town, who).get(path(case, "people")).content.decode()
        assert "Friend" not in html
    assert client_of(town, "hall").post(
        path(case, "admit_adviser", adviser.pk), {"party": town.party(case, "hall").key}
    ).status_code == 404  # fmt: skip


def test_everybody_of_the_case_sees_who_advises(town, case):
    town.advise(case, "friend", "elm", RAISED)
    for who in ("elm", "hall", "chair", "friend"):
        assert "Adviser" in client_of(town, who).get(path(case, "people")).content.decode()


def test_who_reads_what_is_written_is_told_where_there_is_an_adviser(town, case):
    before = client_of(town, "chair").get(path(case, "step", "start-appeal")).content.decode()
    town.advise(case, "friend", "elm", RAISED)
    after = client_of(town, "chair").get(path(case, "step", "start-appeal")).content.decode()
    assert "Their advisers" not in before
    assert "Their advisers" in after


def test_they_get_mail_about_what_they_may_know_and_no_link_to_answer(town, case):
    town.advise(case, "friend", "elm", RAISED)
    Message.objects.all().delete()
    town.take(case, "refer-to-mediation", "chair", date(2026, 3, 9))
    told = Message.objects.get(kind="disputes.step", to_address="friend@example.org")
    assert secret.START not in told.body
    assert "It is your turn" not in told.body


def test_nobody_is_invited_twice_or_after_the_end(town, case):
    town.advise(case, "friend", "elm", RAISED)
    with pytest.raises(NotNow, match="invited already"):
        town.advise(case, "friend", "elm", RAISED)
    town.take(case, "rule-not-covered", "chair", date(2026, 3, 9))
    with pytest.raises(NotNow, match="has ended"):
        town.advise(case, "other", "elm", DAY)


def test_the_history_names_nobody(town, case):
    town.advise(case, "friend", "elm", RAISED)
    events = Event.objects.filter(verb__in=["disputes.invite_adviser", "disputes.accept_advising"])
    assert events.count() == 2
    assert "friend" not in str([one.data for one in events]).lower()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Enter an email address"),
        ({"email": "wrong", "name": "N"}, "email address"),
        ({"email": "hall@example.org", "name": "Hall"}, "another part in the case"),
    ],
)
def test_what_is_wrong_is_said(town, case, typed, says):
    html = client_of(town, "elm").post(path(case), typed).content.decode()
    assert says in html
    assert not Adviser.objects.exists()
