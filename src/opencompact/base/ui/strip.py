"""The counted strip: where each day of a deadline stands, week by week, and what it is called."""

# Pure geometry in units of a `viewBox`; the template draws it. One week is one drawing, so that
# weeks stand side by side on a wide screen and below each other, Monday to Sunday, on a phone.

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.utils.translation import gettext as _

from opencompact.base.ui.dates import WEEKDAYS, weekday, words
from opencompact.base.ui.spans import holiday, remark, span
from opencompact.core.calendar import DAY, DayStep, Reckoning, Remark
from opencompact.core.record import record

PITCH: Final = 44
CELL: Final = 38
RING: Final = CELL + 6
TOP: Final = 19
INSET: Final = 3
WIDTH: Final = 7 * PITCH
LABELS_FROM: Final = 93
LINE: Final = 18
LETTER: Final = 6.8
LONGEST: Final = 8
ENDS: Final = 2
LONG_TABLE: Final = 62


@record
class Cell:
    """One day: `kind` is counted, weekend, holiday, start, due or outside; `number` its count."""

    on: date
    x: int
    kind: str
    number: int | None
    note: str
    is_today: bool
    runs_back: bool = False

    @property
    def middle(self) -> float:
        return self.x + CELL / 2

    @property
    def initial(self) -> str:
        return words().initials[self.on.weekday()]

    @property
    def ring_x(self) -> int:
        return self.x - (RING - CELL) // 2

    @property
    def hatch(self) -> str:
        """Slanting lines over a day that does not count."""
        if self.kind not in {"weekend", "holiday"}:
            return ""
        right, bottom = self.x + CELL - INSET, TOP + CELL - INSET
        left, top = self.x + INSET, TOP + INSET
        falls = range(8, right - left, 8)
        upper = (f"M{left} {top + n}L{left + n} {top}" for n in falls)
        lower = (f"M{left + n} {bottom}L{right} {top + n}" for n in falls)
        return "".join((*upper, f"M{left} {bottom}L{right} {top}", *lower))

    @property
    def pointer(self) -> str:
        """A triangle for the day on which counting begins, pointing the way it runs."""
        tip, back = (-8, 6) if self.runs_back else (8, -6)
        middle = int(self.middle)
        return f"M{middle + tip} {TOP + CELL // 2}L{middle + back} {TOP + 10}V{TOP + CELL - 10}z"

    @property
    def flag(self) -> str:
        """A small flag on the corner of the due date."""
        right = self.x + CELL
        return f"M{right - 5} {TOP + 9}V{TOP - 7}h12l-4 4 4 4h-12"

    @property
    def dated(self) -> str:
        """The day of the month, with the month where a week or a month begins."""
        begins = self.on.day == 1 or self.on.weekday() == 0
        return (
            f"{self.on.day} {words().months[self.on.month - 1][:3]}" if begins else str(self.on.day)
        )


@record
class Label:
    """A word below a cell; from the second line on, a line leads up to the cell."""

    text: str
    kind: str
    x: float
    y: int
    lead_x: float
    lead_to: int


@record
class Week:
    """Seven cells, Monday to Sunday, and the labels below them; `gap` weeks are left out before."""

    cells: tuple[Cell, ...]
    labels: tuple[Label, ...]
    height: int
    gap: int = 0


@record
class Row:
    """The same in the table: a day, or a run of days, its number when it counts, and why."""

    on: date
    counted: str
    why: str
    until: date | None = None


@record
class Strip:
    """Everything the template shows."""

    caption: str
    weeks: tuple[Week, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...]
    width: int = WIDTH
    cell: int = CELL
    ring: int = RING


def draw(reckoning: Reckoning, today: date | None = None) -> Strip:
    """Lay out `reckoning`; `today` is ringed where it falls between the two ends."""
    steps = {step.day: step for step in reckoning.steps}
    first, last = sorted((reckoning.start, reckoning.due))
    begin, end = first - timedelta(first.weekday()), last + timedelta(6 - last.weekday())
    days = [begin + timedelta(n) for n in range((end - begin).days + 1)]
    cells = [_cell(on, steps, reckoning, today) for on in days]
    weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    return Strip(
        caption=_caption(reckoning),
        weeks=tuple(_shown(weeks, reckoning)),
        rows=tuple(_rows(reckoning)),
        warnings=tuple(remark(one) for one in reckoning.warnings),
    )


def _caption(reckoning: Reckoning) -> str:
    said = (
        _("{span} before {start} is {due}")
        if reckoning.before
        else _("{span} after {start} is {due}")
    )
    start, due = weekday(reckoning.start), weekday(reckoning.due)
    return said.format(span=span(reckoning.span), start=start, due=due)


