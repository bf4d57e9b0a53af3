"""Writing a notice while it is a draft. Source: PRO-6."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions.notices.faults import ChangedError
from opencompact.apps.funding.models import Agreement, Notice
from opencompact.apps.funding.policy.notices import can_give_notice, can_keep_notice
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow

# Without letters and figures that are taken for one another; of a key nobody can tell how many
# notices there are, nor that one is being written.
LETTERS: Final = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
HALF: Final = 4
FIELDS: Final = (
    "kind", "what", "ends", "reasons", "exceptional", "exceptional_words", "assessed_on",
    "assessment_link", "decided_on", "could_respond", "respond_by", "discussed_on",
    "users_told_on", "users_how", "remedy_offered", "remedy_by",
)  # fmt: skip


@transaction.atomic
def begin(agreement: Agreement, kind: str, *, actor: Actor, at: datetime) -> Notice:
    """Begin a draft. PermissionDenied for those who do not keep the records of the funder.

    A draft on the same agreement that is there already is taken up again.
    """
    if not can_give_notice(actor, agreement):
        raise PermissionDenied
    waiting = Notice.objects.filter(agreement=agreement, given_on=None).first()
    if waiting:
        return waiting
    on = timezone.localdate(at)
    made: Notice = Notice.objects.create(
        area=agreement.area,
        key=_key(),
        agreement=agreement,
        kind=kind,
        ends=_end(agreement, on),
        begun_on=on,
    )
    record("begin", made, actor, at)
    return made


@transaction.atomic
def write(
    notice: Notice, values: Mapping[str, Any], *, version: int, actor: Actor, at: datetime
) -> Notice:
    """Write over a draft that was read as `version`; of FIELDS as many as are given."""
    held = draft(locked(notice, actor), version)
    for name in FIELDS:
        if name in values:
            setattr(held, name, values[name])
    return saved("write", held, actor, at)


@transaction.atomic
def remove(notice: Notice, *, actor: Actor, at: datetime) -> None:
    """Take a draft away. What was given stays."""
    held = locked(notice, actor)
    draft(held, held.version)
    record("remove", held, actor, at)
    held.delete()


def locked(notice: Notice, actor: Actor) -> Notice:
    """The notice as it is now, held, for somebody who keeps it."""
    rows = Notice.objects.select_for_update(of=("self",))
    sides = ("area", "agreement__area", "agreement__funder", "agreement__payee__organisation")
    held: Notice = rows.select_related(*sides).get(pk=notice.pk)
    if not can_keep_notice(actor, held):
        raise PermissionDenied
    return held


def draft(held: Notice, version: int) -> Notice:
    """The same, where it was not given; NotNow where it was."""
    if not held.is_draft:
        raise NotNow(
            _("This notice was given, so what it says stays."),
            [_("withdraw it, and give another one")],
        )
    return current(held, version)


def current(held: Notice, version: int) -> Notice:
    if held.version != version:
        raise ChangedError(str(held.pk))
    return held


def saved(verb: str, held: Notice, actor: Actor, at: datetime) -> Notice:
    """Store it as the next version, with its event."""
    held.version += 1
    held.save()
    record(verb, held, actor, at)
    return held


def record(verb: str, one: Notice, actor: Actor, at: datetime) -> None:
    data = {"notice": one.key, "version": one.version}
    verb = f"funding.{verb}_notice"
    audit.record(verb, actor=actor, area=one.area, obj=one, data=data, at=at)


def _end(agreement: Agreement, on: date) -> date | None:
    """The end of the agreement, where it is still to come."""
    return agreement.ends if agreement.ends and agreement.ends > on else None


def _key() -> str:
    """A new key that nobody has."""
    key = f"{_half()}-{_half()}"
    return _key() if Notice.objects.filter(key=key).exists() else key


def _half() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(HALF))
