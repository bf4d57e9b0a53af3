"""What the register knows of public bodies that a pack can measure: their champions."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse

from opencompact.apps.agreement.queries import current_edition, pack_of
from opencompact.apps.organisations.models import Sector
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.core.rules import Measured

from . import days
from .signing import signatories

RECORD: Final = "body"


def measured(area: Area, *, on: date) -> Iterator[Measured]:
    """Every public body that has signed, with its champions of a day. Two queries."""
    edition = current_edition(area)
    if edition is None:
        return
    owner = pack_of(edition).owner(Sector.PUBLIC)
    start = reverse("organisations:register", args=[area.slug])
    held = Q(days.between(on, "roles__starts", "roles__ends"), roles__kind=RoleKind.CHAMPION)
    found = signatories(area, on).filter(sector=Sector.PUBLIC)
    counted = found.annotate(champions=Count("roles", filter=held, distinct=True))
    for slug, name, champions in counted.values_list("slug", "name", "champions"):
        yield Measured(
            record=RECORD,
            key=slug,
            title=name,
            address=f"{start}{slug}/",
            body=slug,
            owner=owner,
            on=on,
            facts={"champions": champions},
        )
