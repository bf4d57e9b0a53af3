"""Invitations and the yearly question: accepted, declined, confirmed, left, cancelled."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress

from opencompact.apps.organisations import actions, queries, tasks
from opencompact.apps.organisations.actions import Appointment
from opencompact.apps.organisations.models import Role
from opencompact.base.accounts.actions import prove
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.queries import events_for
from opencompact.base.notify.models import ActionLink, Message

DAY = date(2026, 11, 20)


@pytest.fixture
def role(scoped, elm, officer, at) -> Role:
    """Iva, who has no account, is appointed for Elm Street."""
    appointment = Appointment(
        "iva@example.org", "Iva New", RoleKind.REPRESENTATIVE, DAY, elm, may_sign=True
    )
    return actions.appoint(scoped, appointment, actor=officer, at=at)


@pytest.fixture
def iva(role):
    """Iva as the link takes her."""
    return queries.holder_by(role, DAY)


def links(**wanted) -> int:
    return ActionLink.objects.filter(**wanted).count()


def test_an_address_without_an_account_gets_an_invitation(role):
    message = Message.objects.get()
    assert message.subject == "You are invited to the Anywhere Compact"
    for words in (
        "From 20 November 2026 you are representative for Elm Street Carers",
        "you can accept or decline the role of representative for Elm Street Carers",
        "up to and including 11 December 2026",
        "/act/",
    ):
        assert words in message.body
    assert list(queries.invited([role])) == [role.pk]


def test_a_proved_address_gets_a_message_and_no_link(scoped, user, officer, at):
    prove(user)
    appointment = Appointment(user.email, "", RoleKind.CHAIR, DAY)
    role = actions.appoint(scoped, appointment, actor=officer, at=at)
    assert Message.objects.get().subject == "You have a role in the Anywhere Compact"
    assert links() == 0
    assert queries.invited([role]) == {}


def test_accepting_proves_the_address(role, iva, at):
    actions.accept_role(role, actor=iva, at=at)
    assert EmailAddress.objects.get(user=role.user).verified
    assert queries.invited([role]) == {}
    assert links(revoked_at=None) == 0
    assert events_for(role).last().verb == "organisations.accept_role"


def test_whoever_signs_in_with_the_address_is_no_longer_only_invited(role):
    prove(role.user)
    assert queries.invited([role]) == {}


def test_declining_ends_the_role_and_tells_the_officers(role, iva, person, at):
    person("Olga", RoleKind.OFFICER)
    actions.decline_role(role, actor=iva, at=at)
    role.refresh_from_db()
    assert role.ends == DAY
    message = Message.objects.get(to_address="olga@example.org")
    assert message.subject == "Iva New has declined a role"
    assert "the role of representative for Elm Street Carers" in message.body
    verbs = [event.verb for event in events_for(role)]
    assert verbs[1:] == ["organisations.end_role", "organisations.decline_role"]
    with pytest.raises(NotNow, match="has ended"):
        actions.accept_role(role, actor=iva, at=at)


def test_an_invitation_is_sent_again_with_a_link_of_its_own(role, officer, at):
    actions.invite_again(role, actor=officer, at=at + timedelta(days=1))
    assert Message.objects.count() == 2
    assert (links(revoked_at=None), links()) == (1, 2)
    prove(role.user)
    with pytest.raises(NotNow, match="has accepted the role already"):
        actions.invite_again(role, actor=officer, at=at)


def test_a_cancelled_invitation_ends_the_role_and_its_link(role, officer, at):
    actions.cancel_invitation(role, actor=officer, at=at)
    role.refresh_from_db()
    assert role.ends == DAY
    assert links(revoked_at=None) == 0


def test_a_role_to_come_ends_before_it_began(scoped, officer, at):
    appointment = Appointment("iva@example.org", "Iva", RoleKind.CHAIR, DAY + timedelta(days=30))
    role = actions.appoint(scoped, appointment, actor=officer, at=at)
    actions.decline_role(role, actor=queries.holder_by(role, DAY), at=at)
    role.refresh_from_db()
    assert role.ends == role.starts
    assert not queries.roles_at(scoped, role.starts).exists()


# Once a year -------------------------------------------------------------------------------------


def year_later(at, days=0):
    return at + timedelta(days=365 + days)


def test_the_clock_asks_once_a_year_whether_a_role_still_holds(role, at):
    with unscoped():
        assert tasks.ask_to_confirm(year_later(at, -1)) == 0
        assert tasks.ask_to_confirm(year_later(at)) == 1
        assert tasks.ask_to_confirm(year_later(at, 1)) == 0
        assert tasks.ask_to_confirm(year_later(at, 364)) == 0
        assert tasks.ask_to_confirm(year_later(at, 365)) == 1
    message = Message.objects.order_by("created_at")[1]
    assert message.subject == "Do you still have your role in the Anywhere Compact?"
    assert "since 20 November 2026" in message.body
    assert "say whether you still have the role of representative" in message.body


def test_nobody_is_asked_who_has_left_or_whose_account_is_closed(role, person, scoped, at):
    person("Old", RoleKind.CHAIR, ends=DAY, confirmed_on=DAY)
    person("Later", RoleKind.CHAIR, ends=DAY + timedelta(days=900), confirmed_on=DAY)
    closed = person("Closed", RoleKind.CHAIR, confirmed_on=DAY)
    closed.is_active = False
    closed.save()
    tasks.ask_to_confirm(year_later(at))
    assert [
        link.to_address for link in ActionLink.objects.filter(purpose=queries.CONFIRMATION)
    ] == ["iva@example.org"]


def test_an_area_asks_its_own_people(role, other_area, at):
    with within(other_area):
        Role.objects.create(
            area=other_area, user=role.user, kind="chair", starts=DAY, confirmed_on=DAY
        )
    assert tasks.ask_to_confirm(year_later(at)) == 2
    assert links(purpose=queries.CONFIRMATION) == 1
    with within(other_area):
        assert links(purpose=queries.CONFIRMATION) == 1


def test_still_in_the_role_is_noted_and_asks_no_more(role, iva, at):
    actions.ask_to_confirm(role, at=year_later(at))
    actions.still_in_role(role, actor=iva, at=year_later(at, 2))
    role.refresh_from_db()
    assert role.confirmed_on == year_later(at, 2).date()
    assert links(purpose=queries.CONFIRMATION, revoked_at=None) == 0
    assert tasks.ask_to_confirm(year_later(at, 366)) == 0


def test_somebody_who_has_left_is_let_go(role, iva, person, at):
    person("Olga", RoleKind.OFFICER)
    actions.ask_to_confirm(role, at=year_later(at))
    actions.leave_role(role, actor=iva, at=year_later(at, 2))
    role.refresh_from_db()
    assert role.ends == year_later(at, 2).date()
    assert links(revoked_at=None) == 0
    assert Message.objects.get(to_address="olga@example.org").subject == "Iva New has left a role"


def test_the_last_officer_cannot_just_leave(scoped, officer, at):
    appointment = Appointment("iva@example.org", "Iva", RoleKind.OFFICER, DAY)
    role = actions.appoint(scoped, appointment, actor=officer, at=at)
    with pytest.raises(NotNow, match="the only officer"):
        actions.leave_role(role, actor=queries.holder_by(role, DAY), at=at)
    role.refresh_from_db()
    assert role.ends is None


def test_a_link_gives_its_person_no_more_than_that_role(role, person, scoped, elm):
    Role.objects.create(area=scoped, user=role.user, kind="officer", starts=DAY)
    actor = queries.holder_by(role, DAY)
    assert [one.kind for one in actor.roles] == [RoleKind.REPRESENTATIVE]
    assert queries.holder_by(role, DAY - timedelta(days=1)).roles == ()
