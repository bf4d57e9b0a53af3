"""Days, working days, weeks and months, forwards and backwards, each date with its reasons.

Weekends and holidays are data given to us: no clock, no network.
"""

import calendar as months
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from opencompact.core.record import record

DAY = timedelta(days=1)
WEEKEND = frozenset({5, 6})
# The last day of each month, counted from nought, in a year that is no leap year.
LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY = 1


class Unit(StrEnum):
    """What a limit is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working-days"
    WEEKS = "weeks"
    MONTHS = "months"


class CalendarError(ValueError):
    """The date asked for cannot be reckoned. The message says why."""


@record
class Span:
    """An amount of time as a rule states it: `Span(3, Unit.WEEKS)`."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        words = self.unit.value.replace("-", " ")
        return f"{self.amount} {words[:-1] if self.amount == 1 else words}"


@record
class DayStep:
    """One day on the way to a due date: its number when it counts, else why it does not."""

    day: date
    counted: int | None
    why: str


class Remark(str):
    """A sentence, with the words it was made of: whoever speaks another language needs them."""

    __slots__ = ("facts", "says")
    says: str
    facts: tuple[tuple[str, str], ...]


def remarked(says: str, **facts: str) -> Remark:
    """Fill in a sentence."""
    made = Remark(says.format(**facts))
    made.says, made.facts = says, tuple(facts.items())
    return made


@record
class Pause:
    """A time in which limits stand still: the days after `start`, up to and including `end`.

    The day it begins still counts and the day it ends does not, as with the day a limit starts.
    """

    start: date
    end: date
    why: str


@record
class Reckoning:
    """A due date that explains itself, day by day; `steps` are in the order of counting."""

    start: date
    span: Span
    before: bool
    due: date
    steps: tuple[DayStep, ...]
    warnings: tuple[Remark, ...] = ()


