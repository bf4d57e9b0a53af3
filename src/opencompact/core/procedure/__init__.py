"""Staged procedures: what the pack says may happen, and what has happened in one case."""

from opencompact.core.procedure.check import Fault, check
from opencompact.core.procedure.clocks import Deadline, Kept, clocks, deadlines
from opencompact.core.procedure.engine import (
    Aside,
    Position,
    advance,
    chosen,
    options,
    position,
    waiting_for,
)
from opencompact.core.procedure.gates import refused
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
)
from opencompact.core.procedure.opening import Opening, opening
from opencompact.core.procedure.redating import Redated, redated
from opencompact.core.procedure.shares import Shares, equally, packed, pounds, unpacked
from opencompact.core.procedure.waiting import opens, take, too_soon

__all__ = [
    "PARTY",
    "Aside",
    "Clock",
    "Deadline",
    "Ending",
    "Event",
    "Fault",
    "Follow",
    "Gate",
    "Holder",
    "Kept",
    "MeetingDays",
    "Need",
    "NeedKind",
    "Opening",
    "Position",
    "Procedure",
    "Redated",
    "Role",
    "Shares",
    "Stage",
    "Step",
    "StepNotAllowedError",
    "Window",
    "advance",
    "check",
    "chosen",
    "clocks",
    "deadlines",
    "equally",
    "meeting_days",
    "opening",
    "opens",
    "options",
    "packed",
    "position",
    "pounds",
    "redated",
    "refused",
    "take",
    "too_soon",
    "unpacked",
    "waiting_for",
]
