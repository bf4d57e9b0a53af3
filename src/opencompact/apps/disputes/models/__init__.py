"""Cases with people, papers, rooms, dates and what follows; findings; challenges; reports."""

from opencompact.apps.disputes.models.advising import Admission, Adviser
from opencompact.apps.disputes.models.after import Feedback, Referral, Undertaking
from opencompact.apps.disputes.models.availability import Absence
from opencompact.apps.disputes.models.bundles import (
    Bundle,
    BundleMark,
    BundlePlace,
    BundleState,
)
from opencompact.apps.disputes.models.calendars import PrivateCalendar
from opencompact.apps.disputes.models.cases import Access, Case, Citation, Party, Seat, Side
from opencompact.apps.disputes.models.challenges import (
    Broken,
    Challenge,
    ChallengeEvent,
    Challenger,
    Occurrence,
)
from opencompact.apps.disputes.models.clearing import Clearing
from opencompact.apps.disputes.models.events import CaseEvent, Document
from opencompact.apps.disputes.models.findings import Finding, Occasion
from opencompact.apps.disputes.models.letters import LetterPassed, StepLetter
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
from opencompact.apps.disputes.models.rooms import Concern, PaperWord, RoomNote, RoomPaper
from opencompact.apps.disputes.models.signposts import Signpost

__all__ = [
    "Absence",
    "Access",
    "Admission",
    "Adviser",
    "Broken",
    "Bundle",
    "BundleMark",
    "BundlePlace",
    "BundleState",
    "Case",
    "CaseEvent",
    "Challenge",
    "ChallengeEvent",
    "Challenger",
    "Citation",
    "Clearing",
    "Concern",
    "CountedBy",
    "Document",
    "EntryKind",
    "Feedback",
    "Finding",
    "JointMember",
    "JointOffer",
    "LetterPassed",
    "MovedDate",
    "Occasion",
    "Occurrence",
    "PaperWord",
    "Party",
    "PrivateCalendar",
    "Referral",
    "Report",
    "ReportCitation",
    "ReportEntry",
    "RoomNote",
    "RoomPaper",
    "Route",
    "Seat",
    "Side",
    "Signpost",
    "StepLetter",
    "Treatment",
    "Undertaking",
]
