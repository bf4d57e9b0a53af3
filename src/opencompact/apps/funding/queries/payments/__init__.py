"""Named reads of payments: their imports, the list, shares paid on time, and what is measured."""

from .figures import Figure, bodies_paying, figures, months_paid, summed
from .imports import bodies_named, imports, may_pay, remembered
from .listing import KINDS, TIMES, Asked, payments
from .measuring import measured, measured_month
from .terms import Terms, own_terms

__all__ = [
    "KINDS",
    "TIMES",
    "Asked",
    "Figure",
    "Terms",
    "bodies_named",
    "bodies_paying",
    "figures",
    "imports",
    "may_pay",
    "measured",
    "measured_month",
    "months_paid",
    "own_terms",
    "payments",
    "remembered",
    "summed",
]
