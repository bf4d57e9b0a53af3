"""Asking for an erasure, taking that back, and confirming it: two officers, one after the other."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.disputes.policy import can_see_case
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import officers
from opencompact.base import audit, notify
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.base.areas.permission import NotNow
from opencompact.base.areas.scoping import unscoped, within
from opencompact.base.audit.models import Erasure

from . import erasing
from .policy import can_confirm, can_keep


def person_of(area: Area, pk: Any) -> User | None:
    """Somebody who has or had a role in an area, or asked it to be erased."""
    known = Role.objects.filter(area=area, user=pk).exists()
    asked = Erasure.objects.filter(area=area, person=pk).exists()
    return User.objects.filter(pk=pk).first() if known or asked else None


def areas_of(person: User) -> list[Area]:
    """The areas in which somebody has or had a role."""
    with unscoped():  # one person, perhaps with roles in several areas
        found = Role.objects.filter(user=person).values_list("area", flat=True)
    return list(Area.objects.filter(pk__in=set(found)).order_by("name"))


def waiting(area: Area, person: User) -> Erasure | None:
    """The request to erase somebody that waits in an area, if there is one."""
    found: Erasure | None = (
        Erasure.objects.filter(area=area, person=person, ended_at=None)
        .select_related("asked_by")
        .first()
    )
    return found


def wished_on(person: User) -> datetime | None:
    """When somebody asked to be erased, while the officers have not decided yet."""
    with unscoped():  # one person, perhaps with roles in several areas
        asked = Erasure.objects.filter(person=person, ended_at=None, wished_at__isnull=False)
        found: datetime | None = (
            asked.order_by("wished_at").values_list("wished_at", flat=True).first()
        )
    return found


def obstacles(area: Area, person: User, actor: Actor, on: date) -> Iterator[str]:
    """Why an officer cannot have somebody erased now, each with what to do instead."""
    if person.pk == actor.user_id:
        yield _("Nobody erases themselves. Ask for it on your own page, and two officers do it.")
    others = [one.name for one in areas_of(person) if one.pk != area.pk]
    if others:
        yield _(
            "They also have or had a role in {areas}. Whoever runs this site erases them, with the"
            " command `opencompact erase`."
        ).format(areas=_(" and in ").join(others))
    yield from erasing.refusals(person, on, lambda case: can_see_case(actor, case))


@transaction.atomic
def wish(person: User, *, actor: Actor, at: datetime) -> int:
    """Somebody asks to be erased; the officers of each of their areas are told. How many areas."""
    areas = areas_of(person)
    for area in areas:
        with within(area):
            if waiting(area, person):
                continue
            asked = Erasure.objects.create(area=area, person=person, wished_at=at)
            audit.record("archive.wish_erasure", actor=actor, area=area, obj=asked, at=at)
            _tell(
                asked,
                gettext_noop("Somebody asks to be erased"),
                officers(area, timezone.localdate(at)),
                at,
            )
    return len(areas)


@transaction.atomic
def ask(
    area: Area, person: User, choices: erasing.Choices, *, actor: Actor, at: datetime
) -> Erasure:
    """An officer asks for somebody to be erased. NotNow with each reason against it."""
    _may(area, person, actor, at)
    asked = waiting(area, person)
    if asked is not None and asked.asked_by_id is not None:
        raise NotNow(
            _("An officer has asked for this already."), [_("confirm it"), _("take it back")]
        )
    asked = asked or Erasure(area=area, person=person)
    asked.asked_by_id, asked.asked_at = actor.user_id, at
    asked.signatures, asked.papers = choices.signatures, choices.papers
    asked.save()
    data = {"person": str(person.pk), "signatures": choices.signatures, "papers": choices.papers}
    audit.record("archive.ask_erasure", actor=actor, area=area, obj=asked, data=data, at=at)
    others = [(n, e) for n, e in officers(area, timezone.localdate(at)) if e != actor.email]
    _tell(asked, gettext_noop("An erasure waits for a second officer"), others, at)
    return asked


@transaction.atomic
def take_back(asked: Erasure, *, actor: Actor, at: datetime) -> None:
    """An officer decides against an erasure that waits; the person keeps their account."""
    if not can_keep(actor):
        raise PermissionDenied
    stored = _held(asked)
    stored.ended_at = at
    stored.save(update_fields=["ended_at"])
    audit.record("archive.refuse_erasure", actor=actor, area=stored.area, obj=stored, at=at)


@transaction.atomic
def confirm(asked: Erasure, *, actor: Actor, at: datetime) -> erasing.Erased:
    """A second officer confirms, and the person is erased. PermissionDenied for the first."""
    stored = _held(asked)
    if not can_confirm(actor, stored.asked_by_id):
        raise PermissionDenied
    _may(stored.area, stored.person, actor, at)
    stored.confirmed_by_id, stored.ended_at, stored.done = actor.user_id, at, True
    stored.save(update_fields=["confirmed_by", "ended_at", "done"])
    audit.record("archive.confirm_erasure", actor=actor, area=stored.area, obj=stored, at=at)
    by = (stored.asked_by, User.objects.get(email=actor.email))
    choices = erasing.Choices(stored.signatures, stored.papers)
    return erasing.erase(stored.person, choices, by, actor=actor, at=at)


def _held(asked: Erasure) -> Erasure:
    """The request, held to the end of the transaction; NotNow when somebody was faster."""
    stored: Erasure = Erasure.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if stored.ended_at is not None:
        raise NotNow(_("This was decided in the meantime."), [_("load the page again")])
    return stored


def _may(area: Area, person: User, actor: Actor, at: datetime) -> None:
    if not can_keep(actor):
        raise PermissionDenied
    if reasons := list(obstacles(area, person, actor, timezone.localdate(at))):
        raise NotNow(reasons[0], [_("go back and read what to do first")])


def _tell(asked: Erasure, subject: str, to: list[tuple[str, str]], at: datetime) -> None:
    """Mail outlives an erasure, so it names nobody."""
    notify.queue(
        area=asked.area,
        key=f"archive.erasure:{asked.pk}:{'asked' if asked.asked_by_id else 'wished'}",
        to=to,
        subject=lambda: _(subject),
        body=lambda: _(
            "A request to erase a person waits for you. It takes two officers: one asks, another"
            " confirms. The page says whom it is about and what has to be decided.\n\nThe law gives"
            " a month for the answer."
        ),
        link=reverse("site:person-data", args=[asked.area.slug, asked.person_id]),
        at=at,
    )
