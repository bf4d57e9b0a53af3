"""Handing a role over: the successor, the seats and the end of the role, all at once or not."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.seating import ConflictError, seat, unseat
from opencompact.apps.disputes.models import Case, Seat
from opencompact.apps.disputes.queries.cases import open_to
from opencompact.apps.disputes.queries.handing import seats_of
from opencompact.apps.organisations.actions import Appointment, appoint, end_role
from opencompact.apps.organisations.models import Role
from opencompact.apps.organisations.queries import role_of
from opencompact.base import audit
from opencompact.base.accounts.models import User, normal
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.permission import NotNow
from opencompact.core.procedure import Holder
from opencompact.core.record import record


@record
class Successor:
    """Who takes over. `may_sign` only says something of a representative."""

    email: str
    name: str
    may_sign: bool = False


@record
class HandedOver:
    """What came of it: the successor's role, the cases whose seat they took, and those left."""

    role: Role | None
    moved: tuple[Case, ...]
    left: tuple[Case, ...]


@transaction.atomic
def hand_over(
    role: Role, successor: Successor | None, *, on: date, actor: Actor, at: datetime
) -> HandedOver:
    """Give a role and its open work to somebody else from a day on, or to nobody. Source: ORG-8.

    The seats that `actor` may know of move at once. A mediator's does not: the sides accepted that
    person and no other. Nor does one that the successor may not have. Both end, and what waits
    there is then nobody's.
    """
    taken_over = _appointed(role, successor, on=on, actor=actor, at=at) if successor else None
    user = taken_over.user if taken_over else None
    places = seats_of(role, open_to(actor))
    today = timezone.localdate(at)
    moved = [case for case, place in places if _moved(place, user, actor=actor, on=today, at=at)]
    if role.ends is None:
        end_role(role, on=on, actor=actor, at=at)
    _record(role, taken_over, len(moved), actor=actor, at=at)
    return HandedOver(taken_over, tuple(moved), tuple(_left(places, moved)))


def _appointed(role: Role, successor: Successor, *, on: date, actor: Actor, at: datetime) -> Role:
    """The successor's role: the one they hold already, else a new one like the leaver's."""
    if normal(successor.email) == role.user.email:
        says = _("{name} cannot take over from {name}.").format(name=role.user)
        raise NotNow(says, [_("name somebody else")])
    same = role_of(role.area).filter(
        user__email=normal(successor.email), kind=role.kind, organisation=role.organisation
    )
    held = same.filter(starts__lte=on).exclude(ends__lte=on).first()
    if held:
        return held
    appointment = Appointment(
        email=successor.email,
        name=successor.name,
        kind=RoleKind(role.kind),
        starts=on,
        organisation=role.organisation,
        may_sign=successor.may_sign,
        area_of_organisation=role.area_of_organisation,
    )
    return appoint(role.area, appointment, actor=actor, at=at)


def _moved(place: Seat, user: User | None, *, actor: Actor, on: date, at: datetime) -> bool:
    """End a seat and give it to `user`; say whether they have it now."""
    unseat(place, actor=actor, on=on, at=at)
    if user is None or place.holder == Holder.MEDIATOR:
        return False
    held = place.case.seats.filter(user=user, holder=place.holder, ended_on=None)
    if held.exists():
        return True
    try:
        with transaction.atomic():
            seat(place.case, user, Holder(place.holder), actor=actor, on=on, at=at)
    except ConflictError:
        return False
    return True


def _left(places: Iterable[tuple[Case, Seat]], moved: Iterable[Case]) -> Iterable[Case]:
    known = {case.pk for case in moved}
    return (case for case, _ in places if case.pk not in known)


def _record(role: Role, taken_over: Role | None, seats: int, *, actor: Actor, at: datetime) -> None:
    data = {
        "kind": role.kind,
        "person": str(role.user_id),
        "to": str(taken_over.user_id) if taken_over else "",
        "seats": seats,
    }
    audit.record("disputes.hand_over", actor=actor, area=role.area, obj=role, data=data, at=at)
