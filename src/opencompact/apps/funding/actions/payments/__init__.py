"""The import of payments: rows decided, written in steps, and gone on with where it stopped."""

from opencompact.base.tasks.imports import start_import, stop_import

from .runs import (
    Choices,
    is_matched,
    open_import,
    rematch,
    run_import,
    summary_of,
)

__all__ = [
    "Choices",
    "is_matched",
    "open_import",
    "rematch",
    "run_import",
    "start_import",
    "stop_import",
    "summary_of",
]
