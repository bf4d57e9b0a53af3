"""Words of the agreement that a published finding showed to need another look."""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.agreement.actions import open_task
from opencompact.apps.agreement.models import Commitment, DraftingTask
from opencompact.apps.agreement.queries import current_edition
from opencompact.apps.disputes.models import Finding, Occasion
from opencompact.apps.disputes.policy import can_close_task
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow
from opencompact.core.procedure import Follow


def collect_task(finding: Finding, *, actor: Actor, on: date, at: datetime) -> list[DraftingTask]:
    """Put a finding that has just been published under the words it shows to be unclear.

    Only what everybody can read goes there. Where the text in force has no such commitment any
    more, the task is about the agreement as a whole.
    """
    if finding.then != Follow.AMEND or finding.published_on is None:
        return []
    found = [open_task(finding.area, one, on=on, actor=actor, at=at) for one in _about(finding)]
    for task in found:
        Occasion.objects.get_or_create(task=task, finding=finding, defaults={"area": finding.area})
    return found


@transaction.atomic
def close_task(
    task: DraftingTask, reason: str, *, actor: Actor, on: date, at: datetime
) -> DraftingTask:
    """Note that words stay as they are, with the reason. PermissionDenied for others."""
    if not can_close_task(actor):
        raise PermissionDenied
    stored: DraftingTask = DraftingTask.objects.select_for_update().get(pk=task.pk)
    if stored.closed_on is not None:
        raise NotNow(_("This was closed already."), [_("read the list")])
    stored.closed_on, stored.reason = max(on, stored.opened_on), reason.strip()
    stored.save(update_fields=["closed_on", "reason"])
    data = {"commitment": stored.key}
    audit.record(
        "agreement.close_task", actor=actor, area=stored.area, obj=stored, data=data, at=at
    )
    return stored


def _about(finding: Finding) -> Iterator[Commitment | None]:
    """The commitments of the finding as the edition in force has them, each once."""
    edition = current_edition(finding.area)
    keys = [str(one["key"]) for one in finding.commitments]
    there: list[Commitment | None] = (
        list(Commitment.objects.filter(edition=edition, key__in=keys)) if edition else []
    )
    yield from there or [None]
