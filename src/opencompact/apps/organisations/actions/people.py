"""Who holds a role: appointing, confirming, ending, and asking to speak for an organisation."""

import hashlib
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import kinds
from opencompact.apps.organisations.models import Organisation, Role
from opencompact.apps.organisations.models.people import OF_AN_ORGANISATION
from opencompact.base import audit, notify
from opencompact.base.accounts.actions import enrol
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.audit.queries import events_in
from opencompact.base.notify import links
from opencompact.base.ui.dates import day
from opencompact.core.record import record

from .inviting import tell_appointed

ASK = "organisations.ask"
MOST_ASKED = 5


@record
class Appointment:
    """Who becomes what, from which day up to, not including, which.

    `may_sign` only says something of a representative, and `area_of_organisation` of whoever has
    an organisation.
    """

    email: str
    name: str
    kind: RoleKind
    starts: date
    organisation: Organisation | None = None
    may_sign: bool = False
    area_of_organisation: str = ""
    ends: date | None = None


@transaction.atomic
def appoint(area: Area, appointment: Appointment, *, actor: Actor, at: datetime) -> Role:
    """Give a person a role, making an account for the address when there is none. Source: ORG-7.

    An address that nobody has proved yet gets an invitation, the others a message; whoever is
    appointed to a role that is over gets neither.

    NotNow when the person holds that role on a day of it, ValueError when its organisation is
    missing.
    """
    kind = appointment.kind
    if kind in OF_AN_ORGANISATION and appointment.organisation is None:
        raise ValueError(f"A {kind.value} needs an organisation.")
    user = enrol(email=appointment.email, name=appointment.name)
    _not_twice(area, user, appointment)
    role = Role.objects.create(
        area=area,
        user=user,
        kind=kind,
        organisation=appointment.organisation,
        starts=appointment.starts,
        ends=appointment.ends,
        confirmed_on=appointment.starts,
        may_sign=appointment.may_sign and kind == RoleKind.REPRESENTATIVE,
        area_of_organisation=appointment.area_of_organisation if kind in OF_AN_ORGANISATION else "",
    )
    data = {"kind": kind.value, "person": str(user.pk), "on": appointment.starts.isoformat()}
    audit.record("organisations.appoint", actor=actor, area=area, obj=role, data=data, at=at)
    if role.ends is None or role.ends > timezone.localdate(at):
        tell_appointed(role, at)
    return role


def _not_twice(area: Area, user: User, appointment: Appointment) -> None:
    same = queries.role_of(area).filter(
        user=user, kind=appointment.kind, organisation=appointment.organisation
    )
    meeting = same.exclude(ends__lte=appointment.starts)
    if appointment.ends:
        meeting = meeting.filter(starts__lt=appointment.ends)
    held = meeting.first()
    if held is None:
        return
    if held.ends:
        raise NotNow(
            _("{person} holds this role from {on} until {until}.").format(
                person=user, on=day(held.starts), until=day(held.ends)
            ),
            [_("choose days outside of that time")],
        )
    raise NotNow(
        _("{person} holds this role already, since {on}.").format(person=user, on=day(held.starts)),
        [_("end that role first"), _("appoint somebody else")],
    )


@transaction.atomic
def confirm_role(role: Role, *, actor: Actor, at: datetime) -> Role:
    """Say that a role still holds; a second time on one day changes nothing. Source: ORG-8.

    NotNow for a role that has ended.
    """
    stored = Role.objects.select_for_update(of=("self",)).select_related("area").get(pk=role.pk)
    today = timezone.localdate(at)
    if stored.ends is not None and stored.ends <= today:
        raise NotNow(
            _("This role ended on {on}.").format(on=day(stored.ends)),
            [_("ask an officer to appoint you")],
        )
    if stored.last_confirmed >= today:
        return stored
    stored.confirmed_on = today
    stored.save(update_fields=["confirmed_on"])
    data = {"kind": stored.kind, "person": str(stored.user_id), "on": today.isoformat()}
    audit.record(
        "organisations.confirm_role", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return stored


@transaction.atomic
def end_role(role: Role, *, on: date, actor: Actor, at: datetime) -> Role:
    """End a role; `on` is the first day without it. NotNow for the last officer of an area."""
    stored = (
        Role.objects.select_for_update(of=("self",)).select_related("user", "area").get(pk=role.pk)
    )
    if stored.ends is not None:
        raise NotNow(_("This role ended on {on} already.").format(on=day(stored.ends)))
    if on < stored.starts:
        raise NotNow(
            _("The role began on {on}; it cannot end before.").format(on=day(stored.starts)),
            [_("end it from {on} on").format(on=day(stored.starts))],
        )
    _keep_an_officer(stored)
    stored.ends = on
    stored.save(update_fields=["ends"])
    data = {"kind": stored.kind, "person": str(stored.user_id), "on": on.isoformat()}
    audit.record(
        "organisations.end_role", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    links.revoke(stored, at=at)
    return stored


def _keep_an_officer(role: Role) -> None:
    """An area always has somebody who can appoint."""
    if role.kind != RoleKind.OFFICER:
        return
    others = queries.role_of(role.area).filter(kind=RoleKind.OFFICER, ends=None)
    if not others.exclude(pk=role.pk).exists():
        raise NotNow(
            _("{person} is the only officer of {area}.").format(
                person=role.user, area=role.area.name
            ),
            [_("appoint another officer first")],
        )


def _not_too_often(area: Area, actor: Actor, at: datetime) -> None:
    """Somebody who asks for one organisation after another would fill the officers' mail."""
    day_before = at - timedelta(days=1)
    asked = events_in(area).filter(verb=ASK, actor_id=actor.user_id, at__gt=day_before)
    if asked.count() >= MOST_ASKED:
        raise NotNow(
            _("You have asked {number} times in one day. An officer will answer you.").format(
                number=MOST_ASKED
            ),
            [_("wait for the answer"), _("ask again tomorrow")],
        )


@transaction.atomic
def ask(
    area: Area, organisation: str, position: str, *, slug: str = "", actor: Actor, at: datetime
) -> int:
    """Ask the officers for a role; returns how many were told. NotNow after several on one day."""
    _not_too_often(area, actor, at)
    text = f"{organisation}|{slug}|{actor.user_id}|{timezone.localdate(at).isoformat()}"
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    audit.record(ASK, actor=actor, area=area, data={"organisation": slug}, at=at)
    return notify.queue(
        area=area,
        key=f"organisations.ask:{digest}",
        to=queries.officers(area, timezone.localdate(at)),
        kind=kinds.ASKED,
        about=f"{actor.user_id}|{slug}",
        facts=lambda: {
            "person": actor.name or actor.email,
            "address": actor.email,
            "position": position,
            "organisation": organisation,
            "day": day(at),
        },
        link=reverse("organisations:appoint", args=[area.slug]),
        at=at,
    )
