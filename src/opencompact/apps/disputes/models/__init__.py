"""A case with its parties, people, events, papers, rooms and dates; findings; calendars."""

from opencompact.apps.disputes.models.bundles import (
    Bundle,
    BundleMark,
    BundlePlace,
    BundleState,
)
from opencompact.apps.disputes.models.calendars import PrivateCalendar
from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding
from opencompact.apps.disputes.models.moving import CountedBy, MovedDate
from opencompact.apps.disputes.models.rooms import Concern, PaperWord, RoomNote, RoomPaper

__all__ = [
    "Access",
    "Bundle",
    "BundleMark",
    "BundlePlace",
    "BundleState",
    "Case",
    "CaseEvent",
    "Citation",
    "Concern",
    "CountedBy",
    "Document",
    "Finding",
    "MovedDate",
    "PaperWord",
    "Party",
    "PrivateCalendar",
    "RoomNote",
    "RoomPaper",
    "Seat",
    "Side",
]
