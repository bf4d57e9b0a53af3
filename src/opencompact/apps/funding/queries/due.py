"""What is due: agreements that end within a year, and the last day on which to tell of it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet

from opencompact.apps.agreement.queries import editions
from opencompact.apps.funding.models import Agreement, EndDecision, Notice
from opencompact.apps.funding.policy.grants import bodies_of
from opencompact.apps.funding.queries.measuring import UNREAD
from opencompact.apps.funding.queries.notices.promised import latest, rule_for
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import Reckoning
from opencompact.core.record import record

AHEAD: Final = timedelta(days=365)
# How long before the last day of notice it is brought to mind: a habit of the software.
NEAR: Final = timedelta(days=56)


@record
class Due:
    """An agreement that ends with nothing decided. `latest` is the last day to give notice of it.

    It is None where no promise about notice binds the funder; `back` is how it was counted.
    """

    agreement: Agreement
    ends: date
    latest: date | None
    back: Reckoning | None
    on: date

    @property
    def left(self) -> int | None:
        """How many days there are until the last day of notice; less than nought: it is over."""
        return (self.latest - self.on).days if self.latest else None

    @property
    def is_late(self) -> bool:
        return self.latest is not None and self.latest < self.on


def undecided(area: Area, on: date) -> QuerySet[Agreement]:
    """Agreements that end within a year from a day, with no decision and no notice on that end."""
    decided = EndDecision.objects.filter(agreement=OuterRef("pk"), ends=OuterRef("ends"))
    told = Notice.objects.filter(
        agreement=OuterRef("pk"), given_on__isnull=False, withdrawn_on=None, kind="ending"
    )
    found: QuerySet[Agreement] = Agreement.objects.filter(
        area=area, is_draft=False, ends__gte=on, ends__lte=on + AHEAD
    )
    found = found.filter(~Exists(decided), ~Exists(told)).order_by("ends", F("number"))
    return found.select_related("area", "funder", "payee").defer(*UNREAD)


def due(area: Area, found: Iterable[Agreement], on: date) -> list[Due]:
    """The same with the last day on which notice can be given, the most urgent first."""
    known, calendar = tuple(editions(area)), calendar_for(area)
    return sorted(_due(known, calendar, found, on), key=_urgency)


def _due(known: Any, calendar: Any, found: Iterable[Agreement], on: date) -> Iterator[Due]:
    rules: dict[Any, Any] = {}
    counted: dict[tuple[Any, date], tuple[date, Reckoning]] = {}
    for one in found:
        assert one.ends is not None, "Only what ends is due."
        sector = one.funder.sector
        if sector not in rules:
            rules[sector] = rule_for(known, one.funder, on)
        rule = rules[sector]
        if rule is None:
            yield Due(one, one.ends, None, None, on)
            continue
        if (sector, one.ends) not in counted:
            counted[sector, one.ends] = latest(rule, one.ends, calendar)
        yield Due(one, one.ends, *counted[sector, one.ends], on)


def _urgency(one: Due) -> tuple[date, date, str]:
    return (one.latest or one.ends, one.ends, one.agreement.number)


def due_for(area: Area, actor: Actor, on: date) -> list[Due]:
    """What is due of the bodies whose records somebody keeps."""
    found = undecided(area, on)
    if not actor.is_(RoleKind.OFFICER):
        mine = bodies_of(actor)
        if not mine:
            return []
        found = found.filter(funder__in=mine)
    return due(area, found, on)


def due_of(body: Organisation, on: date) -> list[Due]:
    """What is due of one body."""
    return due(body.area, undecided(body.area, on).filter(funder=body), on)


def near(found: Iterable[Due]) -> list[Due]:
    """Of these the ones whose last day of notice comes soon, and is not over."""
    return [one for one in found if one.left is not None and 0 <= one.left <= NEAR.days]


def decision_on(agreement: Agreement) -> EndDecision | None:
    """What was decided of the end that an agreement has now."""
    found: EndDecision | None = EndDecision.objects.filter(
        agreement=agreement, ends=agreement.ends
    ).first()
    return found
