"""What a person can do: raise a disagreement, take a step, give papers, publish a finding."""

from opencompact.apps.disputes.actions.advising import (
    UnfitAdviserError,
    accept_advising,
    admit_adviser,
    end_adviser,
    invite_adviser,
)
from opencompact.apps.disputes.actions.after import (
    Promise,
    mark_undertaking,
    note_outcome,
    note_undertaking,
    refer_case,
    remind_of_referral,
    remind_of_undertaking,
    write_learning,
)
from opencompact.apps.disputes.actions.availability import (
    ask_for_time,
    forget_absence,
    note_absence,
)
from opencompact.apps.disputes.actions.bundling import (
    arrange_bundle,
    build_bundle,
    make_bundle,
    mark_paper,
)
from opencompact.apps.disputes.actions.calendars import end_calendar, make_calendar
from opencompact.apps.disputes.actions.drafting import close_task
from opencompact.apps.disputes.actions.faults import Given, UnfitError
from opencompact.apps.disputes.actions.feedback import ask_for_feedback, give_feedback
from opencompact.apps.disputes.actions.handing import HandedOver, Successor, hand_over
from opencompact.apps.disputes.actions.holidays import (
    Changed,
    differing,
    forget_day,
    note_days,
)
from opencompact.apps.disputes.actions.mail import remind
from opencompact.apps.disputes.actions.papers import DamagedPaperError, content_of
from opencompact.apps.disputes.actions.publishing import note_access, publish_finding
from opencompact.apps.disputes.actions.raising import (
    SIGNATORIES,
    Raising,
    RefusedError,
    closed_gates,
    edition_in_force,
    gates_closed_to,
    raise_case,
)
from opencompact.apps.disputes.actions.redating import accept_day, redate
from opencompact.apps.disputes.actions.renewing import closed, renew_paper
from opencompact.apps.disputes.actions.rooms import (
    ForWhom,
    answer_release,
    ask_release,
    carry_over,
    is_open,
    nowhere,
    put_in_room,
    write_note,
)
from opencompact.apps.disputes.actions.seating import ConflictError, seat, unseat, why_not
from opencompact.apps.disputes.actions.taking import refusal, take
from opencompact.apps.disputes.actions.writing import StaleError, refresh_due
from opencompact.formats.papers import PaperError

__all__ = [
    "SIGNATORIES",
    "Changed",
    "ConflictError",
    "DamagedPaperError",
    "ForWhom",
    "Given",
    "HandedOver",
    "PaperError",
    "Promise",
    "Raising",
    "RefusedError",
    "StaleError",
    "Successor",
    "UnfitAdviserError",
    "UnfitError",
    "accept_advising",
    "accept_day",
    "admit_adviser",
    "answer_release",
    "arrange_bundle",
    "ask_for_feedback",
    "ask_for_time",
    "ask_release",
    "build_bundle",
    "carry_over",
    "close_task",
    "closed",
    "closed_gates",
    "content_of",
    "differing",
    "edition_in_force",
    "end_adviser",
    "end_calendar",
    "forget_absence",
    "forget_day",
    "gates_closed_to",
    "give_feedback",
    "hand_over",
    "invite_adviser",
    "is_open",
    "make_bundle",
    "make_calendar",
    "mark_paper",
    "mark_undertaking",
    "note_absence",
    "note_access",
    "note_days",
    "note_outcome",
    "note_undertaking",
    "nowhere",
    "publish_finding",
    "put_in_room",
    "raise_case",
    "redate",
    "refer_case",
    "refresh_due",
    "refusal",
    "remind",
    "remind_of_referral",
    "remind_of_undertaking",
    "renew_paper",
    "seat",
    "take",
    "unseat",
    "why_not",
    "write_learning",
    "write_note",
]
