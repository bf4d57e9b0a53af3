"""What a person can do: raise a disagreement, take a step, give papers, publish a finding."""

from opencompact.apps.disputes.actions.bundling import (
    arrange_bundle,
    build_bundle,
    make_bundle,
    mark_paper,
)
from opencompact.apps.disputes.actions.calendars import end_calendar, make_calendar
from opencompact.apps.disputes.actions.faults import Given, UnfitError
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
    "Raising",
    "RefusedError",
    "StaleError",
    "Successor",
    "UnfitError",
    "accept_day",
    "answer_release",
    "arrange_bundle",
    "ask_release",
    "build_bundle",
    "carry_over",
    "closed",
    "closed_gates",
    "content_of",
    "differing",
    "edition_in_force",
    "end_calendar",
    "forget_day",
    "gates_closed_to",
    "hand_over",
    "is_open",
    "make_bundle",
    "make_calendar",
    "mark_paper",
    "note_access",
    "note_days",
    "nowhere",
    "publish_finding",
    "put_in_room",
    "raise_case",
    "redate",
    "refresh_due",
    "refusal",
    "remind",
    "renew_paper",
    "seat",
    "take",
    "unseat",
    "why_not",
    "write_note",
]
