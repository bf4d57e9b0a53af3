"""What people do with the log: report, follow, keep, answer, join others, act together."""

from opencompact.apps.disputes.actions.log.following import add, withdraw
from opencompact.apps.disputes.actions.log.joining import answer_joining
from opencompact.apps.disputes.actions.log.jointly import begin_jointly, take_part
from opencompact.apps.disputes.actions.log.keeping import (
    answer_for_body,
    close,
    note_cause,
    note_outcome,
    tell_body,
    triage,
)
from opencompact.apps.disputes.actions.log.reporting import Reported, report

__all__ = [
    "Reported",
    "add",
    "answer_for_body",
    "answer_joining",
    "begin_jointly",
    "close",
    "note_cause",
    "note_outcome",
    "report",
    "take_part",
    "tell_body",
    "triage",
    "withdraw",
]
