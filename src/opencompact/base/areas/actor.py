"""Who is asking: a person with the roles they hold in one area on one day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from opencompact.base.accounts.queries import is_protected
from opencompact.core.record import record

if TYPE_CHECKING:
    from .models import Area


class RoleKind(StrEnum):
    """What a person can be in an area."""

    OFFICER = "officer"
    REPRESENTATIVE = "representative"
    CHAMPION = "champion"
    LEAD = "lead"
    GROUP_MEMBER = "group-member"
    CHAIR = "chair"
    MEDIATOR = "mediator"
    RETURNING_OFFICER = "returning-officer"


@record
class ActorRole:
    """One role; `organisation_id` is set for a representative, a champion and a lead."""

    kind: RoleKind
    organisation_id: UUID | None = None


@record
class Actor:
    """A person as policies see them; `user_id` is None for somebody not signed in."""

    user_id: UUID | None
    name: str
    email: str
    area_id: UUID | None = None
    roles: tuple[ActorRole, ...] = ()
    # Somebody with a strong role who has not shown a second factor: for every policy a stranger.
    held_back: bool = False

    @property
    def signed_in(self) -> bool:
        return self.user_id is not None

    def is_(self, kind: RoleKind) -> bool:
        return any(role.kind == kind for role in self.roles)

    def only(self, kind: RoleKind) -> "Actor":
        """The same person with nothing but the roles of one kind."""
        return replace(self, roles=tuple(role for role in self.roles if role.kind == kind))

    def organisations(self, kind: RoleKind | None = None) -> frozenset[UUID]:
        """The organisations this person speaks for, in one kind of role or in any."""
        return frozenset(
            role.organisation_id
            for role in self.roles
            if role.organisation_id is not None and kind in (None, role.kind)
        )


ANONYMOUS = Actor(user_id=None, name="", email="")
SYSTEM = Actor(user_id=None, name="OpenCompact", email="")

Loader = Callable[[Any, "Area", date], Actor]


def person(user: Any) -> Actor:
    """The signed-in person without any role, or ANONYMOUS."""
    if not user.is_authenticated:
        return ANONYMOUS
    return Actor(user_id=user.pk, name=str(user), email=user.email)


def actor_in(user: Any, area: "Area", on: date, *, proven: bool | None = None) -> Actor:
    """The person with the roles they hold in `area` on that day, found by settings.ACTOR_LOADER.

    `proven` says whether they have shown a second factor. Where nobody signs in, as with a token,
    leave it out: then whoever holds a strong role needs an account that is protected by one.
    """
    if not user.is_authenticated:
        return ANONYMOUS
    loader: Loader = import_string(settings.ACTOR_LOADER)
    actor = loader(user, area, on)
    if not is_strong(actor):
        return actor
    shown = is_protected(user) if proven is None else proven
    return actor if shown else Actor(None, "", "", area.pk, held_back=True)


def is_strong(actor: Actor) -> bool:
    """Whether this person holds a role that an e-mail address alone is not enough for."""
    return any(role.kind in settings.STRONG_ROLES for role in actor.roles)
