"""Forms of assessments: begin, write, decide, review, filter; and the groups of the area."""

from .filtering import FilterForm
from .groups import GroupForm
from .noting import DecisionForm, ReviewForm
from .writing import BeginForm, WriteForm, initial_of

__all__ = [
    "BeginForm",
    "DecisionForm",
    "FilterForm",
    "GroupForm",
    "ReviewForm",
    "WriteForm",
    "initial_of",
]
