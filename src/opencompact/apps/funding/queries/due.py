"""What is due: agreements that end within a year, and the last day on which to tell of it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from opencompact.apps.agreement.queries import editions
from opencompact.apps.funding.models import Agreement, EndDecision, Notice
from opencompact.apps.funding.policy.grants import bodies_of
from opencompact.apps.funding.queries.measuring import UNREAD
from opencompact.apps.funding.queries.notices.promised import counted_back, latest, rule_for
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.actor import Actor, RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import Reckoning, WorkingCalendar
from opencompact.core.record import record
from opencompact.core.rules import Duration

AHEAD: Final = timedelta(days=365)
# How long before the last day of notice it is brought to mind: a habit of the software.
NEAR: Final = timedelta(days=56)


@record
class Due:
    """An agreement that ends with nothing decided. `latest` is the last day to give notice of it.

    It is None where no promise about notice binds the funder.
    """

    agreement: Agreement
    ends: date
    latest: date | None
    on: date
    rule: Duration | None
    calendar: WorkingCalendar

    @property
    def back(self) -> Reckoning | None:
        """How the last day was counted back from the end."""
        return counted_back(self.rule, self.ends, self.calendar) if self.rule else None

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


class _Promised:
    """What was promised about notice, and the last day of it; for an end it is counted once."""

    def __init__(self, area: Area, on: date) -> None:
        self.calendar, self.on = calendar_for(area), on
        self._editions = tuple(editions(area))
        self._rules: dict[str, Duration | None] = {}
        self._latest: dict[tuple[str, date], date | None] = {}

    def rule(self, sector: str) -> Duration | None:
        """What binds funders of a sector."""
        if sector not in self._rules:
            self._rules[sector] = rule_for(self._editions, sector, self.on)
        return self._rules[sector]

    def latest(self, sector: str, ends: date) -> date | None:
        """The last day on which a funder of a sector can tell of an end."""
        rule, key = self.rule(sector), (sector, ends)
        if key not in self._latest:
            self._latest[key] = latest(rule, ends, self.calendar) if rule else None
        return self._latest[key]

    def due(self, one: Agreement) -> Due:
        assert one.ends is not None, "Only what ends is due."
        sector, ends = one.funder.sector, one.ends
        day, rule = self.latest(sector, ends), self.rule(sector)
        return Due(one, ends, day, self.on, rule, self.calendar)


def due(area: Area, found: Iterable[Agreement], on: date) -> list[Due]:
    """The same with the last day on which notice can be given, the most urgent first."""
    promised = _Promised(area, on)
    return sorted(map(promised.due, found), key=_urgency)


def soon(area: Area, found: QuerySet[Agreement], on: date) -> list[Due]:
    """Of these the ones whose last day of notice comes soon; the others are not even read."""
    promised = _Promised(area, on)
    pairs = found.order_by().values_list("funder__sector", "ends").distinct()
    ends = {end for sector, end in pairs if end and is_near(promised.latest(sector, end), on)}
    return near(sorted(map(promised.due, found.filter(ends__in=ends)), key=_urgency))


def _urgency(one: Due) -> tuple[date, date, str]:
    return (one.latest or one.ends, one.ends, one.agreement.number)


def due_for(area: Area, actor: Actor, on: date) -> list[Due]:
    """What is due of the bodies whose records somebody keeps."""
    found = _kept_by(area, actor, on)
    return [] if found is None else due(area, found, on)


def soon_for(area: Area, actor: Actor, on: date) -> list[Due]:
    """Of that the part that is near."""
    found = _kept_by(area, actor, on)
    return [] if found is None else soon(area, found, on)


def _kept_by(area: Area, actor: Actor, on: date) -> QuerySet[Agreement] | None:
    """None for somebody who keeps nothing."""
    found = undecided(area, on)
    if actor.is_(RoleKind.OFFICER):
        return found
    mine = bodies_of(actor)
    return found.filter(funder__in=mine) if mine else None


def soon_of(body: Organisation, on: date) -> list[Due]:
    """What is near of one body."""
    return soon(body.area, undecided(body.area, on).filter(funder=body), on)


def near(found: Iterable[Due]) -> list[Due]:
    """Of these the ones whose last day of notice comes soon, and is not over."""
    return [one for one in found if is_near(one.latest, one.on)]


def is_near(latest: date | None, on: date) -> bool:
    """Whether a last day of notice comes soon, and is not over."""
    return latest is not None and 0 <= (latest - on).days <= NEAR.days


def decision_on(agreement: Agreement) -> EndDecision | None:
    """What was decided of the end that an agreement has now."""
    found: EndDecision | None = EndDecision.objects.filter(
        agreement=agreement, ends=agreement.ends
    ).first()
    return found
