"""What the keepers of a body's records do with a funding programme: add it, and change it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.text import slugify

from opencompact.apps.funding.models import Agreement, Programme
from opencompact.apps.funding.models.programmes import SLUG_LENGTH
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core import payees

from .conflicts import EditConflict

FIELDS: Final = (
    "title", "is_draft", "objectives", "eligibility", "criteria", "decision_approach",
    "decision_approach_recorded", "first_decision", "opens", "closes", "timetable", "contact",
    "competitive_process_forbids", "type", "type_reason", "collaboration", "vcs_shaped", "budget",
)  # fmt: skip
RESERVED: Final = frozenset({"add"})
LONGEST: Final = SLUG_LENGTH - 6


@transaction.atomic
def add_programme(
    area: Area, funder: Organisation, values: Mapping[str, Any], *, actor: Actor, at: datetime
) -> Programme:
    """Add a programme of a body with cleaned `values` of FIELDS, and gather its agreements."""
    programme = Programme(area=area, funder=funder, created_at=at, updated_at=at)
    for field in FIELDS:
        if field in values:
            setattr(programme, field, values[field])
    programme.slug = _free(programme.title)
    programme.save()
    gathered = _gather(programme)
    data = {"funder": funder.slug, "agreements": gathered}
    audit.record("funding.add_programme", actor=actor, area=area, obj=programme, data=data, at=at)
    return programme


@transaction.atomic
def edit_programme(
    programme: Programme, values: Mapping[str, Any], *, version: int, actor: Actor, at: datetime
) -> Programme:
    """Change a programme that was read as `version`; raises EditConflict.

    Its address stays. The same values again write nothing.
    """
    stored = Programme.objects.select_for_update().get(pk=programme.pk)
    if stored.version != version:
        raise EditConflict(stored)
    changed = [field for field in FIELDS if values.get(field) != getattr(stored, field)]
    if not changed:
        return stored
    for field in changed:
        setattr(stored, field, values.get(field))
    stored.version, stored.updated_at = stored.version + 1, at
    stored.save()
    _gather(stored)
    data = {"fields": changed, "version": stored.version}
    audit.record(
        "funding.edit_programme", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return stored


def _gather(programme: Programme) -> int:
    """Tie the agreements that name a programme of this title, and are tied to none, to it."""
    loose = Agreement.objects.filter(funder=programme.funder_id, programme=None)
    titles = loose.exclude(programme_title="").order_by().values_list("programme_title", flat=True)
    wanted = payees.normal(programme.title)
    same = [title for title in titles.distinct() if payees.normal(title) == wanted]
    return loose.filter(programme_title__in=same).update(programme=programme) if same else 0


def _free(title: str) -> str:
    """A free address that the title suggests."""
    base = slugify(payees.plain(title))[:LONGEST].strip("-") or "programme"
    taken = (
        set(Programme.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        | RESERVED
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
