"""Publishing a finding that its maker could not publish alone, and noting who opened a case."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.drafting import collect_task
from opencompact.apps.disputes.actions.mail import announce
from opencompact.apps.disputes.models import Access, Case, Finding
from opencompact.apps.disputes.policy import can_publish_finding
from opencompact.apps.disputes.queries.cases import case_by_key
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.permission import NotNow


@transaction.atomic
def publish_finding(finding: Finding, *, actor: Actor, on: date, at: datetime) -> Finding:
    """Let the public read a finding: a second person's act. PermissionDenied for its maker."""
    stored = Finding.objects.select_for_update().get(pk=finding.pk)
    case = case_by_key(stored.case_id)
    if not can_publish_finding(actor, case, stored):
        raise PermissionDenied
    if stored.published_on is not None:
        raise NotNow(_("The finding is published already."), [_("read it")])
    stored.published_on = on
    stored.save(update_fields=["published_on"])
    data = {"number": stored.number, "ending": stored.ending}
    audit.record(
        "disputes.publish_finding", actor=actor, area=stored.area, obj=case, data=data, at=at
    )
    collect_task(stored, actor=actor, on=on, at=at)
    announce(stored, on, at)
    return stored


def note_access(case: Case, actor: Actor, on: date) -> None:
    """Keep that somebody opened the case, once a day. The only thing a GET of a case writes."""
    if actor.user_id is None:
        return
    already = Access.objects.filter(case=case, user_id=actor.user_id, on=on)
    if not already.exists():
        note = Access(area=case.area, case=case, user_id=actor.user_id, on=on)
        Access.objects.bulk_create([note], ignore_conflicts=True)
