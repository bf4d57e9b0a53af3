"""Telling somebody of a role: a message to an account, an invitation to an address without one."""

from datetime import datetime

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import kinds
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.base import notify
from opencompact.base.areas.actor import RoleKind
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink
from opencompact.base.ui.dates import day


def tell_appointed(role: Role, at: datetime) -> None:
    """Write to whoever has a role now; an address that nobody has proved yet gets an invitation."""
    if not queries.is_proven(role.user):
        invite(role, at)
        return
    area = role.area
    notify.queue(
        area=area,
        key=f"organisations.appoint:{role.pk}",
        to=[(role.user.name, role.user.email)],
        kind=kinds.APPOINTED,
        about=str(role.pk),
        facts={"day": day(role.starts), "role": _named(role)},
        link=f"/{area.slug}/induction/",
        at=at,
    )


def invite(role: Role, at: datetime) -> ActionLink:
    """Send an invitation to a role; an earlier one works no longer."""
    area = role.area
    offered = links.offer(
        area=area,
        purpose=queries.INVITATION,
        to=links.Reader(role.user.name, role.user.email, role.user_id),
        obj=role,
        says=f"accept or decline {described(role)} in the {area.name} {area.term('agreement')}",
        at=at,
    )
    links.send(
        offered,
        key="organisations.invite",
        subject=f"You are invited to the {area.name} {area.term('agreement')}",
        body=(
            f"{_sentence(role)}\n\nPlease say whether you accept. Afterwards you can sign in with"
            " this email address: a code is sent to it each time, so there is no password to"
            " remember."
        ),
        why=f"You get this message because somebody at {area.name} gave you a role.",
    )
    return offered.link


def described(role: Role) -> str:
    """A role in the middle of a sentence: "the role of representative for Elm Street"."""
    return f"the role of {_named(role)}"


def _named(role: Role) -> str:
    place = f" for {role.organisation.name}" if role.organisation else ""
    return f"{KIND_LABELS[RoleKind(role.kind)].lower()}{place}"


def _sentence(role: Role) -> str:
    area = role.area
    return (
        f"From {day(role.starts)} you are {_named(role)} in the {area.name}"
        f" {area.term('agreement')}."
    )
