"""Forms of disagreements: raising one, taking a step, papers, seats, handing a role over."""

from opencompact.apps.disputes.forms.advising import AdviserForm
from opencompact.apps.disputes.forms.after import (
    ASK_AFTER,
    LearningForm,
    OutcomeForm,
    PromiseForm,
    ReferralForm,
    StaysForm,
)
from opencompact.apps.disputes.forms.answering import AnswerForm
from opencompact.apps.disputes.forms.availability import AbsenceForm, RemoveForm
from opencompact.apps.disputes.forms.bundling import MakeForm, OrderForm
from opencompact.apps.disputes.forms.feedback import ASKED, FeedbackForm
from opencompact.apps.disputes.forms.filtering import FilterForm, FindingFilterForm
from opencompact.apps.disputes.forms.handing import HandOverForm, LeaveForm
from opencompact.apps.disputes.forms.holidays import HolidayForm
from opencompact.apps.disputes.forms.raising import (
    CommitmentsForm,
    GatesForm,
    OthersForm,
    WhatForm,
    gates_asked,
    gates_form,
    papers_form,
    what_form,
)
from opencompact.apps.disputes.forms.rooms import (
    AskForm,
    CarryForm,
    MediatorPaperForm,
    NoteForm,
    ReleaseForm,
    RenewForm,
    RoomPaperForm,
    SidePaperForm,
)
from opencompact.apps.disputes.forms.seating import SeatForm
from opencompact.apps.disputes.forms.steps import StepForm, form_for, has_files

__all__ = [
    "ASKED",
    "ASK_AFTER",
    "AbsenceForm",
    "AdviserForm",
    "AnswerForm",
    "AskForm",
    "CarryForm",
    "CommitmentsForm",
    "FeedbackForm",
    "FilterForm",
    "FindingFilterForm",
    "GatesForm",
    "HandOverForm",
    "HolidayForm",
    "LearningForm",
    "LeaveForm",
    "MakeForm",
    "MediatorPaperForm",
    "NoteForm",
    "OrderForm",
    "OthersForm",
    "OutcomeForm",
    "PromiseForm",
    "ReferralForm",
    "ReleaseForm",
    "RemoveForm",
    "RenewForm",
    "RoomPaperForm",
    "SeatForm",
    "SidePaperForm",
    "StaysForm",
    "StepForm",
    "WhatForm",
    "form_for",
    "gates_asked",
    "gates_form",
    "has_files",
    "papers_form",
    "what_form",
]