@record
class WorkingCalendar:
    """The days on which a working-day limit runs, in one area.

    `first_year` to `last_year` are the years whose holidays were published when it was made.
    """

    name: str = "weekdays"
    holidays: tuple[tuple[date, str], ...] = ()
    first_year: int = date.min.year
    last_year: int = date.max.year
    weekend: frozenset[int] = WEEKEND

    def is_working(self, day: date) -> bool:
        """Say whether `day` is neither at the weekend nor a holiday."""
        return day.weekday() not in self.weekend and day not in _named(self.holidays)

    def shift(self, start: date, days: int) -> date:
        """Return the date `days` working days after `start`, or before it when negative.

        The starting day is not counted, as in "within so many working days of it".
        """
        step = -DAY if days < 0 else DAY
        named, weekend = _named(self.holidays), self.weekend
        day, left = start, abs(days)
        try:
            while left:
                day += step
                left -= day.weekday() not in weekend and day not in named
        except OverflowError:
            raise _outside(start, Span(abs(days), Unit.WORKING_DAYS), before=days < 0) from None
        return day

    def count(self, start: date, end: date) -> int:
        """Count the working days from `start`, which is not counted, to `end`, which is.

        Negative when `end` lies before `start`, so that it undoes `shift`.
        """
        named, weekend = _named(self.holidays), self.weekend
        step = -DAY if end < start else DAY
        days = (start + step * n for n in range(1, abs((end - start).days) + 1))
        counted = sum(day.weekday() not in weekend and day not in named for day in days)
        return -counted if end < start else counted

    def reckon(
        self, start: date, span: Span, *, before: bool = False, pauses: Sequence[Pause] = ()
    ) -> Reckoning:
        """Count `span` from `start` (backwards when `before`) and keep the reason for every day.

        The starting day is not counted and the due date is the last day counted. A month ends on
        the same day of the month, or on the last day where there is no such day. `pauses`, in
        order and apart from each other, push a limit that runs forwards on; months and weeks by
        as many days as a pause has. What of a pause lies before `start` pushes nothing.
        """
        due = self._due(start, span, before=before)
        used = () if before else tuple(_since(start, pauses))
        due = self.pushed(due, span.unit, used)
        steps = tuple(self._steps(start, due, span.unit, used))
        return Reckoning(start, span, before, due, steps, tuple(self._warnings(start, due, span)))

    def due(self, start: date, span: Span, *, before: bool = False) -> date:
        """Where `reckon` arrives, without the reasons: for those who count many."""
        return self._due(start, span, before=before)

    def pushed(self, due: date, unit: Unit, pauses: Iterable[Pause]) -> date:
        """Return where a limit ends that would have ended on `due`, after `pauses`, in order.

        What was left of it when a pause began is left when it ends; one after its end changes
        nothing.
        """
        for pause in pauses:
            if pause.start >= due:
                continue
            if unit is Unit.WORKING_DAYS:
                due = self.shift(pause.end, self.count(pause.start, due))
            else:
                due += pause.end - pause.start
        return due

    def why_not(self, day: date) -> str | None:
        """Name what keeps `day` from being a working day: the holiday or the weekday, or None."""
        return _reason(day, _named(self.holidays), self.weekend)

    def _due(self, start: date, span: Span, *, before: bool) -> date:
        amount = -span.amount if before else span.amount
        match span.unit:
            case Unit.WORKING_DAYS:
                return self.shift(start, amount)
            case Unit.DAYS:
                return _moved(start, amount, span)
            case Unit.WEEKS:
                return _moved(start, 7 * amount, span)
        return add_months(start, amount)

    def _steps(
        self, start: date, due: date, unit: Unit, pauses: Sequence[Pause] = ()
    ) -> Iterator[DayStep]:
        number = 0
        named = _named(self.holidays)
        step = -DAY if due < start else DAY
        for n in range(1, abs((due - start).days) + 1):
            day = start + step * n
            if still := next((one for one in pauses if one.start < day <= one.end), None):
                yield DayStep(day, None, still.why)
                continue
            reason = _reason(day, named, self.weekend)
            if reason and unit is Unit.WORKING_DAYS:
                yield DayStep(day, None, reason)
            else:
                number += 1
                yield DayStep(day, number, reason or "counted")

    def _warnings(self, start: date, due: date, span: Span) -> Iterator[Remark]:
        first, last = sorted((start.year, due.year))
        counts = span.unit is Unit.WORKING_DAYS
        if first < self.first_year:
            yield remarked(
                "The bank holidays we hold for {name} begin in {year}: "
                "check the days before that by hand.",
                name=self.name,
                year=str(self.first_year),
            )
        if last > self.last_year:
            yield remarked(
                "Bank holidays after {year} are not published yet for {name}: "
                + ("this date may move." if counts else "check then whether the last day is one."),
                name=self.name,
                year=str(self.last_year),
            )
        if not counts and (reason := self.why_not(due)):
            yield remarked("The last day is not a working day ({reason}).", reason=reason)


def add_months(start: date, amount: int) -> date:
    """Return the same day `amount` months on, or the month's last day where there is none."""
    year, month = divmod(start.year * 12 + start.month - 1 + amount, 12)
    if not date.min.year <= year <= date.max.year:
        raise _outside(start, Span(abs(amount), Unit.MONTHS), before=amount < 0)
    last = LAST[month] + (month == FEBRUARY and months.isleap(year))
    return date(year, month + 1, min(start.day, last))


def written(day: date) -> str:
    """Write a date as people do: "6 January 2027"."""
    return f"{day.day} {day:%B} {day.year}"


def _moved(start: date, days: int, span: Span) -> date:
    try:
        return start + timedelta(days)
    except OverflowError:
        raise _outside(start, span, before=days < 0) from None


def _since(start: date, pauses: Sequence[Pause]) -> Iterator[Pause]:
    """Yield what lies after `start`: a limit may begin when a letter arrives in a pause."""
    for pause in pauses:
        if pause.end > start:
            yield Pause(max(start, pause.start), pause.end, pause.why)


def _outside(start: date, span: Span, *, before: bool) -> CalendarError:
    way = "before" if before else "after"
    return CalendarError(
        f"{span} {way} {written(start)} leads out of the calendar, which has the years "
        f"{date.min.year} to {date.max.year}: give a smaller amount or another day."
    )


def _reason(day: date, named: Mapping[date, str], weekend: frozenset[int]) -> str | None:
    if day in named:
        return named[day] or "closed"
    return f"{day:%A}" if day.weekday() in weekend else None


@lru_cache(maxsize=64)
def _named(holidays: tuple[tuple[date, str], ...]) -> dict[date, str]:
    return dict(holidays)
