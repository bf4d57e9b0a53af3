"""The import of the register from a table: pure decisions first, then writing in steps."""

from .columns import FIELDS, Choices, Field, guess
from .runs import (
    choices_of,
    forget_drafts,
    open_import,
    rematch,
    run_import,
    start_import,
    starter_of,
    stop_import,
    summary_of,
)
from .tally import ImportReport, summary
from .writing import import_table

__all__ = [
    "FIELDS",
    "Choices",
    "Field",
    "ImportReport",
    "choices_of",
    "forget_drafts",
    "guess",
    "import_table",
    "open_import",
    "rematch",
    "run_import",
    "start_import",
    "starter_of",
    "stop_import",
    "summary",
    "summary_of",
]
