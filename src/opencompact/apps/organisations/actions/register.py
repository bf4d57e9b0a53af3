"""What an officer does with one organisation: add it, and change what the register says of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.queries import claimed
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

from . import slugs

FIELDS = (
    "name", "sector", "kinds", "size", "identifier", "other_identifiers", "address", "locality",
    "postcode", "website",
)  # fmt: skip


class EditConflict(Exception):  # noqa: N818 - an outcome, not a fault
    """Somebody else changed the organisation first; `stored` is as they left it."""

    def __init__(self, stored: Organisation) -> None:
        super().__init__(stored)
        self.stored = stored


class IdentifierTaken(Exception):  # noqa: N818 - an outcome, not a fault
    """Another organisation has one of the identifiers; `organisation` is that one."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(organisation)
        self.organisation = organisation


@transaction.atomic
def add(area: Area, values: Mapping[str, Any], *, actor: Actor, at: datetime) -> Organisation:
    """Add an organisation with the cleaned `values` of FIELDS; raises IdentifierTaken."""
    organisation = Organisation(area=area, created_at=at, updated_at=at)
    _set(organisation, values)
    _check_identifiers(organisation, None)
    organisation.slug = slugs.free([organisation.name])[0]
    organisation.save()
    audit.record("organisations.add", actor=actor, area=area, obj=organisation, at=at)
    return organisation


@transaction.atomic
def edit(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> Organisation:
    """Change an organisation that was read as `version`; raises EditConflict and IdentifierTaken.

    The address stays as it is, whatever the new name. The same values again write nothing.
    """
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if stored.version != version:
        raise EditConflict(stored)
    changed = [
        field
        for field in FIELDS
        if getattr(stored, field) != values.get(field, getattr(stored, field))
    ]
    if not changed:
        return stored
    _set(stored, values)
    _check_identifiers(stored, stored)
    stored.version, stored.updated_at = stored.version + 1, at
    stored.save()
    data = {"fields": changed, "version": stored.version}
    audit.record("organisations.edit", actor=actor, area=stored.area, obj=stored, data=data, at=at)
    return stored


def _set(organisation: Organisation, values: Mapping[str, Any]) -> None:
    for field in FIELDS:
        if field in values:
            setattr(organisation, field, values[field])


def _check_identifiers(organisation: Organisation, but: Organisation | None) -> None:
    other = claimed(list(organisation.all_identifiers), but)
    if other:
        raise IdentifierTaken(other)
