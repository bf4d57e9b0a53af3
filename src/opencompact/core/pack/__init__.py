"""Packs: an agreement and its working parts as data."""

from opencompact.core.pack.diagnosis import Answered, Way, walk
from opencompact.core.pack.parse import dump, parse, plain, read_yaml, restore, spoken
from opencompact.core.pack.schema import (
    Answer,
    Challenge,
    Commitment,
    Diagnosis,
    Door,
    Elsewhere,
    Group,
    Pack,
    Part,
    Pledge,
    Question,
    Sector,
    Signpost,
    Term,
)
from opencompact.core.pack.tree import PackError

__all__ = [
    "Answer",
    "Answered",
    "Challenge",
    "Commitment",
    "Diagnosis",
    "Door",
    "Elsewhere",
    "Group",
    "Pack",
    "PackError",
    "Part",
    "Pledge",
    "Question",
    "Sector",
    "Signpost",
    "Term",
    "Way",
    "dump",
    "parse",
    "plain",
    "read_yaml",
    "restore",
    "spoken",
    "walk",
]
