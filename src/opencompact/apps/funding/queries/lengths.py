"""How long awards run: the middle one, and how many run three years or more."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Final

from opencompact.apps.funding.models import Agreement
from opencompact.core.record import record

YEAR: Final = 12
LONG: Final = 3 * YEAR
HALF: Final = 15
MONTH: Final = 30


@record
class Lengths:
    """The lengths of some awards in months. `median` is the mean of the middle two where they are
    even in number; awards of no known length are counted apart."""

    label: str
    key: str
    awards: int
    known: int
    median: float | None
    long: int

    @property
    def share(self) -> int | None:
        """How many of a hundred awards of known length run three years or more."""
        return round(100 * self.long / self.known) if self.known else None


@record
class Figures:
    """The lengths of all published awards: together, by year of award, and by funder."""

    whole: Lengths
    years: tuple[Lengths, ...]
    funders: tuple[Lengths, ...]


Row = tuple[str, str, date | None, int | None, date | None, date | None]


def figures() -> Figures:
    """The lengths of the published agreements of the current area. One query."""
    found = Agreement.objects.filter(is_draft=False).order_by()
    rows: list[Row] = list(
        found.values_list("funder__slug", "funder__name", "awarded", "months", "starts", "ends")
    )
    years = sorted({row[2].year for row in rows if row[2]})
    names = sorted({(row[1], row[0]) for row in rows})
    return Figures(
        whole=_of("", "", rows),
        years=tuple(
            _of(str(year), str(year), [row for row in rows if row[2] and row[2].year == year])
            for year in years
        ),
        funders=tuple(
            _of(name, slug, [row for row in rows if row[0] == slug]) for name, slug in names
        ),
    )


def _of(label: str, key: str, rows: Sequence[Row]) -> Lengths:
    known = [months for row in rows if (months := months_of(*row[3:])) is not None]
    return Lengths(
        label=label,
        key=key,
        awards=len(rows),
        known=len(known),
        median=_middle(known),
        long=sum(months >= LONG for months in known),
    )


def _middle(known: Iterable[int]) -> float | None:
    found = list(known)
    return float(median(found)) if found else None


def months_of(months: int | None, starts: date | None, ends: date | None) -> int | None:
    """The months an award runs: as its file says, else from its first day to its last.

    A last part of a month counts as one when it is half a month or more.
    """
    if months is not None:
        return months
    if starts is None or ends is None:
        return None
    after = ends + timedelta(days=1)
    whole = (after.year - starts.year) * YEAR + after.month - starts.month
    days = after.day - starts.day
    if days < 0:
        whole, days = whole - 1, days + MONTH
    return whole + (days >= HALF)
