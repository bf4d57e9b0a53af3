"""In which languages an area's pages can be read: what `opencompact area languages` does."""

from datetime import datetime

from django.db import transaction

from opencompact.base import audit
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area


@transaction.atomic
def speak(area: Area, languages: list[str], *, actor: Actor, at: datetime) -> Area:
    """Offer `languages`, the first of them as the area's own; ValidationError for unknown ones."""
    area.languages = languages
    area.full_clean()
    area.save(update_fields=["languages"])
    audit.record(
        "areas.speak", actor=actor, area=area, obj=area, data={"languages": languages}, at=at
    )
    return area
