"""What people do with the register: import, add, edit, sign, withdraw, cover, appoint, end, ask."""

from .importing import (
    FIELDS,
    Choices,
    ImportReport,
    choices_of,
    forget_drafts,
    guess,
    import_table,
    open_import,
    rematch,
    run_import,
    start_import,
    starter_of,
    stop_import,
    summary,
    summary_of,
)
from .keeping import change_role, note_training, remove_training
from .people import Appointment, appoint, ask, confirm_role, end_role
from .register import EditConflict, IdentifierTaken, add, edit
from .signing import Declaration, cover, sign, uncover, withdraw

__all__ = [
    "FIELDS",
    "Appointment",
    "Choices",
    "Declaration",
    "EditConflict",
    "IdentifierTaken",
    "ImportReport",
    "add",
    "appoint",
    "ask",
    "change_role",
    "choices_of",
    "confirm_role",
    "cover",
    "edit",
    "end_role",
    "forget_drafts",
    "guess",
    "import_table",
    "note_training",
    "open_import",
    "rematch",
    "remove_training",
    "run_import",
    "sign",
    "start_import",
    "starter_of",
    "stop_import",
    "summary",
    "summary_of",
    "uncover",
    "withdraw",
]
