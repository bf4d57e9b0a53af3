"""Disagreements for machines: data beside the pages, and the operations of the API."""

from . import cases, findings, procedure, reckoning, steps
from .data import attachment, clock, feed
from .routing import routes

__all__ = [
    "attachment",
    "cases",
    "clock",
    "feed",
    "findings",
    "procedure",
    "reckoning",
    "routes",
    "steps",
]
