"""Bringing to mind that the last day to give notice is near: one mail a body, not one a row."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from opencompact.apps.funding.actions.notices import kinds
from opencompact.apps.funding.queries.due import Due
from opencompact.apps.funding.queries.notices import funders_people
from opencompact.apps.organisations.models import Organisation
from opencompact.base import notify
from opencompact.base.ui.dates import day


def remind_of_due(body: Organisation, found: Sequence[Due], at: datetime) -> int:
    """Remind of what comes first, with how many there are; once for each day that comes first."""
    first = found[0]
    latest = first.latest
    assert latest is not None, "Only what has a last day is near."
    return notify.queue(
        area=body.area,
        key=f"{kinds.DUE}:{body.pk}:{latest.isoformat()}",
        to=funders_people(body.area, body, timezone.localdate(at)),
        kind=kinds.DUE,
        facts=lambda: {
            "title": first.agreement.title,
            "funder": body.name,
            "ends": day(first.ends),
            "day": day(latest),
            "number": str(len(found)),
        },
        about=str(body.pk),
        due=latest,
        link=reverse("funding:due", args=[body.area.slug]),
        at=at,
    )
