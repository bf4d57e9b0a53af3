"""Letters as a format: one value, written as a Word file and as an accessible PDF."""

from opencompact.formats.letters.blocks import Block, Style, blocks
from opencompact.formats.letters.model import Letter, Listed, Quote, Quotes, body_of
from opencompact.formats.letters.pdf import pdf
from opencompact.formats.letters.word import word

__all__ = [
    "Block",
    "Letter",
    "Listed",
    "Quote",
    "Quotes",
    "Style",
    "blocks",
    "body_of",
    "pdf",
    "word",
]
