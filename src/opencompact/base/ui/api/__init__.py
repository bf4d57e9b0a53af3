"""What every operation of the JSON API shares: its errors, its lists in pages, who may call it."""

from .faults import Fault, answer, of_form
from .paging import Listed, Meta, Paging, Text, listed
from .routes import AREA, Routes, private, public

__all__ = [
    "AREA",
    "Fault",
    "Listed",
    "Meta",
    "Paging",
    "Routes",
    "Text",
    "answer",
    "listed",
    "of_form",
    "private",
    "public",
]
