"""What people do with assessments: write, publish, take back, decide, review; and the groups."""

from .faults import ChangedError, UnfitError
from .groups import keep_group
from .keeping import begin, go_on, remove, write
from .publishing import note_decision, note_review, publish, take_back
from .reminding import remind_of_review

__all__ = [
    "ChangedError",
    "UnfitError",
    "begin",
    "go_on",
    "keep_group",
    "note_decision",
    "note_review",
    "publish",
    "remind_of_review",
    "remove",
    "take_back",
    "write",
]
