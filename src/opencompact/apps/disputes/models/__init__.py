"""A case with its parties, people, events and papers, and the findings that are published."""

from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding

__all__ = [
    "Access",
    "Case",
    "CaseEvent",
    "Citation",
    "Document",
    "Finding",
    "Party",
    "Seat",
    "Side",
]
