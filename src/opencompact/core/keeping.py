"""How long what is kept after an end is kept, by class; what is due on a day, and what falls next.

Spans are whole months, counted from the day of the end. Nothing here destroys anything.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from opencompact.core.calendar import add_months
from opencompact.core.record import record

MONTH_AT_MOST = timedelta(31)
Matter = Literal["case", "report", "challenge"]


class Kept(StrEnum):
    """A class of what is kept: four of a case, two of a reported concern, one of a challenge."""

    MEDIATION = "mediation"
    NOTES = "notes"
    ACCESSES = "accesses"
    CASE = "case"
    REPORTER = "reporter"
    REPORT = "report"
    CHALLENGE = "challenge"

    @property
    def matter(self) -> Matter:
        """Of what it is kept."""
        if self in OF_REPORTS:
            return "report"
        return "challenge" if self in OF_CHALLENGES else "case"


OF_CASES = (Kept.MEDIATION, Kept.NOTES, Kept.ACCESSES, Kept.CASE)
OF_REPORTS = (Kept.REPORTER, Kept.REPORT)
OF_CHALLENGES = (Kept.CHALLENGE,)
# Whatever goes with all of a case or a report is gone then, and not due any more.
WITHIN = {
    Kept.CASE: frozenset({Kept.MEDIATION, Kept.NOTES}),
    Kept.REPORT: frozenset({Kept.REPORTER}),
}


@record
class Keeping:
    """For how many months after the end each class is kept."""

    mediation: int = 12
    notes: int = 24
    accesses: int = 24
    case: int = 72
    reporter: int = 12
    report: int = 36
    challenge: int = 72

    def months(self, kept: Kept) -> int:
        """The months of one class."""
        return {
            Kept.MEDIATION: self.mediation,
            Kept.NOTES: self.notes,
            Kept.ACCESSES: self.accesses,
            Kept.CASE: self.case,
            Kept.REPORTER: self.reporter,
            Kept.REPORT: self.report,
            Kept.CHALLENGE: self.challenge,
        }[kept]

    def ended_by(self, classes: Collection[Kept], on: date) -> date:
        """A day by which every matter has ended that can have anything due on `on`."""
        return add_months(on, -min(self.months(kept) for kept in classes)) + MONTH_AT_MOST


@record
class Due:
    """A class of which the time is over from `since` on."""

    kept: Kept
    since: date


def falls_due(
    keeping: Keeping, classes: Collection[Kept], ended_on: date, gone: Collection[Kept]
) -> Iterator[Due]:
    """When each class falls due that is still there, the earliest first."""
    without = frozenset(gone).union(*(WITHIN.get(one, ()) for one in gone))
    still = [kept for kept in classes if kept not in without]
    found = [Due(kept, add_months(ended_on, keeping.months(kept))) for kept in still]
    yield from sorted(found, key=lambda one: (one.since, list(classes).index(one.kept)))
