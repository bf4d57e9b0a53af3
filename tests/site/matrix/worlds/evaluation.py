"""What the worlds hold of evaluation: a departure of the council, and one of the police."""

from datetime import timedelta

from opencompact.apps.agreement.queries import commitments, current_edition
from opencompact.apps.organisations.actions import Filing, file_departure
from opencompact.base.areas.actor import SYSTEM
from tests.site.matrix.place import AT, Place


def furnish(place: Place) -> None:
    """Make what there is to meet, and put it into `place.objects`."""
    own, sibling = _departure(place, "council"), _departure(place, "police")
    if place.area.slug == "elsewhere":
        _departure(place, "council")  # with a number that only exists there
    place.objects["departure"] = {"own": (own,), "sibling": (sibling,), "foreign": ("2026-003",)}


def _departure(place: Place, body: str) -> str:
    on = AT.date()
    filing = Filing(
        body=place.bodies[body],
        commitment=commitments(current_edition(place.area))[0],
        record="consultation",
        key="2026-001",
        title="Review of day centres",
        event_on=on + timedelta(days=7),
        expires=on + timedelta(days=400),
        reason="The budget has to be set by law.",
        mitigation="Two open meetings.",
        approver="Director of finance",
    )
    return file_departure(place.area, filing, actor=SYSTEM, at=AT).number
