"""The forms of payments: handing in a file, its columns, and narrowing the lists."""

from .importing import ColumnsForm, PaymentFileForm
from .searching import FiguresForm, PaymentsForm

__all__ = ["ColumnsForm", "FiguresForm", "PaymentFileForm", "PaymentsForm"]
