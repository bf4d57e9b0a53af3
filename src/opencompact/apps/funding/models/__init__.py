"""The tables of funding: programmes, agreements, who gets the money, and imports."""

from opencompact.base.tasks.imports import RunState

from .agreements import Agreement, PaymentWhen, Variation
from .importing import GrantRun
from .notices import AtTheEnd, BodyBudget, EndDecision, Notice, NoticeAnswer, NoticeKind
from .payees import SETTLED, How, Payee, Standing
from .payments import Basis, Payment, PaymentRun
from .programmes import Programme, Type

__all__ = [
    "SETTLED",
    "Agreement",
    "AtTheEnd",
    "Basis",
    "BodyBudget",
    "EndDecision",
    "GrantRun",
    "How",
    "Notice",
    "NoticeAnswer",
    "NoticeKind",
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
