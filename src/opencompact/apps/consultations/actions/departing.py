"""A reason for less time than was promised: a departure is filed for each commitment."""

from datetime import datetime

from opencompact.apps.agreement.models import Commitment
from opencompact.apps.consultations.models import Consultation
from opencompact.apps.consultations.queries import RECORD, Judged, judged
from opencompact.apps.organisations.actions import Filing, file_departure
from opencompact.base.areas.actor import Actor
from opencompact.core.record import record


@record
class Why:
    """Why there is less time, what is done about it, and who approved it."""

    reason: str
    mitigation: str
    approver: str


def depart(consultation: Consultation, why: Why, *, actor: Actor, at: datetime) -> None:
    """File what explains each window that is too short; the caller holds a transaction."""
    for one in judged(consultation):
        if one.is_short:
            filing = Filing(
                body=consultation.body,
                commitment=_commitment(one),
                record=RECORD,
                key=one.found.measured.key,
                title=consultation.title,
                event_on=one.window.opens,
                expires=one.window.closes,
                reason=why.reason,
                mitigation=why.mitigation,
                approver=why.approver,
            )
            file_departure(consultation.area, filing, actor=actor, at=at)


def _commitment(one: Judged) -> Commitment:
    """The row that a departure cites."""
    found: Commitment = Commitment.objects.get(
        edition__key=one.found.edition, key=one.found.commitment.key
    )
    return found
