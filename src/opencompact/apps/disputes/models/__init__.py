"""A case with its parties, people, events, papers and dates; findings; private calendars."""

from opencompact.apps.disputes.models.calendars import PrivateCalendar
from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding
from opencompact.apps.disputes.models.moving import CountedBy, MovedDate

__all__ = [
    "Access",
    "Case",
    "CaseEvent",
    "Citation",
    "CountedBy",
    "Document",
    "Finding",
    "MovedDate",
    "Party",
    "PrivateCalendar",
    "Seat",
    "Side",
]
