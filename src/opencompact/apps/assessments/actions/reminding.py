"""Mail about assessments: a review that is due."""

from datetime import date, datetime

from opencompact.apps.assessments.actions import kinds
from opencompact.apps.assessments.models import Assessment
from opencompact.apps.assessments.queries import readers
from opencompact.base import notify
from opencompact.base.ui.dates import day


def remind_of_review(one: Assessment, on: date, at: datetime) -> int:
    """Remind those who keep it, once for each day that was set; answers how many people."""
    due = one.review_on
    assert due is not None, "Only what has a day for its review is due."
    return notify.queue(
        area=one.area,
        key=f"{kinds.REVIEW}:{one.pk}:{due.isoformat()}",
        to=readers(one.area, one.body, on),
        kind=kinds.REVIEW,
        facts=lambda: {"title": one.title, "number": one.number, "day": day(due)},
        about=str(one.pk),
        due=due,
        link=one.get_absolute_url(),
        at=at,
    )
