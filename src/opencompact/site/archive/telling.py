"""Mail about a proposal to remove something: to those who decide, and to who wrote a challenge."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from opencompact.apps.disputes.actions.kinds import later
from opencompact.apps.disputes.models import Challenge
from opencompact.base import notify
from opencompact.base.areas.actor import Actor

from . import kinds, past


def tell(found: past.Past, at: datetime) -> int:
    """Write once to everybody who can decide about a proposal; returns how many these are."""
    row, matter = found.waiting, found.matter
    assert row is not None, "Nobody is told of what nobody proposed."
    area, on = row.area, timezone.localdate(at)
    deciding = past.deciders(row, on)
    notify.queue(
        area=area,
        key=f"{kinds.DECIDE}:{row.pk}",
        to=_addresses(deciding),
        kind=kinds.DECIDE,
        facts={"number": found.number},
        about=str(row.pk),
        link=reverse("site:removal", args=[area.slug, row.kept, found.number]),
        at=at,
    )
    if isinstance(matter, Challenge):
        notify.queue(
            area=area,
            key=f"{kinds.WRITERS}:{row.pk}",
            to=_addresses(past.writers(row, on)),
            kind=kinds.WRITERS,
            facts={"number": found.number, "officer": later(area.term)("officer")},
            about=str(row.pk),
            link=matter.get_absolute_url(),
            at=at,
        )
    return len(deciding)


def _addresses(actors: list[Actor]) -> list[tuple[str, str]]:
    return [(one.name, one.email) for one in actors]
