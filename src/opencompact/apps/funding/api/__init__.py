"""Funding for machines: a file a part."""

from . import payments
from .routing import routes

__all__ = ["payments", "routes"]
