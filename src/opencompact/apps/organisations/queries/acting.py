"""The links in mail that the register has sent: who may act with them, and which still work."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from opencompact.apps.organisations.models import Organisation, Role
from opencompact.apps.organisations.policy import SigningRole
from opencompact.base.accounts.models import User
from opencompact.base.areas.actor import Actor, ActorRole, RoleKind
from opencompact.base.notify import links
from opencompact.base.notify.models import ActionLink

SIGN_BY_LINK = "organisations.sign"
INVITATION = "organisations.invitation"
CONFIRMATION = "organisations.confirm_role"


def signer_by(link: ActionLink, organisation: Organisation) -> Actor:
    """Whoever was sent a link to the pledge: without an account, with this one power."""
    role = SigningRole(RoleKind.REPRESENTATIVE, organisation.pk)
    return Actor(None, link.to_name, link.to_address, link.area_id, (role,))


def holder_by(role: Role, on: date) -> Actor:
    """Whoever was sent a link about their own role: with that role if they hold it on the day."""
    held = role.starts <= on and (role.ends is None or role.ends > on)
    roles = (ActorRole(RoleKind(role.kind), role.organisation_id),) if held else ()
    return Actor(role.user_id, str(role.user), role.user.email, role.area_id, roles)


def organisation_of(link: ActionLink) -> Organisation | None:
    """The organisation that a link is about."""
    return Organisation.objects.select_related("area").filter(pk=link.object_id).first()


def role_by(link: ActionLink) -> Role | None:
    """The role that a link is about."""
    found = Role.objects.select_related("area", "user", "organisation")
    return found.filter(pk=link.object_id).first()


def asked_to_sign(organisation: Organisation, at: datetime) -> QuerySet[ActionLink]:
    """The links that still work with which people are asked to sign for an organisation."""
    found = links.waiting(organisation, SIGN_BY_LINK).filter(expires_at__gt=at)
    return found.order_by("created_at", "id")


def is_proven(user: User) -> bool:
    """Say whether somebody has proved that the address of the account is theirs."""
    found = EmailAddress.objects.filter(user=user, email=user.email, verified=True)
    return bool(found.exists())


def invited(roles: Iterable[Role]) -> dict[UUID, ActionLink]:
    """The invitation of each role that nobody has accepted yet, by the role's id. One query.

    Whoever signs in with the address has proved it too, and is no longer only invited.
    """
    proven = EmailAddress.objects.filter(verified=True).values("user_id")
    found = ActionLink.objects.filter(
        purpose=INVITATION,
        object_id__in=[str(role.pk) for role in roles],
        used_at=None,
        revoked_at=None,
    )
    return {UUID(link.object_id): link for link in found.exclude(user__in=proven)}


def to_confirm(before: date, on: date) -> QuerySet[Role]:
    """Roles held now that nobody has confirmed since `before`, and was not asked to since."""
    asked = ActionLink.objects.filter(purpose=CONFIRMATION, created_at__date__gt=before)
    found = Role.objects.filter(starts__lte=on, ends=None, user__is_active=True)
    found = found.filter(confirmed_on__lte=before)
    return (
        found.exclude(pk__in=[UUID(one) for one in asked.values_list("object_id", flat=True)])
        .select_related("area", "user", "organisation")
        .order_by("starts", "id")
    )
