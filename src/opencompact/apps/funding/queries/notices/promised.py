"""What the agreement promises about notice: the earliest end, and the latest day to tell of one."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import editions, pack_of, spoken_pack
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.core.calendar import DAY, Reckoning, WorkingCalendar
from opencompact.core.pack import Pack
from opencompact.core.record import record
from opencompact.core.rules import Duration, Facts
from opencompact.core.rules.counting import Counting

RECORD: Final = "notice"
FUNDS: Final = "funds"
GIVEN, TOLD, ENDS = "notice_given", "users_told", "ends"


@record
class Clock:
    """One of the two clocks of a notice: from when a side was told until it takes effect.

    `forward` counts from `begins` to the earliest end the promise allows; `latest` is the last day
    on which this side could be told of `ends`, and `back` how that was counted. Without a promise
    there are only the days between.
    """

    of: str
    begins: date | None
    ends: date | None
    rule: Duration | None = None
    forward: Reckoning | None = None
    back: Reckoning | None = None
    latest: date | None = None

    @property
    def earliest(self) -> date | None:
        return self.forward.due if self.forward else None

    @property
    def days(self) -> int | None:
        """How many days there are from one to the other."""
        return (self.ends - self.begins).days if self.begins and self.ends else None

    @property
    def short(self) -> int:
        """By how many days the end comes too soon."""
        if self.earliest is None or self.ends is None:
            return 0
        return max((self.earliest - self.ends).days, 0)


def edition_for(area: Area, on: date) -> Edition | None:
    """The edition in force on a day; before the first was adopted the first one. One query."""
    return in_force(list(editions(area)), on)


def in_force(known: Sequence[Edition], on: date) -> Edition | None:
    """The same out of editions that are known already, the latest first."""
    begun = (one for one in known if one.adopted_on and one.adopted_on <= on)
    return next(begun, known[-1] if known else None)


def promises(pack: Pack, sector: str) -> dict[str, Duration]:
    """The rule that binds a funder of a sector for each clock, by the fact with which it begins.

    Of several the longest counts, as it was written: rules of one edition use one unit.
    """
    owner = pack.owner(sector, FUNDS)
    found: dict[str, Duration] = {}
    for rule in pack.rules:
        measures = isinstance(rule, Duration) and rule.record == RECORD and rule.ends == ENDS
        if measures and owner.intersection(rule.binds):
            assert isinstance(rule, Duration)
            kept = found.get(rule.begins)
            if kept is None or rule.at_least.amount > kept.at_least.amount:
                found[rule.begins] = rule
    return found


def earliest(rule: Duration, begins: date, calendar: WorkingCalendar) -> Reckoning:
    """The earliest end that a promise allows, counted forwards from the day of notice."""
    return _counting(rule, begins, calendar).reckoning


def _counting(rule: Duration, begins: date, calendar: WorkingCalendar) -> Counting:
    return Counting(begins, rule.at_least, rule.convention, calendar)


def latest(rule: Duration, ends: date, calendar: WorkingCalendar) -> date:
    """The last day on which notice of an end keeps a promise.

    Months are of different lengths, so the day that is counted back to may not be the last one.
    """
    day = calendar.due(ends, rule.at_least, before=True)
    day += DAY if rule.convention == "inclusive" else 0 * DAY
    while _counting(rule, day + DAY, calendar).due <= ends:
        day += DAY
    while _counting(rule, day, calendar).due > ends:
        day -= DAY
    return day


def counted_back(rule: Duration, ends: date, calendar: WorkingCalendar) -> Reckoning:
    """How the time that was promised is counted back from an end."""
    return calendar.reckon(ends, rule.at_least, before=True)


def clocks(
    area: Area,
    funder: Organisation,
    told: dict[str, date | None],
    ends: date | None,
    calendar: WorkingCalendar,
    on: date,
) -> tuple[Clock, ...]:
    """The organisation's clock and its users', by the edition in force on a day."""
    edition = edition_for(area, on)
    rules = promises(spoken_pack(edition), funder.sector) if edition else {}
    return tuple(_clocks(rules, told, ends, calendar))


def _clocks(
    rules: dict[str, Duration],
    told: dict[str, date | None],
    ends: date | None,
    calendar: WorkingCalendar,
) -> Iterator[Clock]:
    for of in (GIVEN, TOLD):
        begins, rule = told.get(of), rules.get(of)
        if rule is None:
            yield Clock(of, begins, ends)
            continue
        day = latest(rule, ends, calendar) if ends else None
        back = counted_back(rule, ends, calendar) if ends else None
        forward = earliest(rule, begins, calendar) if begins else None
        yield Clock(of, begins, ends, rule, forward, back, day)


def rule_for(known: Sequence[Edition], sector: str, on: date) -> Duration | None:
    """The promise about the organisation's own notice that binds funders of a sector on a day."""
    edition = in_force(known, on)
    return promises(pack_of(edition), sector).get(GIVEN) if edition else None


def is_excepted(rule: Duration, facts: Facts) -> bool:
    """Whether the rule makes an exception of what is recorded."""
    return any(facts.get(fact) == value for fact, value in (rule.unless or {}).items())
