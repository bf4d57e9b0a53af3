"""Where somebody is missing, and the roles that somebody should look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.organisations.models import Organisation, Role, Sector
from opencompact.apps.organisations.queries import days
from opencompact.apps.organisations.queries.signing import signatories
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.core.roles import Doubt, Held, doubts

from .holding import champions_missing, roles_at

DOUBTS: Final = {
    Doubt.CLOSED: gettext_lazy("The account is closed"),
    Doubt.LEFT: gettext_lazy("May have left"),
    Doubt.UNCONFIRMED: gettext_lazy("Not confirmed for a year"),
    Doubt.ENDING: gettext_lazy("Ends soon"),
}
# An area cannot do without these: nobody else appoints, and nobody else answers a disagreement.
NEEDED: Final = {
    RoleKind.OFFICER: gettext_lazy("The area has no officer"),
    RoleKind.CHAIR: gettext_lazy("The area has no chair"),
}


@record
class Doubtful:
    """A role with the reasons to look at it, and the day on which another one there ended."""

    role: Role
    doubts: tuple[Doubt, ...]
    left_on: date | None = None


@record
class Gap:
    """One thing that is missing or in doubt: an organisation without somebody, or a role."""

    organisation: Organisation | None = None
    doubtful: Doubtful | None = None


@record
class Group:
    """Gaps of one kind; `key` names it in addresses, `kind` is the role that is missing."""

    key: str
    name: str
    gaps: tuple[Gap, ...]
    kind: RoleKind | None = None


def doubtful(
    area: Area, on: date, held: Sequence[Role], beside: Sequence[Role] | None = None
) -> list[Doubtful]:
    """Those of `held`, roles of a day, that somebody should look at.

    `beside` are all roles their people ever had; where they are not at hand, one query reads them.
    """
    left = _left(held, _all_of(area, held) if beside is None else beside, on)
    found = (_looked_at(role, left.get(role.pk), on) for role in held)
    return [one for one in found if one.doubts]


def _looked_at(role: Role, left_on: date | None, on: date) -> Doubtful:
    held = Held(role.last_confirmed, role.ends, role.user.is_active, left_on)
    return Doubtful(role, doubts(held, on), left_on)


def _all_of(area: Area, held: Iterable[Role]) -> Iterable[Role]:
    """Every role in an organisation that the people of these roles ever had."""
    users = {role.user_id for role in held if role.organisation_id}
    if not users:
        return ()
    return Role.objects.filter(area=area, user__in=users, organisation__isnull=False)


def _left(roles: Iterable[Role], others: Iterable[Role], on: date) -> dict[UUID, date]:
    """When a person's other role in the organisation of each role ended, where none began since."""
    ended: dict[tuple[UUID, UUID | None], date] = {}
    begun: dict[tuple[UUID, UUID | None], date] = defaultdict(lambda: date.min)
    for other in others:
        place = (other.user_id, other.organisation_id)
        if other.ends and other.ends <= on:
            ended[place] = max(ended.get(place, other.ends), other.ends)
        elif other.starts <= on:
            begun[place] = max(begun[place], other.starts)
    return {
        role.pk: ended[place]
        for role in roles
        if (place := (role.user_id, role.organisation_id)) in ended and begun[place] < ended[place]
    }


def gaps(area: Area, on: date) -> tuple[Group, ...]:
    """Everything an officer should see to on a day, by kind; kinds without a gap are left out."""
    held = list(roles_at(area, on))
    groups = (*_missing(area, held, on), *_doubted(doubtful(area, on, held)))
    return tuple(group for group in groups if group.gaps)


def _missing(area: Area, held: Iterable[Role], on: date) -> Iterator[Group]:
    present = {role.kind for role in held if role.user.is_active}
    for kind, lacks in NEEDED.items():
        gaps = () if kind in present else (Gap(),)
        yield Group(f"no-{kind.value}", str(lacks), gaps, kind)
    for kind, name, found in (
        (RoleKind.CHAMPION, _("Public bodies without a champion"), champions_missing(area, on)),
        (RoleKind.LEAD, _("Public bodies without a lead"), leads_missing(area, on)),
        (RoleKind.REPRESENTATIVE, _("Nobody speaks for them any more"), without_voice(area, on)),
    ):
        yield Group(f"no-{kind.value}", name, tuple(Gap(one) for one in found), kind)


def _doubted(doubted: Iterable[Doubtful]) -> Iterator[Group]:
    found = list(doubted)
    for doubt, name in DOUBTS.items():
        mine = tuple(Gap(doubtful=one) for one in found if doubt in one.doubts)
        yield Group(doubt.value, str(name), mine)


def leads_missing(area: Area, on: date) -> QuerySet[Organisation]:
    """Public bodies that signed and in which nobody senior answers for it. Source: ORG-7."""
    leads = Role.objects.filter(days.held(on), kind=RoleKind.LEAD, organisation=OuterRef("pk"))
    return signatories(area, on).filter(~Exists(leads), sector=Sector.PUBLIC)


def without_voice(area: Area, on: date) -> QuerySet[Organisation]:
    """Signatories whose last representative is gone; those that never had one signed on paper."""
    voices = Role.objects.filter(kind=RoleKind.REPRESENTATIVE, organisation=OuterRef("pk"))
    gone = voices.filter(Q(ends__lte=on) | Q(user__is_active=False))
    there = voices.filter(days.held(on), user__is_active=True)
    return signatories(area, on).filter(Exists(gone), ~Exists(there))
