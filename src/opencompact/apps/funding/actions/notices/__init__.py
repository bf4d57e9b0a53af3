"""What people do with notices: write, give, note, answer, withdraw; and decide of ends."""

from .budgets import keep_budget
from .ending import decide_end
from .faults import ChangedError, UnfitError
from .giving import answer, give, note, withdraw
from .reminding import remind_of_due
from .writing import begin, remove, write

__all__ = [
    "ChangedError",
    "UnfitError",
    "answer",
    "begin",
    "decide_end",
    "give",
    "keep_budget",
    "note",
    "remind_of_due",
    "remove",
    "withdraw",
    "write",
]
