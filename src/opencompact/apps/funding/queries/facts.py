"""What is recorded of a programme or an agreement, as facts that rules are held against.

What is not recorded is left out: a rule that needs it cannot tell.
"""

from collections.abc import Iterator, Mapping

from opencompact.apps.funding.models import Agreement, PaymentWhen, Programme
from opencompact.core.rules import Fact, Facts

IN_ADVANCE = {PaymentWhen.ADVANCE: True, PaymentWhen.PARTLY: True, PaymentWhen.ARREARS: False}


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
    return dict(_recorded(said))


def of_agreement(agreement: Agreement) -> Facts:
    """The facts of a funding agreement."""
    said = {
        "type": agreement.type,
        "starts": agreement.starts,
        "ends": agreement.ends,
        "awarded": agreement.awarded,
        "confirmed": agreement.confirmed,
        "confirmation_not_possible": agreement.confirmation_not_possible,
        "term_considered": agreement.term_considered,
        "overheads_considered": agreement.overheads_considered,
        "overheads_allowed": agreement.overheads_allowed,
        "overheads_included": agreement.overheads_included,
        "external_limit": agreement.external_limit,
        "named_contact": agreement.contact,
        "competitive_process_forbids": agreement.competitive_process_forbids,
        "payment_terms": agreement.payment_terms,
        "payment_in_advance": IN_ADVANCE.get(PaymentWhen(agreement.payment_when))
        if agreement.payment_when
        else None,
        "advance_payment_offered": agreement.advance_payment_offered,
        "advance_payment_not_possible": agreement.advance_payment_not_possible,
        "monitoring_proportionate": agreement.monitoring_proportionate,
        "dispute_clause": agreement.dispute_clause,
    }
    return dict(_recorded(said))


def _recorded(said: Mapping[str, Fact | None]) -> Iterator[tuple[str, Fact]]:
    return ((name, fact) for name, fact in said.items() if fact is not None and fact != "")
