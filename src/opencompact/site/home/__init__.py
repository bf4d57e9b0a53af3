"""The two faces of an area's home page: `front` for everybody, `desk` for somebody with a role."""

from .desk import Desk, desk
from .front import Front, front

__all__ = ["Desk", "Front", "desk", "front"]
