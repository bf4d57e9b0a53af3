"""The import of the register from a table: pure decisions first, then writing in steps."""

from opencompact.base.tasks.imports import start_import, stop_import

from .columns import FIELDS, Choices, Field, guess
from .fetching import Found, fetch_file, fetch_table
from .people import NEEDED
from .people import guess as guess_people
from .people import look_ahead as look_at_people
from .runs import (
    choices_of,
    is_matched,
    open_import,
    rematch,
    run_import,
    summary_of,
)
from .tally import ImportReport, spoken, summary
from .writing import import_table

__all__ = [
    "FIELDS",
    "NEEDED",
    "Choices",
    "Field",
    "Found",
    "ImportReport",
    "choices_of",
    "fetch_file",
    "fetch_table",
    "guess",
    "guess_people",
    "import_table",
    "is_matched",
    "look_at_people",
    "open_import",
    "rematch",
    "run_import",
    "spoken",
    "start_import",
    "stop_import",
    "summary",
    "summary_of",
]
