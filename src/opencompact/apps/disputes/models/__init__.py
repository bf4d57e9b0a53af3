"""A case with its parties, people, events, papers and dates; findings; calendars; reports."""

from opencompact.apps.disputes.models.calendars import PrivateCalendar
from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding
from opencompact.apps.disputes.models.log import (
    EntryKind,
    JointMember,
    JointOffer,
    Report,
    ReportCitation,
    ReportEntry,
    Route,
    Treatment,
)
from opencompact.apps.disputes.models.moving import CountedBy, MovedDate

__all__ = [
    "Access",
    "Case",
    "CaseEvent",
    "Citation",
    "CountedBy",
    "Document",
    "EntryKind",
    "Finding",
    "JointMember",
    "JointOffer",
    "MovedDate",
    "Party",
    "PrivateCalendar",
    "Report",
    "ReportCitation",
    "ReportEntry",
    "Route",
    "Seat",
    "Side",
    "Treatment",
]
