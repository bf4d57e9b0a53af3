"""The text of a pack for readers: prose as blocks, terms explained in place, words to be found."""

from opencompact.core.pack.reading.book import (
    Book,
    Bound,
    Chapter,
    Passage,
    Place,
    Section,
    beside,
    binding,
    book,
    promising_more,
)
from opencompact.core.pack.reading.prose import Block, prose
from opencompact.core.pack.reading.search import Document, Hit, Index, Results, index, search
from opencompact.core.pack.reading.words import (
    Glossary,
    Term,
    Token,
    explain,
    glossary,
    highlight,
    joined,
    slug,
    term,
)

__all__ = [
    "Block",
    "Book",
    "Bound",
    "Chapter",
    "Document",
    "Glossary",
    "Hit",
    "Index",
    "Passage",
    "Place",
    "Results",
    "Section",
    "Term",
    "Token",
    "beside",
    "binding",
    "book",
    "explain",
    "glossary",
    "highlight",
    "index",
    "joined",
    "promising_more",
    "prose",
    "search",
    "slug",
    "term",
]
