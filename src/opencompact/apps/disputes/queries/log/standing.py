"""How a report stands: all of it follows from its entries."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from opencompact.apps.disputes.models import EntryKind, Report, ReportEntry, Route
from opencompact.apps.disputes.queries.log.causes import cause_name
from opencompact.core.record import record

# What is written with these is for whoever keeps the report alone.
NOTES: Final = frozenset({EntryKind.CAUSE})
BODYS: Final = frozenset({EntryKind.TOLD, EntryKind.ANSWERED})


@record
class Standing:
    """What the entries of a report come to. `joins` is yes, no or, before an answer, empty."""

    route: str = ""
    cause: str = ""
    outcome: str = ""
    learning: str = ""
    told: bool = False
    answered: bool = False
    asked: bool = False
    joins: str = ""
    shows: str = ""
    joined: bool = False
    begun: bool = False


@record
class Line:
    """An entry as somebody may read it: what happened, on which day, by whom, and the words."""

    title: str
    on: date
    by: str
    body: str


def standing(report: Report) -> Standing:
    """Read the entries from first to last; a later one replaces what an earlier one said."""
    found: dict[str, ReportEntry] = {entry.kind: entry for entry in _entries(report)}
    answer = _latest(found, EntryKind.YES, EntryKind.NO)
    outcome = found.get(EntryKind.OUTCOME)
    return Standing(
        route=found[EntryKind.TRIAGED].choice if EntryKind.TRIAGED in found else "",
        cause=found[EntryKind.CAUSE].choice if EntryKind.CAUSE in found else "",
        outcome=outcome.text if outcome else "",
        learning=outcome.learning if outcome else "",
        told=EntryKind.TOLD in found,
        answered=EntryKind.ANSWERED in found,
        asked=EntryKind.ASKED in found,
        joins=answer.kind if answer else "",
        shows=answer.text if answer else "",
        joined=EntryKind.JOINED in found,
        begun=EntryKind.BEGUN in found,
    )


def lines(report: Report, *, for_keeper: bool) -> tuple[Line, ...]:
    """The entries for whoever keeps the report, or for its reporter. No person is named."""
    return tuple(
        Line(
            title=_title(report, entry),
            on=entry.on,
            by=_by(report, entry),
            body=entry.text if for_keeper or entry.kind not in NOTES else "",
        )
        for entry in _entries(report)
    )


def lines_for_body(report: Report) -> tuple[Line, ...]:
    """What the body was told and what it answered, and nothing else."""
    return tuple(
        Line(title=entry.get_kind_display(), on=entry.on, by="", body=entry.text)
        for entry in _entries(report)
        if entry.kind in BODYS
    )


def _entries(report: Report) -> list[ReportEntry]:
    return sorted(report.entries.all(), key=lambda entry: entry.sequence)


def _latest(found: dict[str, ReportEntry], *kinds: str) -> ReportEntry | None:
    there = [found[kind] for kind in kinds if kind in found]
    return max(there, key=lambda entry: entry.sequence, default=None)


def _title(report: Report, entry: ReportEntry) -> str:
    return ": ".join(map(str, _words(report, entry)))


def _words(report: Report, entry: ReportEntry) -> Iterator[object]:
    yield entry.get_kind_display()
    if entry.kind == EntryKind.TRIAGED:
        yield Route(entry.choice).label
    elif entry.kind == EntryKind.CAUSE:
        yield cause_name(report.edition, entry.choice)


def _by(report: Report, entry: ReportEntry) -> str:
    """Whose deed it was, as a part: names stand nowhere in the log."""
    if entry.kind == EntryKind.ANSWERED:
        return report.body.name
    own = {EntryKind.SENT, EntryKind.ADDED, EntryKind.YES, EntryKind.NO, EntryKind.WITHDRAWN}
    if entry.kind in own:
        return _("The reporter")
    return "" if entry.actor_id is None else str(report.area.term("officer"))
