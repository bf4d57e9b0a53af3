"""Organisations, who speaks for them, who signed for them, what they depart from, imports."""

from opencompact.base.tasks.imports import RunState

from .departures import Departure
from .importing import ImportRun, Subject
from .people import Role, Training
from .register import Kind, Organisation, Sector, Size
from .signing import Coverage, Signature

__all__ = [
    "Coverage",
    "Departure",
    "ImportRun",
    "Kind",
    "Organisation",
    "Role",
    "RunState",
    "Sector",
    "Signature",
    "Size",
    "Subject",
    "Training",
]
