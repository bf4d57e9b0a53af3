"""The pages of disagreements."""

from opencompact.apps.disputes.views import calendars
from opencompact.apps.disputes.views.advising import (
    ADVISE,
    admit_adviser,
    advisers,
    end_adviser,
)
from opencompact.apps.disputes.views.after import after, learning, mark_undertaking, referral
from opencompact.apps.disputes.views.answering import ANSWER
from opencompact.apps.disputes.views.availability import ask_for_time, availability
from opencompact.apps.disputes.views.bundling import bundle, bundle_file, mark, order
from opencompact.apps.disputes.views.cases import accept_day, case, clock, clock_json, dates
from opencompact.apps.disputes.views.drafting import close_task, drafting, drafting_file
from opencompact.apps.disputes.views.feedback import FEEDBACK, feedback
from opencompact.apps.disputes.views.findings import (
    finding,
    findings,
    findings_atom,
    findings_file,
    waiting_finding,
)
from opencompact.apps.disputes.views.handing import hand_over, nobodys
from opencompact.apps.disputes.views.holidays import forget_holiday, holidays
from opencompact.apps.disputes.views.lists import case_file, case_list, procedure
from opencompact.apps.disputes.views.papers import document, renew, versions
from opencompact.apps.disputes.views.people import people, unseat
from opencompact.apps.disputes.views.raising import begin, raise_page, sent
from opencompact.apps.disputes.views.rooms import ask, carry, paper, put_in, release, room
from opencompact.apps.disputes.views.steps import step

__all__ = [
    "ADVISE",
    "ANSWER",
    "FEEDBACK",
    "accept_day",
    "admit_adviser",
    "advisers",
    "after",
    "ask",
    "ask_for_time",
    "availability",
    "begin",
    "bundle",
    "bundle_file",
    "calendars",
    "carry",
    "case",
    "case_file",
    "case_list",
    "clock",
    "clock_json",
    "close_task",
    "dates",
    "document",
    "drafting",
    "drafting_file",
    "end_adviser",
    "feedback",
    "finding",
    "findings",
    "findings_atom",
    "findings_file",
    "forget_holiday",
    "hand_over",
    "holidays",
    "learning",
    "mark",
    "mark_undertaking",
    "nobodys",
    "order",
    "paper",
    "people",
    "procedure",
    "put_in",
    "raise_page",
    "referral",
    "release",
    "renew",
    "room",
    "sent",
    "step",
    "unseat",
    "versions",
    "waiting_finding",
]
