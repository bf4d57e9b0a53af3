"""How commitments are kept, for machines."""

from .operations import routes

__all__ = ["routes"]
