"""Consultations for machines: the public register."""

from . import register
from .routing import routes

__all__ = ["register", "routes"]
