"""How long what is kept after an end is kept, by class; what is due on a day, and what falls next.

Spans are whole months, counted from the day of the end. Nothing here destroys anything.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum

from opencompact.core.calendar import add_months
from opencompact.core.record import record

MONTH_AT_MOST = timedelta(31)


class Kept(StrEnum):
    """A class of what is kept. The first four are of a case, the others of a reported concern."""

    MEDIATION = "mediation"
    NOTES = "notes"
    ACCESSES = "accesses"
    CASE = "case"
    REPORTER = "reporter"
    REPORT = "report"

    @property
    def is_of_report(self) -> bool:
        """Say whether it is kept of a reported concern, not of a case."""
        return self in OF_REPORTS


OF_CASES = (Kept.MEDIATION, Kept.NOTES, Kept.ACCESSES, Kept.CASE)
OF_REPORTS = (Kept.REPORTER, Kept.REPORT)
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

    def months(self, kept: Kept) -> int:
        """The months of one class."""
        return {
            Kept.MEDIATION: self.mediation,
            Kept.NOTES: self.notes,
            Kept.ACCESSES: self.accesses,
            Kept.CASE: self.case,
            Kept.REPORTER: self.reporter,
            Kept.REPORT: self.report,
        }[kept]

    def ended_by(self, classes: Collection[Kept], on: date) -> date:
        """A day by which every case or report has ended that can have anything due on `on`."""
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
