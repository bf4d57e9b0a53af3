"""Named reads of assessments: who sees which, the groups, what is due, what is measured."""

from .groups import Group, asked_groups, every_group, group_names, own_group, own_groups
from .keeping import bodies_of, due_reviews, missing, readers
from .listing import SORTS, Wanted, listed, one_assessment, published, searched
from .measuring import facts, judged, measured

__all__ = [
    "SORTS",
    "Group",
    "Wanted",
    "asked_groups",
    "bodies_of",
    "due_reviews",
    "every_group",
    "facts",
    "group_names",
    "judged",
    "listed",
    "measured",
    "missing",
    "one_assessment",
    "own_group",
    "own_groups",
    "published",
    "readers",
    "searched",
]
