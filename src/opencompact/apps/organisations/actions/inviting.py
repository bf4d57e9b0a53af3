"""Telling somebody of a role: a message to an account, an invitation to an address without one."""

from datetime import datetime

from django.utils.translation import gettext as _

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
        facts=lambda: {"day": day(role.starts), "role": named(role)},
        link=f"/{area.slug}/induction/",
        at=at,
    )


def invite(role: Role, at: datetime) -> ActionLink:
    """Send an invitation to a role; an earlier one works no longer."""
    area = role.area
    with notify.speaking_to(area, role.user.email):
        words = words_of(role)
        offered = links.offer(
            area=area,
            purpose=queries.INVITATION,
            to=links.Reader(role.user.name, role.user.email, role.user_id),
            obj=role,
            says=_("accept or decline the role of {role} in the {area} {agreement}").format_map(
                words
            ),
            at=at,
        )
        body = (
            _("From {day} you are {role} in the {area} {agreement}."),
            _(
                "Please say whether you accept. Afterwards you can sign in with this email address:"
                " a code is sent to it each time, so there is no password to remember."
            ),
        )
        links.send(
            offered,
            key="organisations.invite",
            subject=_("You are invited to the {area} {agreement}").format_map(words),
            body="\n\n".join(text.format_map(words) for text in body),
            why=_("You get this message because somebody at {area} gave you a role.").format_map(
                words
            ),
        )
    return offered.link


def words_of(role: Role) -> dict[str, str]:
    """What a mail about a role says of it."""
    area = role.area
    return {
        "role": named(role),
        "day": day(role.starts),
        "area": area.name,
        "agreement": area.term("agreement"),
    }


def named(role: Role) -> str:
    """A role in the middle of a sentence: "representative for Elm Street"."""
    label = KIND_LABELS[RoleKind(role.kind)].lower()
    if role.organisation is None:
        return label
    return _("{role} for {name}").format(role=label, name=role.organisation.name)
