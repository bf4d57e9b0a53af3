"""Keeping what a body spends in a year, in all and on the sector."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from opencompact.apps.funding.actions.notices.faults import ChangedError
from opencompact.apps.funding.models import BodyBudget
from opencompact.apps.funding.policy.notices import can_keep_for
from opencompact.apps.funding.queries.notices import budget_of
from opencompact.apps.organisations.models import Organisation
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

FIELDS = ("own_before", "own_after", "sector_before", "sector_after", "source")


@transaction.atomic
def keep_budget(
    body: Organisation,
    year: int,
    values: Mapping[str, Any],
    *,
    version: int,
    actor: Actor,
    at: datetime,
) -> BodyBudget:
    """Write the four sums of a body's year, new or over the `version` that was read."""
    if not can_keep_for(actor, body):
        raise PermissionDenied
    area = Area.objects.select_for_update().get(pk=body.area_id)
    kept = budget_of(body, year) or BodyBudget(area=area, body=body, year=year, version=0)
    if kept.version != version:
        raise ChangedError(str(kept.pk))
    for name in FIELDS:
        setattr(kept, name, values[name])
    kept.version += 1
    kept.save()
    data = {"body": body.slug, "year": year}
    audit.record("funding.keep_budget", actor=actor, area=area, obj=kept, data=data, at=at)
    return kept
