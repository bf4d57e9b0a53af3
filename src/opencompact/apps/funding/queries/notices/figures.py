"""What everybody reads of notices: figures by body, with nothing of any single agreement."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median
from uuid import UUID

from opencompact.apps.agreement.models import Edition
from opencompact.apps.agreement.queries import editions
from opencompact.apps.funding.models import Notice
from opencompact.apps.funding.queries.notices.measuring import facts
from opencompact.apps.funding.queries.notices.promised import earliest, is_excepted, rule_for
from opencompact.apps.funding.queries.notices.reading import notices
from opencompact.apps.organisations.models import Organisation
from opencompact.base.areas.models import Area
from opencompact.base.areas.queries import calendar_for
from opencompact.core.calendar import WorkingCalendar
from opencompact.core.record import record


@record
class Figures:
    """The notices that one body has given: how many, how long, and how many were long enough.

    `promised` is the usual number of days of the promise that bound it, and None without one;
    `bound` are the notices of which that can be said.
    """

    body: Organisation
    notices: int
    bound: int
    long_enough: int
    median_days: int
    shortest_days: int
    promised: int | None


def figures(area: Area, on: date) -> list[Figures]:
    """The figures of every body that has given notice by a day, by name."""
    by_body = defaultdict[UUID, list[Notice]](list)
    for one in notices(area).filter(given_on__lte=on, withdrawn_on=None):
        by_body[one.agreement.funder_id].append(one)
    known, calendar = tuple(editions(area)), calendar_for(area)
    found = [_figures(known, given, calendar) for given in by_body.values()]
    return sorted(found, key=lambda one: one.body.match_key)


def _figures(
    known: Sequence[Edition], given: Sequence[Notice], calendar: WorkingCalendar
) -> Figures:
    rows = [_row(known, one, calendar) for one in given]
    days = [length for length, _promised in rows]
    bound = [(length, promised) for length, promised in rows if promised is not None]
    return Figures(
        body=given[0].agreement.funder,
        notices=len(rows),
        bound=len(bound),
        long_enough=sum(length >= promised for length, promised in bound),
        median_days=int(median(days)),
        shortest_days=min(days),
        promised=int(median(promised for _length, promised in bound)) if bound else None,
    )


def _row(
    known: Sequence[Edition], one: Notice, calendar: WorkingCalendar
) -> tuple[int, int | None]:
    """The days of one notice, and the days that were promised from the same day on."""
    assert one.given_on is not None, "Only given notices are counted."
    assert one.ends is not None, "A given notice says when it takes effect."
    days = (one.ends - one.given_on).days
    rule = rule_for(known, one.agreement.funder.sector, one.given_on)
    if rule is None or is_excepted(rule, facts(one, one.given_on)):
        return days, None
    return days, (earliest(rule, one.given_on, calendar).due - one.given_on).days
