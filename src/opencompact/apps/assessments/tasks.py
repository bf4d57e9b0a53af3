"""The job of the clock: reviews of assessments that are due are brought to mind."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from opencompact.apps.assessments import actions, queries
from opencompact.base.areas.models import Area
from opencompact.base.areas.scoping import within


def tick(at: datetime) -> int:
    """Remind of every review that is due, each day that was set once. A job of TICK_JOBS."""
    return sum(_area(area, at) for area in Area.objects.all())


def _area(area: Area, at: datetime) -> int:
    on = timezone.localdate(at)
    with within(area), transaction.atomic():
        due = list(queries.due_reviews(on))
        return sum(actions.remind_of_review(one, on, at) for one in due)
