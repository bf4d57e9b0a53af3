"""The home page of an area: `front` for everybody, `desk` and `induction` with a role."""

from .desk import Desk, desk
from .front import Front, front
from .induction import Chapter, induction

__all__ = ["Chapter", "Desk", "Front", "desk", "front", "induction"]
