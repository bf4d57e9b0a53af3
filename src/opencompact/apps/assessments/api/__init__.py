"""Assessments for machines: what everybody can read of them."""

from . import operations
from .routing import routes

__all__ = ["operations", "routes"]
