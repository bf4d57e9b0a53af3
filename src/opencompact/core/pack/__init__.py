"""Packs: an agreement and its working parts as data."""

from opencompact.core.pack.parse import dump, parse, restore, spoken
from opencompact.core.pack.schema import (
    Commitment,
    Group,
    Pack,
    Part,
    Pledge,
    Sector,
    Signpost,
    Term,
)
from opencompact.core.pack.tree import PackError

__all__ = [
    "Commitment",
    "Group",
    "Pack",
    "PackError",
    "Part",
    "Pledge",
    "Sector",
    "Signpost",
    "Term",
    "dump",
    "parse",
    "restore",
    "spoken",
]
