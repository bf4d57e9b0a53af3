"""Time limits that run elsewhere, as warnings: the pack names them, the agreement sets none."""

from datetime import date, timedelta

from opencompact.apps.agreement.queries import current_edition, spoken_pack
from opencompact.apps.disputes.models import Challenge
from opencompact.core.calendar import Reckoning, WorkingCalendar
from opencompact.core.pack import Elsewhere
from opencompact.core.record import record

DAY = timedelta(days=1)


@record
class Limit:
    """One limit: from which day it is counted and which day is its last, where that is known."""

    elsewhere: Elsewhere
    start: date | None
    due: date | None
    passed: bool


def limits_elsewhere(challenge: Challenge, calendar: WorkingCalendar, on: date) -> list[Limit]:
    """What runs elsewhere, the first to end first; without its day a limit has no date."""
    edition = current_edition(challenge.area)
    found = spoken_pack(edition).elsewhere if edition else ()
    limits = [_limit(one, _start(one, challenge), calendar, on) for one in found]
    return sorted(limits, key=lambda limit: limit.due or date.max)


def _start(one: Elsewhere, challenge: Challenge) -> date | None:
    if one.counted_from == "decision":
        return challenge.decided_on
    return challenge.known_on or challenge.decided_on


def _limit(one: Elsewhere, start: date | None, calendar: WorkingCalendar, on: date) -> Limit:
    if start is None:
        return Limit(one, None, None, passed=False)
    reckoning: Reckoning = calendar.reckon(start, one.span)
    due = reckoning.due - DAY if one.from_the_day_itself else reckoning.due
    return Limit(one, start, due, passed=on > due)
