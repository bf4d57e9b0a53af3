"""Writing down what happens to a report: the entry, the copies for lists, the audit."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Max
from django.utils import timezone

from opencompact.apps.disputes.models import EntryKind, Report, ReportEntry
from opencompact.apps.disputes.queries.log import one_report
from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area

# The copies that an entry changes. Whoever withdraws leaves no name and no address behind.
COPIES: Final[dict[str, tuple[str, ...]]] = {
    EntryKind.TRIAGED: ("route",),
    EntryKind.CAUSE: ("cause",),
    EntryKind.CLOSED: ("closed_on",),
    EntryKind.WITHDRAWN: ("withdrawn_on", "name", "email"),
}


def locked(report: Report) -> Report:
    """The report as it is now. The area's row is held: one thing happens in its log at a time."""
    Area.objects.select_for_update().get(pk=report.area_id)
    return one_report(report.pk)


def write(  # noqa: PLR0913 - one entry: what, by whom, when, and all that it says
    report: Report,
    kind: EntryKind,
    *,
    actor: Actor,
    at: datetime,
    choice: str = "",
    text: str = "",
    learning: str = "",
) -> Report:
    """Record an entry inside the transaction that holds the report; returns the report after."""
    on = timezone.localdate(at)
    last = ReportEntry.objects.filter(report=report).aggregate(last=Max("sequence"))["last"] or 0
    entry = ReportEntry.objects.create(
        area=report.area,
        report=report,
        sequence=last + 1,
        kind=kind,
        on=on,
        at=at,
        choice=choice,
        text=text.strip(),
        learning=learning.strip(),
        actor_id=actor.user_id,
    )
    values: dict[str, Any] = {"route": choice, "cause": choice, "closed_on": on}
    values |= {"withdrawn_on": on, "name": "", "email": ""}
    if copies := {name: values[name] for name in COPIES.get(kind, ())}:
        Report.objects.filter(pk=report.pk).update(**copies)
    data = {"number": report.number, "sequence": entry.sequence, "choice": choice}
    verb = f"disputes.log_{kind}"
    audit.record(verb, actor=actor, area=report.area, obj=report, data=data, at=at)
    return one_report(report.pk)
