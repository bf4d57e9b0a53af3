"""Forms of the log: reporting, following one's report, keeping it, filtering the list."""

from opencompact.apps.disputes.forms.log.filtering import LogFilterForm
from opencompact.apps.disputes.forms.log.following import AddForm, JoinForm, WithdrawReportForm
from opencompact.apps.disputes.forms.log.keeping import (
    BodyAnswerForm,
    CauseForm,
    CloseForm,
    OutcomeForm,
    TellForm,
    TriageForm,
)
from opencompact.apps.disputes.forms.log.reporting import HINTS, ReportForm

__all__ = [
    "HINTS",
    "AddForm",
    "BodyAnswerForm",
    "CauseForm",
    "CloseForm",
    "JoinForm",
    "LogFilterForm",
    "OutcomeForm",
    "ReportForm",
    "TellForm",
    "TriageForm",
    "WithdrawReportForm",
]
