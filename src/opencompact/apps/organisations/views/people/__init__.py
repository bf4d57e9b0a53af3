"""People and their roles: the list and its gaps, one role, appointing and ending."""

from .appointing import appoint, end_role
from .listing import gaps, people, people_file
from .roles import change, confirm, note_training, remove_training, role

__all__ = [
    "appoint",
    "change",
    "confirm",
    "end_role",
    "gaps",
    "note_training",
    "people",
    "people_file",
    "remove_training",
    "role",
]
