"""Who holds which role on a day, what each role asks, and where somebody is missing."""

from .duties import Description, description
from .gaps import DOUBTS, Doubtful, Gap, Group, doubtful, gaps, leads_missing, without_voice
from .holding import (
    actor_for,
    addresses,
    chairs,
    champions_missing,
    holders,
    officers,
    representatives,
    role_of,
    roles_at,
    roles_of,
)
from .listing import Sought, people, roles_of_person, training_of

__all__ = [
    "DOUBTS",
    "Description",
    "Doubtful",
    "Gap",
    "Group",
    "Sought",
    "actor_for",
    "addresses",
    "chairs",
    "champions_missing",
    "description",
    "doubtful",
    "gaps",
    "holders",
    "leads_missing",
    "officers",
    "people",
    "representatives",
    "role_of",
    "roles_at",
    "roles_of",
    "roles_of_person",
    "training_of",
    "without_voice",
]
