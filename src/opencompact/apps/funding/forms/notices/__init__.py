"""Forms of notices: what is told, why, what was thought of before, and what comes after."""

from .after import AnswerForm, NoteForm, WithdrawForm
from .ends import BudgetForm, EndForm
from .filtering import NoticeFilterForm
from .steps import STEPS, BeginForm, ChecksForm, ConfirmForm, ReasonsForm, WhatForm

__all__ = [
    "STEPS",
    "AnswerForm",
    "BeginForm",
    "BudgetForm",
    "ChecksForm",
    "ConfirmForm",
    "EndForm",
    "NoteForm",
    "NoticeFilterForm",
    "ReasonsForm",
    "WhatForm",
    "WithdrawForm",
]
