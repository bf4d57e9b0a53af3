"""Who sits in a case: the panel, the mediator, a chair of its own, further support."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions import kinds
from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.apps.disputes.policy import can_be_seated, can_seat
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.apps.organisations.queries import actor_for
from opencompact.base import audit, notify
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.base.ui.dates import day
from opencompact.core.procedure import Holder


class ConflictError(ValueError):
    """This person cannot sit there. The message says why."""


@transaction.atomic
def seat(case: Case, user: User, holder: Holder, *, actor: Actor, on: date, at: datetime) -> Seat:
    """Give somebody a seat in the case from a day on.

    PermissionDenied when `actor` seats nobody here, ConflictError for somebody who may not sit.
    """
    return seat_for(_held(case, actor), user, holder, actor=actor, on=on, at=at)


def seat_for(
    held: Case, user: User, holder: Holder, *, actor: Actor, on: date, at: datetime
) -> Seat:
    """The same for a case that is held, where a step of the procedure gives the seat."""
    candidate = actor_for(user, held.area, timezone.localdate(at))
    if not can_be_seated(candidate, held, holder):
        raise ConflictError(why_not(holder))
    taken = [one for one in held.seats.all() if one.user_id == user.pk and one.ended_on is None]
    if any(one.holder == holder for one in taken):
        says = _("{name} has that seat already.").format(name=user)
        raise NotNow(says, [_("choose somebody else")])
    place = Seat.objects.create(
        area=held.area, case=held, user=user, holder=holder.value, seated_on=on
    )
    _record("disputes.seat", place, actor=actor, at=at)
    _tell(place, at)
    return place


@transaction.atomic
def unseat(place: Seat, *, actor: Actor, on: date, at: datetime) -> Seat:
    """End a seat; that it was held stays known."""
    _held(place.case, actor)
    return unseat_for(place, actor=actor, on=on, at=at)


def unseat_for(place: Seat, *, actor: Actor, on: date, at: datetime) -> Seat:
    """The same for a case that is held."""
    stored = Seat.objects.select_for_update().get(pk=place.pk)
    if stored.ended_on is None:
        stored.ended_on = max(on, stored.seated_on)
        stored.save(update_fields=["ended_on"])
        _record("disputes.unseat", stored, actor=actor, at=at)
    return stored


def why_not(holder: Holder) -> str:
    """Why somebody cannot have a seat, without telling more about the person."""
    if holder == Holder.MEDIATOR:
        return _(
            "This person has a role in one of the organisations, or already sits in this case on"
            " the other side of the mediation room. A mediator is neither."
        )
    return _(
        "This person has a role in one of the organisations, or has been in this case's mediation"
        " room. Neither may judge the case: choose somebody else."
    )


def _held(case: Case, actor: Actor) -> Case:
    Case.objects.select_for_update().get(pk=case.pk)
    held = case_by_key(case.pk)
    if not can_seat(actor, held):
        raise PermissionDenied
    if held.closed_on:
        says = _("The case has ended, so nobody is seated any more.")
        raise NotNow(says, [_("read the case")])
    return held


def _record(verb: str, place: Seat, *, actor: Actor, at: datetime) -> None:
    data = {"number": place.case.number, "holder": place.holder, "person": str(place.user_id)}
    audit.record(verb, actor=actor, area=place.area, obj=place.case, data=data, at=at)


def _tell(place: Seat, at: datetime) -> None:
    case = place.case
    notify.queue(
        area=case.area,
        key=f"disputes.seat:{place.pk}",
        to=[(str(place.user), place.user.email)],
        kind=kinds.SEAT,
        about=str(place.pk),
        facts={
            "number": case.number,
            "seat": _seat(place),
            "day": kinds.later(day)(place.seated_on),
        },
        link=case.get_absolute_url(),
        at=at,
    )


@kinds.later
def _seat(place: Seat) -> str:
    return str(SEAT_LABELS[Holder(place.holder)]).lower()
