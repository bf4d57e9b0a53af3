"""The list of whoever keeps the log: what waits longest to be looked at stands first."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.apps.disputes.models import Report
from opencompact.apps.disputes.queries.log.causes import cause_name
from opencompact.core.record import record

NEW, OPEN, CLOSED, WITHDRAWN = "new", "open", "closed", "withdrawn"
STATES: Final = {
    NEW: gettext_noop("To look at"),
    OPEN: gettext_noop("Looked at"),
    CLOSED: gettext_noop("Closed"),
    WITHDRAWN: gettext_noop("Withdrawn"),
}


@record
class Row:
    """One report in the list. `waits` is for how many days nobody has looked at it."""

    report: Report
    state: str
    waits: int | None
    cause: str

    @property
    def state_name(self) -> str:
        return _(STATES[self.state])

    @property
    def commitments(self) -> list[str]:
        return [str(one.commitment) for one in self.report.citations.all()]

    @property
    def voice(self) -> str:
        """On whose behalf it was made, as far as anybody said."""
        return voice(self.report)


@record
class Filter:
    """What the reader wants of the list; empty means everything."""

    text: str = ""
    state: str = ""
    route: str = ""
    treatment: str = ""
    cause: str = ""


def voice(report: Report) -> str:
    """On whose behalf a report was made: an organisation of the register, else what was typed."""
    return report.behalf.name if report.behalf else report.behalf_name


def state_of(report: Report) -> str:
    if report.withdrawn_on:
        return WITHDRAWN
    if report.closed_on:
        return CLOSED
    return OPEN if report.route else NEW


def rows(found: Iterable[Report], on: date) -> list[Row]:
    """Those that nobody has looked at, the oldest first; then the others, the latest first."""
    return sorted((_row(one, on) for one in found), key=_order)


def _row(report: Report, on: date) -> Row:
    state = state_of(report)
    return Row(
        report=report,
        state=state,
        waits=(on - report.sent_on).days if state == NEW else None,
        cause=cause_name(report.edition, report.cause) if report.cause else "",
    )


def _order(row: Row) -> tuple[bool, int, str]:
    new, day = row.state == NEW, row.report.sent_on.toordinal()
    return (not new, day if new else -day, row.report.number)


def chosen(found: Iterable[Row], wanted: Filter) -> list[Row]:
    """The rows that fit every filter."""
    return [one for one in found if _fits(one, wanted)]


def _fits(row: Row, wanted: Filter) -> bool:
    report = row.report
    said = (report.number, report.body.name, report.event, report.what, row.voice)
    text = " ".join([*said, *row.commitments]).casefold()
    return (
        all(word in text for word in wanted.text.casefold().split())
        and wanted.state in {"", row.state}
        and wanted.route in {"", report.route}
        and wanted.treatment in {"", report.treatment}
        and wanted.cause in {"", report.cause}
    )
