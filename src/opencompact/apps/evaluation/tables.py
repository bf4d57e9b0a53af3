"""The lists of evaluation that can be downloaded: commitments, and the verdicts on records."""

from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.base.ui.tables import Columns, Listing

from .queries import Row, Shown

KEPT: Final = Listing(
    "kept",
    _("How commitments are kept"),
    {
        "commitment": _("The key of the commitment."),
        "number": _("Its number in the text."),
        "title": _("Its title."),
        "part": _("The key of its chapter."),
        "state": _("kept, at risk, broken, explained, not known, or not measured."),
        "kept": _("Records of the last months in which it was kept."),
        "at_risk": _("Records in which it will not be kept unless something changes."),
        "broken": _("Records in which it was not kept."),
        "explained": _("Records in which it was not kept, with a departure filed in time."),
        "unknown": _("Records of which it cannot be told."),
        "open": _("Records of which it cannot be told yet."),
        "ever_kept": _("Records of all time in which it was kept."),
        "ever_told": _("Records of all time of which it is known."),
        "last": _("The day of the latest record."),
        "quiet": _("yes where nothing was recorded for long."),
        "hot": _("yes where it was broken again and again lately."),
        "page": _("Address of its page."),
    },
)
VERDICTS: Final = Listing(
    "verdicts",
    _("Verdicts on records"),
    {
        "commitment": _("The key of the commitment."),
        "edition": _("The key of the edition that was in force on the day of the record."),
        "rule": _("The key of the rule."),
        "body": _("The word for the body in addresses."),
        "record": _("The kind of record: consultation, notice and others."),
        "key": _("The number of the record."),
        "title": _("What the record is about."),
        "on": _("The day of the record."),
        "verdict": _("met, not met, explained, not applicable or cannot tell."),
        "counts_as": _("kept, at risk, broken, explained, unknown, open or outside."),
        "because": _("Why."),
        "missing": _("What is not recorded."),
        "page": _("Address of the record's page."),
    },
)
LISTINGS: Final = (KEPT, VERDICTS)


def kept_columns(page: Callable[[str], str]) -> Columns:
    """Columns of the commitments; `page` makes an address of a key."""

    def ever(row: Row, name: str) -> Any:
        return getattr(row.account.ever, name) if row.account else 0

    return {
        "commitment": lambda row: row.passage.key,
        "number": lambda row: row.passage.number,
        "title": lambda row: str(row.passage.title),
        "part": lambda row: row.passage.place.chapter,
        "state": lambda row: row.state,
        "kept": lambda row: row.tally.kept,
        "at_risk": lambda row: row.tally.at_risk,
        "broken": lambda row: row.tally.broken,
        "explained": lambda row: row.tally.explained,
        "unknown": lambda row: row.tally.unknown,
        "open": lambda row: row.tally.open,
        "ever_kept": lambda row: ever(row, "kept"),
        "ever_told": lambda row: ever(row, "told"),
        "last": lambda row: row.account.ever.last if row.account else None,
        "quiet": lambda row: bool(row.account and row.account.quiet),
        "hot": lambda row: bool(row.account and row.account.hot),
        "page": lambda row: page(row.passage.key),
    }


def verdict_columns(whole: Callable[[str], str]) -> Columns:
    """Columns of the records; `whole` makes a whole address of a path."""

    def measured(row: Shown) -> Any:
        return row.entry.what.measured

    def judgement(row: Shown) -> Any:
        return row.entry.what.judgement

    return {
        "commitment": lambda row: row.entry.commitment,
        "edition": lambda row: row.entry.edition,
        "rule": lambda row: judgement(row).rule.key,
        "body": lambda row: row.entry.body,
        "record": lambda row: measured(row).record,
        "key": lambda row: measured(row).key,
        "title": lambda row: measured(row).title,
        "on": lambda row: row.entry.on,
        "verdict": lambda row: row.entry.verdict.value,
        "counts_as": lambda row: row.outcome.value,
        "because": lambda row: " ".join(map(str, judgement(row).because)),
        "missing": lambda row: judgement(row).missing,
        "page": lambda row: whole(measured(row).address),
    }
