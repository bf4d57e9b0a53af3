"""A case with its people, events, papers and dates, and what follows; findings; calendars."""

from opencompact.apps.disputes.models.advising import Admission, Adviser
from opencompact.apps.disputes.models.after import Feedback, Referral, Undertaking
from opencompact.apps.disputes.models.availability import Absence
from opencompact.apps.disputes.models.calendars import PrivateCalendar
from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding, Occasion
from opencompact.apps.disputes.models.moving import CountedBy, MovedDate

__all__ = [
    "Absence",
    "Access",
    "Admission",
    "Adviser",
    "Case",
    "CaseEvent",
    "Citation",
    "CountedBy",
    "Document",
    "Feedback",
    "Finding",
    "MovedDate",
    "Occasion",
    "Party",
    "PrivateCalendar",
    "Referral",
    "Seat",
    "Side",
    "Undertaking",
]
