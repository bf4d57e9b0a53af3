"""Keeping what is known of a role true: its area, whether it signs, and its person's training."""

from datetime import date, datetime

from django.db import transaction

from opencompact.apps.organisations.models import Role, Training
from opencompact.apps.organisations.models.people import OF_AN_ORGANISATION
from opencompact.base import audit
from opencompact.base.areas.actor import Actor, RoleKind


@transaction.atomic
def change_role(
    role: Role, *, area_of_organisation: str, may_sign: bool, actor: Actor, at: datetime
) -> bool:
    """Write the area of the organisation and whether the person may sign; say what changed.

    As with an appointment, only a representative signs and only a role of an organisation has an
    area of it.
    """
    stored = Role.objects.select_for_update(of=("self",)).select_related("area").get(pk=role.pk)
    part = area_of_organisation if RoleKind(stored.kind) in OF_AN_ORGANISATION else ""
    signs = may_sign and stored.kind == RoleKind.REPRESENTATIVE
    told = {"area_of_organisation": part, "may_sign": signs}
    new = {name: value for name, value in told.items() if value != getattr(stored, name)}
    if not new:
        return False
    for name, value in new.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(new))
    data = {"kind": stored.kind, "person": str(stored.user_id), "fields": sorted(new)}
    audit.record(
        "organisations.change_role", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return True


@transaction.atomic
def note_training(
    role: Role, title: str, *, taken_on: date, actor: Actor, at: datetime
) -> Training:
    """Note what the person of a role has learnt, and when; noted twice it is there once."""
    training, added = Training.objects.get_or_create(
        area=role.area, user=role.user, title=title, taken_on=taken_on
    )
    if added:
        _record("organisations.note_training", training, actor=actor, at=at)
    return training


@transaction.atomic
def remove_training(training: Training, *, actor: Actor, at: datetime) -> None:
    """Take away what was noted by mistake."""
    _record("organisations.remove_training", training, actor=actor, at=at)
    training.delete()


def _record(verb: str, training: Training, *, actor: Actor, at: datetime) -> None:
    data = {"person": str(training.user_id), "on": training.taken_on.isoformat()}
    audit.record(verb, actor=actor, area=training.area, obj=training, data=data, at=at)
