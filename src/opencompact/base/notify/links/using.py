"""Finding a link by its secret, using it up once, and sending a new one for one out of date."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.scoping import unscoped
from opencompact.base.notify.models import ActionLink

from . import secret
from .offering import open_to, renewed, same_as, send

MOST_AGAIN = 3
A_DAY = timedelta(days=1)


class State(StrEnum):
    """What became of a link."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class SpentError(RuntimeError):
    """Somebody else used the link, or it was taken back, a moment ago; nothing was done."""


def found(token: str) -> ActionLink | None:
    """The link with this secret in any area: the secret itself says which one."""
    with unscoped():  # only the hash is looked for, and whoever holds the secret was sent it
        links = ActionLink.objects.select_related("area", "user")
        return links.filter(secret=secret.digest(token)).first()


def state_of(link: ActionLink | None, at: datetime) -> State:
    if link is None:
        return State.UNKNOWN
    if link.used_at is not None:
        return State.USED
    if link.revoked_at is not None:
        return State.REVOKED
    return State.OPEN if at < link.expires_at else State.EXPIRED


@contextmanager
def used(link: ActionLink, *, actor: Actor, at: datetime) -> Iterator[None]:
    """Use a link up together with what happens inside: both or neither.

    SpentError, before anything happens, when it works no longer: of two at once one goes on.
    """
    with transaction.atomic():
        mine = open_to(ActionLink.objects.filter(pk=link.pk), at)
        if not mine.update(used_at=at):
            raise SpentError(str(link.pk))
        yield
        # After the change itself: every action takes hold of its own rows before the chain's head.
        data = {"purpose": link.purpose, "object": link.object_id}
        audit.record("notify.use_link", actor=actor, area=link.area, obj=link, data=data, at=at)


@transaction.atomic
def send_again(link: ActionLink, at: datetime) -> bool:
    """Send a new link to the same address for one out of date, a few times a day at most."""
    if same_as(link).filter(created_at__gt=at - A_DAY).count() >= MOST_AGAIN:
        return False
    offered = renewed(link, at)
    send(
        offered,
        key="notify.send_link_again",
        subject=lambda: _("Your new link"),
        body=lambda: _("You asked for a new link, because the one that you had is out of date."),
    )
    return True
