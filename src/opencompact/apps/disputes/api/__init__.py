"""Disagreements for machines: data beside the pages, and the operations of the API."""

from . import cases, challenges, findings, log, procedure, reckoning, steps
from .data import attachment, clock, feed
from .routing import routes

__all__ = [
    "attachment",
    "cases",
    "challenges",
    "clock",
    "feed",
    "findings",
    "log",
    "procedure",
    "reckoning",
    "routes",
    "steps",
]
