"""What is asked of people on the pages of consultations."""

from .announcing import PageForm, initial_of
from .answering import QuestionForm, RespondForm, shown
from .deeds import AgainForm, DocumentsForm, ExtendForm, HolidayForm, WithdrawForm
from .feedback import FeedbackForm
from .filtering import CalendarForm, RegisterForm
from .importing import ImportForm
from .register import ConsultationForm

__all__ = [
    "AgainForm",
    "CalendarForm",
    "ConsultationForm",
    "DocumentsForm",
    "ExtendForm",
    "FeedbackForm",
    "HolidayForm",
    "ImportForm",
    "PageForm",
    "QuestionForm",
    "RegisterForm",
    "RespondForm",
    "WithdrawForm",
    "initial_of",
    "shown",
]
