"""What the log comes to in figures that everybody may see: nothing small, nothing confidential."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import EntryKind, Report, ReportEntry, Route
from opencompact.apps.disputes.policy import TELLABLE
from opencompact.apps.disputes.queries.log.causes import cause_name
from opencompact.apps.disputes.queries.log.keeping import settings_of
from opencompact.base.areas.models import Area
from opencompact.core.record import record
from opencompact.core.suppression import kept_back

HUNDRED = 100


@record
class Bar:
    """One number of a chart; `number` is None where it is kept back. `width` is of a hundred."""

    key: str
    label: str
    number: int | None
    width: int


@record
class Chart:
    """Reports counted one way. `total` is None where one report may be counted several times."""

    key: str
    title: str
    bars: tuple[Bar, ...]
    total: int | None

    @property
    def holds_back(self) -> bool:
        return any(bar.number is None for bar in self.bars)


@record
class Learning:
    """What was learnt from a report, with the day on which somebody wrote it down."""

    on: date
    text: str


@record
class _Way:
    """A way to count: numbers and names by key. `once` says that each report counts once."""

    key: str
    title: str
    numbers: Counter[str]
    names: Mapping[str, str]
    once: bool = True
    in_time: bool = False


def charts(area: Area) -> tuple[Chart, ...]:
    """The public figures; none while there are too few reports to say anything.

    Of confidential reports, and of those for several only, nothing is counted: who knows of all
    the others could tell by the difference that there is one.
    """
    found = list(_counted(area))
    small = settings_of(area).small
    if len(found) < small:
        return ()
    ways = (_commitments(found), _bodies(found), _causes(found), _quarters(found))
    return tuple(_chart(way, small, len(found)) for way in ways)


def learnings(area: Area) -> list[Learning]:
    """The sentences that were written for everybody, the latest first; one for each report."""
    found = ReportEntry.objects.filter(
        area=area,
        kind=EntryKind.OUTCOME,
        report__treatment__in=TELLABLE,
        report__withdrawn_on=None,
        report__route=Route.AGREEMENT,
    ).order_by("sequence")
    last = {entry.report_id: entry for entry in found}
    said = [Learning(entry.on, entry.learning) for entry in last.values() if entry.learning]
    return sorted(said, key=lambda one: (one.on, one.text), reverse=True)


def _counted(area: Area) -> QuerySet[Report]:
    found = Report.objects.filter(
        area=area, route=Route.AGREEMENT, withdrawn_on=None, treatment__in=TELLABLE
    )
    found = found.select_related("body", "edition").defer("edition__source")
    cited: QuerySet[Report] = found.prefetch_related("citations__commitment")
    return cited


def _commitments(found: Iterable[Report]) -> _Way:
    """By the key that a commitment has in every edition, called as in the latest one cited."""
    cited = [
        one.commitment
        for report in sorted(found, key=lambda report: report.sent_on)
        for one in report.citations.all()
    ]
    names = {one.key: str(one) for one in cited}
    numbers = Counter(one.key for one in cited)
    return _Way("commitment", _("By commitment"), numbers, names, once=False)


def _bodies(found: Iterable[Report]) -> _Way:
    bodies = [report.body for report in found]
    names = {one.slug: one.name for one in bodies}
    return _Way("body", _("By organisation"), Counter(one.slug for one in bodies), names)


def _causes(found: Iterable[Report]) -> _Way:
    names = {
        report.cause: cause_name(report.edition, report.cause) or _("Not known yet")
        for report in found
    }
    return _Way("cause", _("By cause"), Counter(report.cause for report in found), names)


def _quarters(found: Iterable[Report]) -> _Way:
    """By the quarter of a year in which it happened."""
    begun = [(one.happened_on.year, (one.happened_on.month - 1) // 3) for one in found]
    months = [_("January to March"), _("April to June")]
    months += [_("July to September"), _("October to December")]
    numbers = Counter(f"{year}-{quarter + 1}" for year, quarter in begun)
    names = {f"{year}-{quarter + 1}": f"{months[quarter]} {year}" for year, quarter in begun}
    return _Way("quarter", _("By quarter"), numbers, names, in_time=True)


def _chart(way: _Way, small: int, total: int) -> Chart:
    """The numbers with the small ones kept back: the largest first, but quarters as they went.

    What is kept back stands at the end, by name: its place tells nothing of it.
    """
    keys = sorted(way.numbers, key=lambda one: one if way.in_time else (way.names[one], one))
    hidden = kept_back([[way.numbers[one] for one in keys]], small, column_totals=False)
    untold = {keys[place] for _row, place in hidden}
    told = {one: way.numbers[one] for one in keys if one not in untold}
    most = max(told.values(), default=1)
    bars = [
        Bar(one, way.names[one], told.get(one), HUNDRED * told.get(one, 0) // most) for one in keys
    ]
    if not way.in_time:
        bars.sort(key=lambda bar: -(bar.number or 0))
    return Chart(way.key, way.title, tuple(bars), total if way.once else None)
