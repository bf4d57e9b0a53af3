"""Appointing, ending a role, and asking for one."""

from datetime import date, timedelta

import pytest
from django.core import mail

from opencompact.apps.organisations import actions
from opencompact.apps.organisations.actions import Appointment
from opencompact.apps.organisations.models import Role
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.queries import events_for
from opencompact.base.notify.models import Message
from opencompact.base.notify.tasks import deliver

DAY = date(2026, 11, 20)


def appointment(kind=RoleKind.CHAIR, **fields):
    return Appointment(
        **{"email": "New@Example.org", "name": "New Person", "kind": kind, "starts": DAY, **fields}
    )


def test_somebody_new_gets_an_account_a_role_and_a_message(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    assert (role.user.email, role.user.name) == ("new@example.org", "New Person")
    assert not role.user.has_usable_password()
    [event] = events_for(role)
    assert event.verb == "organisations.appoint"
    assert event.data == {"kind": "chair", "person": str(role.user.pk), "on": "2026-11-20"}
    message = Message.objects.get()
    assert message.to_address == "new@example.org"
    assert "From 20 November 2026 you are chair in the Anywhere Compact" in message.body


def test_somebody_known_keeps_the_account_and_its_name(scoped, user, officer, at):
    actions.appoint(scoped, appointment(email=user.email, name="Other"), actor=officer, at=at)
    user.refresh_from_db()
    assert user.name == "Ada Lovelace"
    assert User.objects.count() == 1


@pytest.mark.parametrize("kind", [RoleKind.REPRESENTATIVE, RoleKind.CHAMPION, RoleKind.LEAD])
def test_some_roles_need_an_organisation(scoped, elm, officer, at, kind):
    with pytest.raises(ValueError, match="needs an organisation"):
        actions.appoint(scoped, appointment(kind), actor=officer, at=at)
    assert not User.objects.filter(email="new@example.org").exists()
    role = actions.appoint(scoped, appointment(kind, organisation=elm), actor=officer, at=at)
    assert role.organisation == elm


@pytest.mark.parametrize(
    ("kind", "may"), [(RoleKind.REPRESENTATIVE, True), (RoleKind.CHAMPION, False)]
)
def test_only_a_representative_is_allowed_to_sign(scoped, elm, officer, at, kind, may):
    wanted = appointment(kind, organisation=elm, may_sign=True)
    assert actions.appoint(scoped, wanted, actor=officer, at=at).may_sign is may


def test_nobody_holds_a_role_twice(scoped, elm, council, officer, at):
    for organisation in (elm, council):
        wanted = appointment(RoleKind.CHAMPION, organisation=organisation)
        actions.appoint(scoped, wanted, actor=officer, at=at)
    with pytest.raises(NotNow, match="holds this role already, since 20 November 2026"):
        actions.appoint(
            scoped, appointment(RoleKind.CHAMPION, organisation=elm), actor=officer, at=at
        )


def test_an_area_of_the_organisation_goes_with_the_organisation(scoped, elm, officer, at):
    wanted = appointment(RoleKind.CHAMPION, organisation=elm, area_of_organisation="Housing")
    assert actions.appoint(scoped, wanted, actor=officer, at=at).area_of_organisation == "Housing"
    chair = appointment(RoleKind.CHAIR, area_of_organisation="Housing")
    assert actions.appoint(scoped, chair, actor=officer, at=at).area_of_organisation == ""


def test_a_role_is_confirmed_from_its_first_day_and_again_later(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    assert role.confirmed_on == DAY
    later = at + timedelta(days=400)
    confirmed = actions.confirm_role(role, actor=officer, at=later)
    assert confirmed.confirmed_on == date(2027, 12, 25)
    event = events_for(role).last()
    assert (event.verb, event.data["on"]) == ("organisations.confirm_role", "2027-12-25")


def test_confirming_twice_on_a_day_is_once(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    for _ in range(2):
        actions.confirm_role(role, actor=officer, at=at + timedelta(days=1))
    assert events_for(role).count() == 2


def test_a_role_that_has_ended_is_confirmed_no_more(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    actions.end_role(role, on=DAY + timedelta(days=5), actor=officer, at=at)
    actions.confirm_role(role, actor=officer, at=at + timedelta(days=4))
    with pytest.raises(NotNow, match="This role ended on 25 November 2026"):
        actions.confirm_role(role, actor=officer, at=at + timedelta(days=5))


def test_a_role_ends_on_a_day(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    ended = actions.end_role(role, on=DAY + timedelta(days=5), actor=officer, at=at)
    assert ended.ends == DAY + timedelta(days=5)
    assert events_for(role).last().verb == "organisations.end_role"
    with pytest.raises(NotNow, match="ended on 25 November 2026 already"):
        actions.end_role(role, on=DAY, actor=officer, at=at)


def test_a_role_does_not_end_before_it_began(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    with pytest.raises(NotNow, match="cannot end before"):
        actions.end_role(role, on=DAY - timedelta(days=1), actor=officer, at=at)


def test_an_area_keeps_an_officer(scoped, officer, at):
    first = actions.appoint(scoped, appointment(RoleKind.OFFICER), actor=officer, at=at)
    with pytest.raises(NotNow, match="the only officer of Anywhere"):
        actions.end_role(first, on=DAY, actor=officer, at=at)
    other = appointment(RoleKind.OFFICER, email="other@example.org")
    actions.appoint(scoped, other, actor=officer, at=at)
    actions.end_role(first, on=DAY, actor=officer, at=at)
    assert Role.objects.filter(kind="officer", ends=None).count() == 1


def test_asking_goes_to_the_officers_once(scoped, person, actor, at):
    person("Olga", RoleKind.OFFICER)
    for _ in range(2):
        actions.ask(scoped, "The Well", "trustee", actor=actor, at=at)
    message = Message.objects.get()
    assert message.to_address == "olga@example.org"
    assert "Ada Lovelace asks to sign for The Well" in message.subject
    assert "ada@example.org" in message.body
    assert "/anywhere/people/appoint/" in message.body


def test_nobody_asks_without_end(scoped, actor, at):
    for number in range(5):
        actions.ask(scoped, f"Group {number}", "trustee", actor=actor, at=at)
    with pytest.raises(NotNow, match="asked 5 times"):
        actions.ask(scoped, "One more", "trustee", actor=actor, at=at)
    actions.ask(scoped, "One more", "trustee", actor=actor, at=at + timedelta(days=2))


def left(at):
    """To whom mail leaves at a moment."""
    mail.outbox.clear()
    deliver(at)
    return [letter.to[0].split("<")[-1].rstrip(">") for letter in mail.outbox]


def test_a_role_that_has_ended_meanwhile_is_not_announced(scoped, officer, at):
    role = actions.appoint(scoped, appointment(), actor=officer, at=at)
    actions.end_role(role, on=DAY, actor=officer, at=at)
    assert left(at) == []
    actions.appoint(scoped, appointment(RoleKind.MEDIATOR), actor=officer, at=at)
    assert left(at) == ["new@example.org"]


@pytest.mark.parametrize("meanwhile", ["nothing", "given", "left"])
def test_officers_are_asked_only_while_there_is_something_to_do(
    scoped, person, elm, actor, at, meanwhile
):
    olga = person("Olga", RoleKind.OFFICER)
    actions.ask(scoped, "Elm", "trustee", slug=elm.slug, actor=actor, at=at)
    if meanwhile == "given":
        Role.objects.create(
            area=scoped, user_id=actor.user_id, kind="representative", organisation=elm, starts=DAY
        )
    if meanwhile == "left":
        Role.objects.filter(user=olga).update(ends=DAY)
    assert left(at) == (["olga@example.org"] if meanwhile == "nothing" else [])
