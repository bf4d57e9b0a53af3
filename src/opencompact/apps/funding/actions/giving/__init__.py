"""Grants of the 360Giving standard: taken in 500 a transaction, and given out as they came."""

from .exporting import as_grants, write
from .runs import (
    forget_drafts,
    open_import,
    run_import,
    start_import,
    starter_of,
    stop_import,
    summary_of,
)
from .tally import Report, summary
from .writing import import_grants

__all__ = [
    "Report",
    "as_grants",
    "forget_drafts",
    "import_grants",
    "open_import",
    "run_import",
    "start_import",
    "starter_of",
    "stop_import",
    "summary",
    "summary_of",
    "write",
]
