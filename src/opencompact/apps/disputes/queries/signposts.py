"""The signposts that fit somebody where they stand, and those that have to be checked."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.disputes.models import Signpost
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor
from opencompact.base.areas.models import Area
from opencompact.core import pack
from opencompact.core.record import record

# Where those that the agreement names are shown beside the area's own.
NAMED_AT = frozenset({"", "refused", "ended"})


@record
class Signs:
    """Where else to turn: the area's own signposts, and those that the agreement names."""

    own: tuple[Signpost, ...]
    named: tuple[pack.Signpost, ...]

    def __bool__(self) -> bool:
        return bool(self.own or self.named)


def signs(area: Area, actor: Actor, point: str, on: date) -> Signs:
    """What fits the sector of the reader's organisations and where they stand; nothing expired.

    Without an organisation, and at no `point`, everything fits.
    """
    mine = _sectors(actor)
    found = signposts().filter(expires_on__gt=on)
    own = [one for one in found if _fits(one.sectors, mine) and _fits(one.points, {point} - {""})]
    return Signs(tuple(own), _named(area) if not own or point in NAMED_AT else ())


def _named(area: Area) -> tuple[pack.Signpost, ...]:
    edition = current_edition(area)
    return spoken_pack(edition).signposts if edition else ()


def signposts() -> QuerySet[Signpost]:
    """Every signpost of the area, with who owns it."""
    found: Any = Signpost.objects.select_related("area", "owner_role__user")
    return found


def signposts_to_check(on: date) -> QuerySet[Signpost]:
    """Those that are not shown any more, because nobody has checked them."""
    return signposts().filter(expires_on__lte=on)


def _sectors(actor: Actor) -> set[str]:
    mine = actor.organisations()
    if not mine:
        return set()
    return set(Organisation.objects.filter(pk__in=mine).values_list("sector", flat=True))


def _fits(wanted: list[str], there: set[str]) -> bool:
    return not wanted or not there or bool(there.intersection(wanted))
