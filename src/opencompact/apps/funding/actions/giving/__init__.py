"""Grants of the 360Giving standard: taken in 500 a transaction, and given out as they came."""

from opencompact.base.tasks.imports import start_import, stop_import

from .exporting import as_grants, write
from .runs import (
    open_import,
    run_import,
    summary_of,
)
from .tally import Report, summary
from .writing import import_grants

__all__ = [
    "Report",
    "as_grants",
    "import_grants",
    "open_import",
    "run_import",
    "start_import",
    "stop_import",
    "summary",
    "summary_of",
    "write",
]
