"""The job of the clock: the last day to give notice is brought to mind in time."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opencompact.apps.funding.actions.notices import remind_of_due
from opencompact.apps.funding.queries.due import Due, soon, undecided
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within


def remind(at: datetime) -> int:
    """Remind every body of what is due there soon; answers how many people. A job of TICK_JOBS."""
    return sum(_area(area, at) for area in Area.objects.all())


def _area(area: Area, at: datetime) -> int:
    on = timezone.localdate(at)
    with within(area), transaction.atomic():
        by_body = defaultdict[UUID, list[Due]](list)
        for one in soon(area, undecided(area, on), on):
            by_body[one.agreement.funder_id].append(one)
        return sum(
            remind_of_due(found[0].agreement.funder, found, at) for found in by_body.values()
        )
