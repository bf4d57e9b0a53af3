"""A case with its parties, people, events and papers; published findings; private calendars."""

from opencompact.apps.disputes.models.calendars import PrivateCalendar
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
    "PrivateCalendar",
    "Seat",
    "Side",
]
