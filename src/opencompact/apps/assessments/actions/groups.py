"""The groups that the area looks at beside those of the law: added, renamed, ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from opencompact.apps.assessments.actions.faults import ChangedError, UnfitError
from opencompact.apps.assessments.models import CHARACTERISTICS, EqualityGroup
from opencompact.apps.assessments.models.groups import KEY_LENGTH
from opencompact.apps.assessments.policy import can_keep_groups
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area


@transaction.atomic
def keep_group(
    area: Area,
    values: Mapping[str, Any],
    group: EqualityGroup | None = None,
    *,
    actor: Actor,
    at: datetime,
) -> EqualityGroup:
    """Add a group, or change the one given, read as `version` of the values: its name, who is
    meant, and whether it has ended. Its key stays with what was said of it.
    """
    if not can_keep_groups(actor):
        raise PermissionDenied
    Area.objects.select_for_update().get(pk=area.pk)
    kept = EqualityGroup(area=area, key=_key(values["name"]))
    if group:
        kept = EqualityGroup.objects.get(pk=group.pk)
        if kept.version != values["version"]:
            raise ChangedError(kept)
    others = EqualityGroup.objects.exclude(pk=kept.pk)
    law = {str(name).casefold() for name in map(_, CHARACTERISTICS.values())}
    taken = others.filter(name__iexact=values["name"]) | others.filter(key=kept.key)
    if values["name"].casefold() in law or kept.key in CHARACTERISTICS or taken.exists():
        raise UnfitError({"name": _("There is a group with this name already")})
    kept.name, kept.about = values["name"], values["about"]
    kept.ended_on = values["ended_on"]
    kept.version += 1 if group else 0
    kept.save()
    data = {"key": kept.key, "ended": bool(kept.ended_on)}
    audit.record("assessments.keep_group", actor=actor, area=area, obj=kept, data=data, at=at)
    return kept


def _key(name: str) -> str:
    return slugify(name)[:KEY_LENGTH].strip("-") or "group"
