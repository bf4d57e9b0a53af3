"""Staged procedures: what the pack says may happen, and what has happened in one case."""

from opencompact.core.procedure.check import Fault, check
from opencompact.core.procedure.clocks import Deadline, clocks, deadlines
from opencompact.core.procedure.engine import (
    Position,
    advance,
    chosen,
    options,
    position,
    waiting_for,
)
from opencompact.core.procedure.meeting import MeetingDays, meeting_days
from opencompact.core.procedure.model import (
    PARTY,
    Clock,
    Ending,
    Event,
    Follow,
    Gate,
    Holder,
    Need,
    NeedKind,
    Procedure,
    Role,
    Stage,
    Step,
    StepNotAllowedError,
    Window,
    refused,
)

__all__ = [
    "PARTY",
    "Clock",
    "Deadline",
    "Ending",
    "Event",
    "Fault",
    "Follow",
    "Gate",
    "Holder",
    "MeetingDays",
    "Need",
    "NeedKind",
    "Position",
    "Procedure",
    "Role",
    "Stage",
    "Step",
    "StepNotAllowedError",
    "Window",
    "advance",
    "check",
    "chosen",
    "clocks",
    "deadlines",
    "meeting_days",
    "options",
    "position",
    "refused",
    "waiting_for",
]
