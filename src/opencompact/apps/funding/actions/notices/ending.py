"""Deciding what becomes of an agreement when it ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opencompact.apps.funding.actions.notices.faults import ChangedError, UnfitError
from opencompact.apps.funding.models import Agreement, EndDecision
from opencompact.apps.funding.policy.notices import can_decide_end
from opencompact.apps.funding.queries.due import decision_on
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def decide_end(
    agreement: Agreement, values: Mapping[str, Any], *, version: int, actor: Actor, at: datetime
) -> EndDecision:
    """Record what was decided of the end that an agreement has: `choice`, `decided_on`, `words`.

    A decision that is there already is written over, if it was read as `version`.
    """
    held = Agreement.objects.select_for_update(of=("self",)).select_related("area", "funder")
    one: Agreement = held.get(pk=agreement.pk)
    if not can_decide_end(actor, one):
        raise PermissionDenied
    if one.ends is None:
        raise NotNow(_("No end of this agreement is recorded."), [_("record when it ends")])
    if values["decided_on"] > timezone.localdate(at):
        raise UnfitError({"decided_on": _("The decision must have been taken")})
    kept = decision_on(one) or EndDecision(area=one.area, agreement=one, ends=one.ends, version=0)
    if kept.version != version:
        raise ChangedError(str(kept.pk))
    for name in ("choice", "decided_on", "words"):
        setattr(kept, name, values[name])
    kept.recorded_by_id, kept.version = actor.user_id, version + 1
    kept.save()
    data = {"agreement": one.number, "ends": one.ends.isoformat(), "choice": kept.choice}
    audit.record("funding.decide_end", actor=actor, area=one.area, obj=kept, data=data, at=at)
    return kept
