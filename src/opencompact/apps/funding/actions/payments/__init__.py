"""The import of payments: rows decided, written in steps, and gone on with where it stopped."""

from .runs import (
    Choices,
    forget_drafts,
    is_matched,
    open_import,
    rematch,
    run_import,
    start_import,
    starter_of,
    stop_import,
    summary_of,
)

__all__ = [
    "Choices",
    "forget_drafts",
    "is_matched",
    "open_import",
    "rematch",
    "run_import",
    "start_import",
    "starter_of",
    "stop_import",
    "summary_of",
]
