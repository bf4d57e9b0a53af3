"""Organisations, who speaks for them, who signed for them, and imports of the register."""

from .importing import ImportRun, RunState, Subject
from .people import Role, Training
from .register import Kind, Organisation, Sector, Size
from .signing import Coverage, Signature

__all__ = [
    "Coverage",
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
