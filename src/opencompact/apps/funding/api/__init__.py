"""Funding for machines: a file a part."""

from . import grants, payments
from .routing import routes

__all__ = ["grants", "payments", "routes"]
