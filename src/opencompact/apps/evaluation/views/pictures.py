"""The charts of these pages, made from tallies and from the records themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from opencompact.apps.evaluation.queries import Row
from opencompact.base.ui import charts, dates
from opencompact.base.ui.spans import span
from opencompact.core.calendar import Span, Unit, add_months
from opencompact.core.rules import Duration, Rule, Share
from opencompact.core.standing import Entry, Standing, Tally, by_quarter, by_year, trend

LATEST: Final = 12
"""How many records a chart of single records has room for."""
MOST_LINES: Final = 3
YEARS: Final = 3
"""Over fewer years than this the trend is told by quarter."""
DAYS: Final = {Unit.DAYS: 1, Unit.WORKING_DAYS: 1, Unit.WEEKS: 7}
# The word of each standing, its colour, its shape, and the look of its piece of a bar.
WORDS: Final = {
    Standing.KEPT: (gettext_noop("Kept"), "green", "tick", "kept"),
    Standing.AT_RISK: (gettext_noop("At risk"), "orange", "warning", "risk"),
    Standing.BROKEN: (gettext_noop("Broken"), "red", "cross", "broken"),
    Standing.EXPLAINED: (gettext_noop("Explained"), "purple", "note", "explained"),
    Standing.NOT_KNOWN: (gettext_noop("Not known"), "yellow", "question", "unknown"),
}


def word(standing: Standing) -> str:
    """A standing in the language of the page."""
    return _(WORDS[standing][0])


def states(counted: Mapping[str, int], base: str) -> charts.Bars:
    """How many commitments stand how; each figure leads to those commitments."""
    rows = [
        charts.Bar(
            word(standing),
            (charts.Part(counted.get(standing, 0), WORDS[standing][3]),),
            str(counted.get(standing, 0)),
            f"{base}?state={standing.value.replace(' ', '+')}",
        )
        for standing in Standing
    ]
    return charts.bars(
        _("How the commitments stand"), rows, head=_("State"), measure=_("Commitments")
    )


def _parts(tally: Tally) -> tuple[charts.Part, ...]:
    told = (
        (Standing.KEPT, tally.kept),
        (Standing.AT_RISK, tally.at_risk),
        (Standing.BROKEN, tally.broken),
        (Standing.EXPLAINED, tally.explained),
        (Standing.NOT_KNOWN, tally.unknown + tally.open),
    )
    return tuple(
        charts.Part(number, WORDS[standing][3], word(standing)) for standing, number in told
    )


def kept_of(tally: Tally) -> str:
    """ "41 of 44": records in which it was kept, of those of which it is known."""
    return _("{kept} of {all}").format(kept=tally.kept, all=tally.told)


def by_body(tallies: Sequence[tuple[str, str, Tally]], title: str) -> charts.Bars:
    """A bar for each body: what its records count as. Given are name, address and tally."""
    rows = [charts.Bar(name, _parts(tally), kept_of(tally), href) for name, href, tally in tallies]
    return charts.bars(title, rows, head=_("Body"), measure=_("Kept"))


def by_commitment(rows: Iterable[Row], base: str) -> charts.Bars:
    """A bar for each commitment of one body."""
    found = [
        charts.Bar(
            f"{row.passage.number} {row.passage.title}".strip(),
            _parts(row.tally),
            kept_of(row.tally),
            f"{base}{row.passage.key}/",
        )
        for row in rows
        if row.tally.all
    ]
    return charts.bars(
        _("Records of the last months"), found, head=_("Commitment"), measure=_("Kept")
    )


def over_time(entries: Sequence[Entry], today: date, href: str) -> charts.Lines | None:
    """In which share of the records it was kept, by year, or by quarter where it is not long."""
    days = [one.on for one in entries]
    if not days:
        return None
    yearly = max(days).year - min(days).year >= YEARS
    found = trend(entries, today, by_year if yearly else by_quarter)
    points = tuple(
        charts.Point(
            name,
            None if tally.share is None else round(tally.share),
            _("{share}% ({kept})").format(share=int(tally.share or 0), kept=kept_of(tally)),
            f"{href}?period={name[:4]}#records" if href else "",
        )
        for name, tally in found.items()
    )
    if sum(point.value is not None for point in points) <= 1:
        return None
    return charts.lines(
        _("In how many of a hundred it was kept"),
        [charts.Series(_("Kept"), points)],
        head=_("Year") if yearly else _("Quarter"),
        sign="%",
        most=100,
    )


def measures(
    rules: Iterable[Rule], entries: Sequence[Entry], names: Mapping[str, str]
) -> list[Any]:
    """For each rule that measures a time or a share, what was measured beside what was promised."""
    found: list[Any] = []
    for rule in rules:
        own = [one for one in entries if one.what.judgement.rule.key == rule.key]
        if isinstance(rule, Duration):
            found.append(_lengths(rule, own))
        elif isinstance(rule, Share):
            found.append(_shares(rule, own, names))
    return [one for one in found if one]


def _lengths(rule: Duration, entries: Sequence[Entry]) -> charts.Bars | None:
    """The latest times, each as a bar against the least that was promised."""
    rows = []
    for entry in entries:
        facts = entry.what.measured.facts
        begins, ends = facts.get(rule.begins), facts.get(rule.ends)
        if isinstance(begins, date) and isinstance(ends, date) and begins <= ends:
            days = (ends - begins).days
            told = ngettext("{number} day", "{number} days", days).format(number=days)
            length = _in_unit(begins, ends, rule.at_least.unit)
            title = entry.what.measured.title
            address = entry.what.measured.address
            rows.append(charts.bar(title, length, told, address, dates.day(begins)))
    if not rows:
        return None
    return charts.bars(
        _("The latest, beside what was promised"),
        rows[:LATEST],
        head=_("Record"),
        measure=_("Time"),
        mark=rule.at_least.amount,
        mark_name=_("The line: {span}, as promised").format(span=span(rule.at_least)),
    )


def _in_unit(begins: date, ends: date, unit: Unit) -> Decimal:
    """How long it was in the unit of the promise, for the length of a bar."""
    if unit is not Unit.MONTHS:
        return Decimal((ends - begins).days) / DAYS[unit]
    whole = (ends.year - begins.year) * 12 + ends.month - begins.month
    if add_months(begins, whole) > ends:
        whole -= 1
    rest = (ends - add_months(begins, whole)).days
    return whole + Decimal(rest) / 31


def _shares(rule: Share, entries: Sequence[Entry], names: Mapping[str, str]) -> charts.Lines | None:
    """The share month by month for the bodies that have most of them."""
    found: defaultdict[str, dict[str, tuple[float, Entry]]] = defaultdict(dict)
    for entry in entries:
        facts = entry.what.measured.facts
        part, whole = facts.get(rule.part), facts.get(rule.whole)
        if isinstance(part, int | Decimal) and isinstance(whole, int | Decimal) and whole:
            share = float(part) * 100 / float(whole)
            found[entry.body][f"{entry.on:%Y-%m}"] = (share, entry)
    months = sorted({month for one in found.values() for month in one})[-2 * LATEST :]
    if not months:
        return None
    largest = sorted(found, key=lambda body: (-len(found[body]), body))[:MOST_LINES]
    return charts.lines(
        _("Month by month"),
        [
            charts.Series(names.get(body, body), tuple(_share(found[body], m) for m in months))
            for body in largest
        ],
        head=_("Month"),
        sign="%",
        most=100,
        mark=rule.at_least,
        mark_name=_("Promised: {share}%").format(share=f"{rule.at_least:f}"),
    )


def _share(found: Mapping[str, tuple[float, Entry]], month: str) -> charts.Point:
    if month not in found:
        return charts.Point(month, None)
    share, entry = found[month]
    told = f"{int(share * 10) / 10:g}%"
    return charts.Point(month, round(share, 1), told, entry.what.measured.address)


def months(number: int) -> str:
    """ "12 months"."""
    return span(Span(number, Unit.MONTHS))
