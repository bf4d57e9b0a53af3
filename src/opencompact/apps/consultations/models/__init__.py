"""The tables of consultations: the register, its windows, what is asked, answers and feedback."""

from .answers import Kind, Question, Response
from .papers import Document
from .register import Consultation, Said, Window
from .telling import Extension, Feedback, SchoolHoliday

__all__ = [
    "Consultation",
    "Document",
    "Extension",
    "Feedback",
    "Kind",
    "Question",
    "Response",
    "Said",
    "SchoolHoliday",
    "Window",
]
