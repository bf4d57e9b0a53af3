"""The register for machines: organisations, signatories, people and imports."""

from . import importing, people, register, signing
from .routing import routes

__all__ = ["importing", "people", "register", "routes", "signing"]
