"""Charts as plain geometry: bars that stand in their table, lines with a table beside them."""

# A chart is drawn as SVG and every figure in it stands in a table as well, with a link to the rows
# behind it. Nothing is told by colour alone: parts of a bar have patterns, lines have marks.

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from opencompact.core.record import record

Number = int | float | Decimal

LENGTH: Final = 200
"""The length of the longest bar."""
WIDTH, HEIGHT = 340, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 14, 26
STEPS: Final = (1, 2, 2.5, 5, 10)
TICKS: Final = 4
# So many labels have room below the axis, also where letters are large on a small screen.
LABELS: Final = 3


@record
class Part:
    """A piece of a bar. `kind` names its look: plain, kept, risk, broken, explained, unknown."""

    value: Number
    kind: str = "plain"
    name: str = ""


@record
class Bar:
    """One row: its name, its pieces, the figure as it is read, and where the rows behind it are."""

    label: str
    parts: tuple[Part, ...]
    told: str = ""
    href: str = ""
    note: str = ""

    @property
    def total(self) -> Number:
        return sum((part.value for part in self.parts), start=0)


@record
class Piece:
    """A rectangle of a bar."""

    x: float
    width: float
    kind: str
    name: str


@record
class Row:
    """A bar ready to be drawn in its row."""

    bar: Bar
    pieces: tuple[Piece, ...]


@record
class Bars:
    """Bars below each other, each in its row of a table; `mark` is a line across all of them."""

    title: str
    head: str
    measure: str
    rows: tuple[Row, ...]
    mark: float | None = None
    mark_name: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    length: int = LENGTH

    form: str = "bars"


def bar(label: str, value: Number, told: str = "", href: str = "", note: str = "") -> Bar:
    """A bar of one piece."""
    return Bar(label, (Part(value),), told or str(value), href, note)


def bars(  # noqa: PLR0913 - a chart in one call; what is left out has a usual value
    title: str,
    given: Sequence[Bar],
    *,
    head: str = "",
    measure: str = "",
    most: Number | None = None,
    mark: Number | None = None,
    mark_name: str = "",
) -> Bars:
    """Lay out bars. The longest fills the row, or `most` does; `mark` is a value to reach."""
    top = float(max([most or 0, mark or 0, *(one.total for one in given)]) or 1)
    kinds = {
        part.kind: part.name for one in given for part in one.parts if part.name and part.value
    }
    return Bars(
        title=title,
        head=head,
        measure=measure,
        rows=tuple(Row(one, tuple(_pieces(one, top))) for one in given),
        mark=None if mark is None else _round(float(mark) / top * LENGTH),
        mark_name=mark_name,
        kinds=tuple(kinds.items()),
    )


def _pieces(one: Bar, top: float) -> Iterator[Piece]:
    x = 0.0
    for part in one.parts:
        width = float(part.value) / top * LENGTH
        if width > 0:
            yield Piece(_round(x), _round(width), part.kind, part.name)
        x += width


@record
class Point:
    """One figure of a line: what it is of, its value (None where there is none) and its rows."""

    label: str
    value: Number | None
    told: str = ""
    href: str = ""


@record
class Series:
    """A line with its name."""

    name: str
    points: tuple[Point, ...]


@record
class Dot:
    """A point on the paper."""

    x: float
    y: float
    told: str


@record
class Line:
    """A line ready to be drawn; `path` breaks where there is no value."""

    series: Series
    path: str
    dots: tuple[Dot, ...]
    look: int


@record
class Tick:
    """A mark on an axis: where, and its words."""

    at: float
    says: str
    anchor: str = "middle"


@record
class Lines:
    """Lines over the same steps, with the table of their figures."""

    title: str
    head: str
    lines: tuple[Line, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    table: tuple[tuple[str, tuple[tuple[str, Point], ...]], ...]
    mark: float | None = None
    mark_name: str = ""
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - BOTTOM

    form: str = "lines"

    @property
    def is_several(self) -> bool:
        """Whether figures of several lines stand beside each other in the table."""
        return len(self.lines) > 1


def lines(  # noqa: PLR0913 - as for bars
    title: str,
    series: Sequence[Series],
    *,
    head: str = "",
    sign: str = "",
    most: Number | None = None,
    mark: Number | None = None,
    mark_name: str = "",
) -> Lines:
    """Lay out lines. All have the same labels, in order; `sign` follows the figures of the axis."""
    values = [p.value for one in series for p in one.points if p.value is not None]
    top = _top(float(max([most or 0, mark or 0, *values]) or 1), exact=most is not None)
    labels = [point.label for point in series[0].points] if series else []
    xs = [_across(n, len(labels)) for n in range(len(labels))]
    return Lines(
        title=title,
        head=head,
        lines=tuple(_line(one, xs, top, look) for look, one in enumerate(series, 1)),
        across=tuple(_labels(labels, xs)),
        up=tuple(_ticks(top, sign)),
        table=tuple(
            (label, tuple((one.name, one.points[n]) for one in series))
            for n, label in enumerate(labels)
        ),
        mark=None if mark is None else _up(float(mark), top),
        mark_name=mark_name,
    )


def _line(one: Series, xs: Sequence[float], top: float, look: int) -> Line:
    path, dots, pen = "", [], "M"
    for x, point in zip(xs, one.points, strict=True):
        if point.value is None:
            pen = "M"
            continue
        y = _up(float(point.value), top)
        path += f"{pen}{x} {y}"
        pen = "L"
        dots.append(Dot(x, y, point.told or str(point.value)))
    return Line(one, path, tuple(dots), look)


def _across(n: int, count: int) -> float:
    if count == 1:
        return (LEFT + WIDTH - RIGHT) / 2
    return _round(LEFT + 8 + n * (WIDTH - LEFT - RIGHT - 16) / (count - 1))


def _up(value: float, top: float) -> float:
    return _round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM))


def _top(most: float, *, exact: bool) -> float:
    """A round figure that is as large as the largest, so that the axis can be read."""
    if exact:
        return most
    step = most / TICKS
    power = 10 ** (len(str(int(step))) - 1) if step >= 1 else 1
    return next(power * one for one in STEPS if power * one >= step) * TICKS


def _ticks(top: float, sign: str) -> Iterator[Tick]:
    for n in range(TICKS + 1):
        value = top * n / TICKS
        yield Tick(_up(value, top), f"{value:g}{sign}")


def _labels(labels: Sequence[str], xs: Sequence[float]) -> Iterator[Tick]:
    """The first and the last label, and one between them that comes near neither."""
    last = len(labels) - 1
    step = max(1, -(-last // (LABELS - 1))) if last > 0 else 1
    for n, (label, x) in enumerate(zip(labels, xs, strict=True)):
        if n == last or (n % step == 0 and last - n > step / 2):
            ends = {0: "start", last: "end"} if last > 0 else {}
            yield Tick(x, label, ends.get(n, "middle"))


def _round(value: float) -> float:
    return round(value, 1)
