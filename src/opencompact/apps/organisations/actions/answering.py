"""What somebody answers about the own role: accept it, decline it, still have it, have left it."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.models import Role
from opencompact.base import audit, notify
from opencompact.base.accounts.actions import prove
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink

from .inviting import invite, words_of
from .people import confirm_role, end_role


@transaction.atomic
def accept_role(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Accept an invitation: the address is proved, and the account can be used. Source: ORG-7."""
    _not_ended(role)
    prove(role.user)
    links.revoke(role, purpose=queries.INVITATION, at=at)
    audit.record("organisations.accept_role", actor=actor, area=role.area, obj=role, at=at)
    return role


@transaction.atomic
def decline_role(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Decline an invitation: the role ends, and the officers hear of it."""
    return _leave(role, "organisations.decline_role", _declined, actor, at)


@transaction.atomic
def leave_role(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Say that one has left a role: it ends today, and the officers hear of it. Source: ORG-8."""
    return _leave(role, "organisations.leave_role", _left, actor, at)


@transaction.atomic
def still_in_role(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Say that one still has a role, and take back the links that asked for it."""
    confirmed = confirm_role(role, actor=actor, at=at)
    links.revoke(role, purpose=queries.CONFIRMATION, at=at)
    return confirmed


@transaction.atomic
def ask_to_confirm(role: Role, *, at: datetime) -> ActionLink:
    """Ask the holder of a role whether they still have it, by a link. Source: ORG-8."""
    area = role.area
    with notify.speaking_to(area, role.user.email):
        words = words_of(role)
        says = _("say whether you still have the role of {role} in the {area} {agreement}")
        offered = links.offer(
            area=area,
            purpose=queries.CONFIRMATION,
            to=links.Reader(role.user.name, role.user.email, role.user_id),
            obj=role,
            says=says.format_map(words),
            at=at,
        )
        subject = _("Do you still have your role in the {area} {agreement}?")
        body = _(
            "You have the role of {role} in the {area} {agreement} since {day}. Once a year we ask"
            " whether that still holds, so that nobody writes to people who have left."
        )
        why = _("You get this message because you have a role in the {area} {agreement}.")
        links.send(
            offered,
            key="organisations.ask_to_confirm",
            subject=subject.format_map(words),
            body=body.format_map(words),
            why=why.format_map(words),
        )
    return offered.link


@transaction.atomic
def invite_again(role: Role, *, actor: Actor, at: datetime) -> None:
    """Send an invitation once more, with a new link. NotNow when it was accepted meanwhile."""
    _only_invited(role)
    link = invite(role, at)
    data = {"link": str(link.pk)}
    audit.record(
        "organisations.invite_again", actor=actor, area=role.area, obj=role, data=data, at=at
    )


@transaction.atomic
def cancel_invitation(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Take an invitation back: its link works no longer and the role ends."""
    _only_invited(role)
    return end_role(role, on=_last_day(role, at), actor=actor, at=at)


def _only_invited(role: Role) -> None:
    _not_ended(role)
    if role.pk not in queries.invited([role]):
        raise NotNow(
            _("{person} has accepted the role already.").format(person=role.user),
            [_("end the role")],
        )


def _not_ended(role: Role) -> None:
    role.refresh_from_db(fields=["ends"])
    if role.ends is not None:
        raise NotNow(_("This role has ended."), [_("ask an officer to appoint you again")])


def _last_day(role: Role, at: datetime) -> date:
    return max(timezone.localdate(at), role.starts)


def _declined() -> tuple[str, str]:
    return _("{person} has declined a role"), _(
        "{person} ({address}) has declined the role of {role}. The role has ended."
    )


def _left() -> tuple[str, str]:
    return _("{person} has left a role"), _(
        "{person} ({address}) has left the role of {role}. The role has ended."
    )


def _leave(
    role: Role, verb: str, says: Callable[[], tuple[str, str]], actor: Actor, at: datetime
) -> Role:
    ended = end_role(role, on=_last_day(role, at), actor=actor, at=at)
    audit.record(verb, actor=actor, area=role.area, obj=role, at=at)
    area = role.area
    officers = queries.officers(area, timezone.localdate(at))

    def told(place: int) -> str:
        words = {**words_of(role), "person": str(role.user), "address": role.user.email}
        return says()[place].format_map(words)

    def body() -> str:
        do = _("If somebody else should have it, appoint them.")
        return f"{told(1)}\n\n{do}"

    notify.queue(
        area=area,
        key=f"{verb}:{role.pk}",
        to=[one for one in officers if one[1] != role.user.email],
        subject=lambda: told(0),
        body=body,
        link=reverse("organisations:people", args=[area.slug]),
        at=at,
    )
    return ended
