"""Who holds which role on a day, and where somebody is missing."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from opencompact.apps.organisations.models import Organisation, Role, Sector
from opencompact.apps.organisations.policy import SigningRole
from opencompact.apps.organisations.queries import days
from opencompact.apps.organisations.queries.signing import signatories
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind, person
from opencompact.base.areas.models import Area
from opencompact.base.prepared import Prepared


def actor_for(user: Any, area: Area, on: date) -> Actor:
    """The person with the roles held in `area` on a day: settings.ACTOR_LOADER. One query."""
    plain = person(user)
    found = HELD(user=plain.user_id, area=area.pk, on=on) if plain.user_id else []
    return Actor(
        user_id=plain.user_id,
        name=plain.name,
        email=plain.email,
        area_id=area.pk,
        roles=tuple(_role(RoleKind(kind), pk, may_sign) for kind, pk, may_sign in found),
    )


def _held(*, user: UUID, area: UUID, on: date) -> QuerySet[Any]:
    found: QuerySet[Role] = QuerySet(Role).filter(days.held(on), area=area, user=user)
    return found.order_by("kind", "id").values_list("kind", "organisation_id", "may_sign")


HELD = Prepared[tuple[str, UUID | None, bool]](_held, user=UUID, area=UUID, on=date)


def _role(kind: RoleKind, organisation_id: Any, may_sign: bool) -> ActorRole:
    return (SigningRole if may_sign else ActorRole)(kind, organisation_id)


def roles_at(area: Area, on: date) -> QuerySet[Role]:
    """Every role held on a day, with its person and organisation."""
    found = Role.objects.filter(days.held(on), area=area).select_related("user", "organisation")
    return found.order_by("kind", "organisation__match_key", "user__name", "user__email", "id")


def holders(area: Area, kind: RoleKind, on: date) -> QuerySet[Role]:
    """Who holds a kind of role on a day."""
    return roles_at(area, on).filter(kind=kind)


def role_of(area: Area) -> QuerySet[Role]:
    """Every role of the area, also those that have ended or are to come."""
    return Role.objects.filter(area=area).select_related("user", "organisation")


def representatives(organisation: Organisation, on: date) -> QuerySet[Role]:
    """Who speaks for an organisation on a day."""
    found = Role.objects.filter(days.held(on), organisation=organisation)
    return found.filter(kind=RoleKind.REPRESENTATIVE).select_related("user")


def roles_of(organisation: Organisation, on: date) -> list[Role]:
    """Who holds a role for an organisation on a day."""
    return list(roles_at(organisation.area, on).filter(organisation=organisation))


def officers(area: Area, on: date) -> list[tuple[str, str]]:
    """Name and address of every officer, to write to."""
    return addresses(holders(area, RoleKind.OFFICER, on))


def chairs(area: Area, on: date) -> list[tuple[str, str]]:
    """Name and address of the chair or chairs, to write to."""
    return addresses(holders(area, RoleKind.CHAIR, on))


def addresses(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Name and address of the people in `roles`, each once."""
    return list(dict.fromkeys((role.user.name, role.user.email) for role in roles))


def champions_missing(area: Area, on: date) -> QuerySet[Organisation]:
    """Public bodies that signed and have nobody as their champion on a day. Source: ORG-7."""
    champions = Role.objects.filter(
        days.held(on), kind=RoleKind.CHAMPION, organisation=OuterRef("pk")
    )
    public = signatories(area, on).filter(sector=Sector.PUBLIC)
    return public.filter(~Exists(champions))
