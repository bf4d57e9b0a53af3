"""The calendar: what is open in each month, and who is asked for several at once."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from opencompact.apps.consultations.models import Window
from opencompact.apps.organisations.models import naming
from opencompact.base.ui.dates import words
from opencompact.core.record import record

from .register import WITHDRAWN, Row

# So many consultations at once are more than a small group can answer well; a habit of ours.
OFTEN: Final = 3
MONTHS: Final = 12
THEMES, COMMUNITIES = "themes", "communities"


@record
class Span:
    """A consultation in one of its windows."""

    row: Row
    window: Window


@record
class Month:
    """A month with all that is open on some day of it."""

    first: date
    spans: tuple[Span, ...]

    @property
    def name(self) -> str:
        """The month in the words of the page, with its year."""
        return f"{words().months[self.first.month - 1]} {self.first.year}"


@record
class Group:
    """A theme or a community: how many are open for it at once at most, from when to when."""

    kind: str
    name: str
    most: int
    first: date
    last: date
    rows: tuple[Row, ...]

    @property
    def is_often(self) -> bool:
        return self.most >= OFTEN


def spans(rows: Iterable[Row], first: date, last: date) -> list[Span]:
    """The windows that are open on some day between two, in order; what was withdrawn is not."""
    found = [
        Span(row, window)
        for row in rows
        if row.state != WITHDRAWN
        for window in row.windows
        if window.opens <= last and window.closes >= first
    ]
    return sorted(found, key=lambda one: (one.window.opens, one.row.consultation.number))


def months(found: Iterable[Span], first: date, count: int = MONTHS) -> Iterator[Month]:
    """So many months from that of a day, each with what is open in it."""
    every, begins = list(found), first.replace(day=1)
    for _month in range(count):
        after = next_month(begins)
        inside = (one for one in every if one.window.opens < after and one.window.closes >= begins)
        yield Month(begins, tuple(inside))
        begins = after


def next_month(first: date) -> date:
    """The first day of the month after that of a day."""
    return (first.replace(day=28) + timedelta(4)).replace(day=1)


def groups(found: Iterable[Span]) -> list[Group]:
    """Themes and communities for which at least two are open at once, those with most first."""
    kept = [
        group
        for kind in (COMMUNITIES, THEMES)
        for name, own in _by_word(kind, found).items()
        if (group := _group(kind, name, own)).most > 1
    ]
    return sorted(kept, key=lambda one: (-one.most, one.first, one.kind, one.name))


def _by_word(kind: str, found: Iterable[Span]) -> dict[str, list[Span]]:
    names: dict[str, str] = {}
    kept: dict[str, list[Span]] = {}
    for one in found:
        for word in getattr(one.row.consultation, kind):
            name = names.setdefault(naming.plain(word), word)
            kept.setdefault(name, []).append(one)
    return kept


def _group(kind: str, name: str, own: list[Span]) -> Group:
    """When most are open at once for the first time: that begins on a day on which one opens."""
    days = sorted({one.window.opens for one in own})
    first = max(days, key=lambda on: _open_on(own, on))
    together = [one for one in own if one.window.opens <= first <= one.window.closes]
    last = min(one.window.closes for one in together)
    return Group(kind, name, len(together), first, last, tuple(one.row for one in together))


def _open_on(own: Iterable[Span], on: date) -> int:
    return sum(one.window.opens <= on <= one.window.closes for one in own)