def _cell(
    on: date, steps: Mapping[date, DayStep], reckoning: Reckoning, today: date | None
) -> Cell:
    step = steps.get(on)
    kind = _kind(on, step, reckoning)
    note = holiday(step.why) if step and kind == "holiday" else ""
    if step and _stands_still(step) and not _stands_still(steps.get(on - DAY)):
        note = _("stands still")  # once for all the days in a row
    number = step.counted if step else None
    is_today = on == today and kind != "outside"
    x = on.weekday() * PITCH + (PITCH - CELL) // 2
    return Cell(on, x, kind, number, note, is_today, reckoning.before)


def _kind(on: date, step: DayStep | None, reckoning: Reckoning) -> str:
    if on == reckoning.start:
        return "start"
    if on == reckoning.due:
        return "due"
    if step is None:
        return "outside"
    if step.counted is not None:
        return "counted"
    return "weekend" if step.why in WEEKDAYS or _stands_still(step) else "holiday"


def _stands_still(step: DayStep | None) -> bool:
    """Say whether it is a pause that keeps the day from counting: that has a sentence."""
    return step is not None and isinstance(step.why, Remark)


def _shown(weeks: list[list[Cell]], reckoning: Reckoning) -> Iterator[Week]:
    """Draw every week of a short strip; of a long one its ends and the week of today."""
    gap = 0
    for n, cells in enumerate(weeks):
        if not _is_shown(n, weeks):
            gap += 1
            continue
        labels = tuple(_labels(cells, reckoning))
        height = max((label.y for label in labels), default=LABELS_FROM - LINE) + 6
        yield Week(tuple(cells), labels, height, gap)
        gap = 0


def _is_shown(n: int, weeks: list[list[Cell]]) -> bool:
    at_an_end = n < ENDS or n >= len(weeks) - ENDS
    return len(weeks) <= LONGEST or at_an_end or any(cell.is_today for cell in weeks[n])


def _labels(cells: list[Cell], reckoning: Reckoning) -> Iterator[Label]:
    """Write the names below the cells, each on the first line where it has room."""
    taken: list[float] = []
    for cell, text, kind in _words(cells, reckoning):
        half = len(text) * LETTER / 2
        start = min(max(cell.middle - half, 2), WIDTH - 2 * half - 2)
        line = next((n for n, end in enumerate(taken) if end + 8 < start), len(taken))
        taken[line : line + 1] = [start + 2 * half]
        y = LABELS_FROM + line * LINE
        yield Label(text, kind, start + half, y, cell.middle, y - 12 if line else 0)


def _words(cells: list[Cell], reckoning: Reckoning) -> Iterator[tuple[Cell, str, str]]:
    for cell in cells:
        if cell.kind == "start":
            yield cell, _("event") if reckoning.before else _("start"), "start"
        elif cell.kind == "due":
            yield cell, _("due"), "due"
        elif cell.note:
            yield cell, cell.note, "holiday"
        if cell.is_today:
            yield cell, _("today"), "today"


def _rows(reckoning: Reckoning) -> Iterator[Row]:
    """Give the start, then every day; in a long table, days in a row that count alike as one."""
    yield Row(reckoning.start, "", _("The event: counting starts the day after"))
    between = [step for step in reckoning.steps if step.day != reckoning.due]
    if len(between) > LONG_TABLE:
        yield from (_run(list(steps)) for _, steps in groupby(between, _alike))
    else:
        yield from (_run([step]) for step in between)
    for step in reckoning.steps[len(between) :]:
        yield Row(step.day, str(step.counted), _("The due date"))


def _alike(step: DayStep) -> str:
    return _reason(step) if step.counted is None else ""


def _reason(step: DayStep) -> str:
    if step.counted is None:
        return _("Not counted: {why}").format(why=holiday(step.why))
    if step.why == "counted":
        return _("Counted")
    return _("Counted, though {why}").format(why=holiday(step.why))


def _run(steps: list[DayStep]) -> Row:
    """Make one row of days that count alike."""
    first, last = steps[0], steps[-1]
    if first is last:
        return Row(first.day, _number(first), _reason(first))
    numbers = ""
    if first.counted:
        numbers = _("{first} to {last}").format(first=first.counted, last=last.counted)
    why = _("Counted") if first.counted else _reason(first)
    return Row(first.day, numbers, why, until=last.day)


def _number(step: DayStep) -> str:
    return "" if step.counted is None else str(step.counted)
