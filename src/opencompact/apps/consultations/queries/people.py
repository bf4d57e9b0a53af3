"""Who keeps a consultation, to be written to."""

from datetime import date

from opencompact.apps.consultations.models import Consultation
from opencompact.apps.organisations.queries import addresses, officers, roles_at


def keepers(consultation: Consultation, on: date) -> list[tuple[str, str]]:
    """Name and address of everybody with a role in the body; without any, of the officers."""
    own = roles_at(consultation.area, on).filter(organisation=consultation.body_id)
    return addresses(own.filter(user__is_active=True)) or officers(consultation.area, on)
