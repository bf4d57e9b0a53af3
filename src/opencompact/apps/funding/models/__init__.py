"""The tables of funding: programmes, agreements, who gets the money, and imports."""

from .agreements import Agreement, PaymentWhen, Variation
from .importing import GrantRun, RunState
from .payees import SETTLED, How, Payee, Standing
from .payments import Basis, Payment, PaymentRun
from .programmes import Programme, Type

__all__ = [
    "SETTLED",
    "Agreement",
    "Basis",
    "GrantRun",
    "How",
    "Payee",
    "Payment",
    "PaymentRun",
    "PaymentWhen",
    "Programme",
    "RunState",
    "Standing",
    "Type",
    "Variation",
]
