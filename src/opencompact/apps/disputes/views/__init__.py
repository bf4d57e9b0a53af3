"""The pages of disagreements."""

from opencompact.apps.disputes.views import calendars
from opencompact.apps.disputes.views.answering import ANSWER
from opencompact.apps.disputes.views.cases import (
    accept_day,
    case,
    clock,
    clock_json,
    dates,
    document,
    room,
)
from opencompact.apps.disputes.views.findings import (
    finding,
    findings,
    findings_atom,
    findings_file,
    waiting_finding,
)
from opencompact.apps.disputes.views.handing import hand_over, nobodys
from opencompact.apps.disputes.views.lists import case_file, case_list, procedure
from opencompact.apps.disputes.views.people import people, unseat
from opencompact.apps.disputes.views.raising import begin, raise_page, sent
from opencompact.apps.disputes.views.steps import step

__all__ = [
    "ANSWER",
    "accept_day",
    "begin",
    "calendars",
    "case",
    "case_file",
    "case_list",
    "clock",
    "clock_json",
    "dates",
    "document",
    "finding",
    "findings",
    "findings_atom",
    "findings_file",
    "hand_over",
    "nobodys",
    "people",
    "procedure",
    "raise_page",
    "room",
    "sent",
    "step",
    "unseat",
    "waiting_finding",
]
