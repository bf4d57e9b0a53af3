"""What people do with consultations, one function for each thing."""

from .answering import Given, key_in, put_by, send, too_late
from .asking import Asked, ask, reword, unask
from .departing import Why
from .faults import EditConflict, UnfitError
from .feedback import awaiting, forget, publish_feedback, remind, write_feedback
from .holidays import add_holiday, remove_holiday
from .importing import Planned, counted, import_rows, missing_columns, plan
from .papers import add_documents, remove_document
from .register import DATES, FIELDS, add, dates_can_change, days_of, edit, publish, withdraw
from .windows import extend, open_again

__all__ = [
    "DATES",
    "FIELDS",
    "Asked",
    "EditConflict",
    "Given",
    "Planned",
    "UnfitError",
    "Why",
    "add",
    "add_documents",
    "add_holiday",
    "ask",
    "awaiting",
    "counted",
    "dates_can_change",
    "days_of",
    "edit",
    "extend",
    "forget",
    "import_rows",
    "key_in",
    "missing_columns",
    "open_again",
    "plan",
    "publish",
    "publish_feedback",
    "put_by",
    "remind",
    "remove_document",
    "remove_holiday",
    "reword",
    "send",
    "too_late",
    "unask",
    "withdraw",
    "write_feedback",
]
