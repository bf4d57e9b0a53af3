"""Offering a link: it is made with its mail, replaces an earlier one, and can be taken back."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from opencompact.base.areas.models import Area
from opencompact.base.audit.models import kind
from opencompact.base.notify.actions import Said, normal, one_line, queue
from opencompact.base.notify.models import WAITING, ActionLink, Message
from opencompact.core.record import record

from . import secret

LASTS = timedelta(days=21)
NAME_LENGTH, SAYS_LENGTH = 150, 300


@record
class Reader:
    """To whom a link goes; it is bound to this address. `user_id` is empty without an account."""

    name: str
    email: str
    user_id: UUID | None = None


@record
class Offer:
    """A link that was just made. `path` holds the secret, which nothing else will ever tell."""

    link: ActionLink
    path: str = field(repr=False)

    @property
    def address(self) -> str:
        """The whole address, for the body of a mail."""
        return urljoin(settings.BASE_URL, self.path)

    @property
    def terms(self) -> str:
        """What the mail has to say of the link: that it asks first, until when, for whom."""
        return _(
            "The page asks you before anything happens. The link works once, up to and including"
            " {last}. It is made for {address}: whoever opens it can do this in your place, so"
            " please do not pass it on."
        ).format(
            last=date_format(timezone.localdate(self.link.expires_at), "j F Y"),
            address=self.link.to_address,
        )


def offer(  # noqa: PLR0913 - each argument is a part of what binds the link
    *,
    area: Area,
    purpose: str,
    to: Reader,
    obj: models.Model,
    says: str,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    lasts: timedelta = LASTS,
) -> Offer:
    """Make a link for one person, one purpose and one object; an earlier one works no longer.

    `says` completes “With this link you can …”. The path of the answer, `/act/<secret>/`, is for
    the body of a mail to `to` and for nothing else.
    """
    link = ActionLink(
        area=area,
        purpose=purpose,
        to_address=normal(to.email),
        to_name=one_line(to.name)[:NAME_LENGTH],
        user_id=to.user_id,
        object_type=kind(obj),
        object_id=str(obj.pk),
        says=one_line(says)[:SAYS_LENGTH],
        data=dict(data or {}),
        expires_at=end_of_day(at + lasts),
    )
    return _made(link, at)


def renewed(link: ActionLink, at: datetime) -> Offer:
    """Make a new link for the same thing and person, to last as long as the old one did."""
    kept = ("purpose", "to_address", "to_name", "object_type", "object_id", "says", "data")
    same = {name: getattr(link, name) for name in kept}
    last = end_of_day(at + timedelta(days=(link.expires_at - link.created_at).days))
    return _made(ActionLink(area=link.area, user_id=link.user_id, expires_at=last, **same), at)


def end_of_day(at: datetime) -> datetime:
    """The last second of a day as people here count it: a link works "up to and including" it."""
    return timezone.localtime(at).replace(hour=23, minute=59, second=59, microsecond=0)


def _made(link: ActionLink, at: datetime) -> Offer:
    """Save a link with a secret of its own; one that still worked for the same is taken back."""
    _take_back(open_to(same_as(link), at), at)
    token = secret.new()
    link.secret, link.created_at = secret.digest(token), at
    link.save(force_insert=True)
    return Offer(link, secret.path(token))


def same_as(link: ActionLink) -> QuerySet[ActionLink]:
    """Every link to the same address for the same thing."""
    found: QuerySet[ActionLink] = ActionLink.objects.filter(
        purpose=link.purpose,
        object_type=link.object_type,
        object_id=link.object_id,
        to_address=link.to_address,
    )
    return found


def send(offered: Offer, *, key: str, subject: Said, body: Said, why: Said = "") -> None:
    """Queue the mail of one link: the body, what the link does and until when, and the link.

    `key` says what the mail is about; the link itself is added to it, so that the mail is called
    back with the link. There is no topic to choose: mail that somebody needs leaves at once.
    """
    link = offered.link
    queue(
        area=link.area,
        key=f"{key}:{link.pk}",
        to=[(link.to_name, link.to_address)],
        subject=subject,
        body=body,
        do=lambda: _("With this link you can {says}. {terms}").format(
            says=link.says, terms=offered.terms
        ),
        link=offered.path,
        why=why
        or (
            lambda: _("You get this message because {address} was named for it.").format(
                address=link.to_address
            )
        ),
        at=link.created_at,
    )


def waiting(obj: models.Model, purpose: str = "") -> QuerySet[ActionLink]:
    """The links about an object that were neither used nor taken back, those out of date too."""
    found: QuerySet[ActionLink] = ActionLink.objects.filter(
        object_type=kind(obj), object_id=str(obj.pk), used_at=None, revoked_at=None
    )
    return found.filter(purpose=purpose) if purpose else found


def open_to(found: QuerySet[ActionLink], at: datetime) -> QuerySet[ActionLink]:
    """Those of the links that still work."""
    return found.filter(used_at=None, revoked_at=None, expires_at__gt=at)


def revoke(obj: models.Model, *, at: datetime, purpose: str = "") -> int:
    """Take back every link about an object: the thing is done, or the role has ended."""
    return _take_back(waiting(obj, purpose), at)


@transaction.atomic
def _take_back(found: QuerySet[ActionLink], at: datetime) -> int:
    """Take links back, but for one that somebody is using at this very moment.

    They hold the link and want the object, we hold the object: whoever waited would wait for ever.
    What they mean to do is done by now, so they are told that by the action.
    """
    free = list(found.select_for_update(skip_locked=True).values_list("pk", flat=True))
    for pk in free:  # nothing comes after it is done: mail with a link that is dead stays at home
        Message.objects.filter(WAITING, key__endswith=f":{pk}").update(cancelled_at=at)
    return ActionLink.objects.filter(pk__in=free).update(revoked_at=at)
