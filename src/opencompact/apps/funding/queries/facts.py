"""What is recorded of a programme or an agreement, as facts that rules are held against.

What is not recorded is left out: a rule that needs it cannot tell.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from opencompact.apps.funding.models import Agreement, PaymentWhen, Programme
from opencompact.core.rules import Fact, Facts

IN_ADVANCE: Final[Mapping[str, bool]] = {
    PaymentWhen.ADVANCE: True,
    PaymentWhen.PARTLY: True,
    PaymentWhen.ARREARS: False,
}
AGREEMENT: Final = {
    "type": "type",
    "starts": "starts",
    "ends": "ends",
    "awarded": "awarded",
    "confirmed": "confirmed",
    "confirmation_not_possible": "confirmation_not_possible",
    "term_considered": "term_considered",
    "overheads_considered": "overheads_considered",
    "overheads_allowed": "overheads_allowed",
    "overheads_included": "overheads_included",
    "external_limit": "external_limit",
    "named_contact": "contact",
    "competitive_process_forbids": "competitive_process_forbids",
    "payment_terms": "payment_terms",
    "payment_in_advance": "payment_when",
    "advance_payment_offered": "advance_payment_offered",
    "advance_payment_not_possible": "advance_payment_not_possible",
    "monitoring_proportionate": "monitoring_proportionate",
    "dispute_clause": "dispute_clause",
}
"""The facts of an agreement, each with the column that it is read from."""


def of_programme(programme: Programme) -> Facts:
    """The facts of a funding programme."""
    said = {
        "objectives": programme.objectives,
        "eligibility": programme.eligibility,
        "criteria": programme.criteria,
        "timetable": programme.timetable,
        "named_contact": programme.contact,
        "type": programme.type,
        "type_reason": programme.type_reason,
        "collaboration": programme.collaboration,
        "vcs_shaped": programme.vcs_shaped,
        "decision_approach_recorded": programme.decision_approach_recorded,
        "first_decision": programme.first_decision,
        "competitive_process_forbids": programme.competitive_process_forbids,
    }
    return _recorded(said)


def of_agreement(agreement: Agreement) -> Facts:
    """The facts of a funding agreement."""
    return agreed(getattr(agreement, column) for column in AGREEMENT.values())


def agreed(values: Iterable[Any]) -> Facts:
    """The same from the values alone, in the order of `AGREEMENT`: for those who read many."""
    said = dict(zip(AGREEMENT, values, strict=True))
    said["payment_in_advance"] = IN_ADVANCE.get(said["payment_in_advance"])
    return _recorded(said)


def _recorded(said: Mapping[str, Fact | None]) -> Facts:
    return {name: fact for name, fact in said.items() if fact is not None and fact != ""}
