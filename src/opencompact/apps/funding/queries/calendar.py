"""The last days of notice as entries of somebody's own calendar: a setting of the site names it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from opencompact.apps.funding.queries.due import Due, due_for
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.ui.addresses import entry_key, whole
from opencompact.core.calendar import DAY
from opencompact.formats.calendars import Day

# The parts of a calendar in which they stand, and the role that such a part is.
ROLES: Final = {
    "officer": RoleKind.OFFICER,
    "party": RoleKind.REPRESENTATIVE,
    "champion": RoleKind.CHAMPION,
}


def days(area: Area, actor: Actor, part: str, on: date) -> Iterator[Day]:
    """The last day of notice of everything that is due, as long as nothing is decided.

    In the calendar of an officer of every body; in that of a representative, or of a
    champion, of their own.
    """
    kind = ROLES.get(part)
    if kind is None or not actor.is_(kind):
        return
    for one in due_for(area, actor.only(kind), on):
        if one.latest and one.latest >= on - DAY:
            yield _day(area, one, one.latest)


def _day(area: Area, one: Due, latest: date) -> Day:
    """It says the number of the agreement, as entries of cases say that of the case."""
    agreement = one.agreement
    href = reverse("funding:decide_end", args=[area.slug, agreement.number])
    return Day(
        key=entry_key(agreement.pk, "notice"),
        on=latest,
        title=_("{number}: last day to give notice").format(number=agreement.number),
        changed=agreement.updated_at,
        text=_("Nothing is decided of what becomes of this agreement at its end."),
        href=whole(href),
        revision=agreement.version,
    )
