"""What is new on the public register: signatures, withdrawals, organisations."""

from django.db.models import QuerySet

from opencompact.apps.organisations.models import Organisation, Signature
from opencompact.base.areas.models import Area


def signed_lately(area: Area) -> QuerySet[Signature]:
    """Every signature, the latest recorded first."""
    found: QuerySet[Signature] = Signature.objects.filter(area=area)
    return found.select_related("organisation").order_by("-recorded_at", "id")


def withdrawn_lately(area: Area) -> QuerySet[Signature]:
    """Every signature that was withdrawn, the latest recorded first."""
    found = Signature.objects.filter(area=area, withdrawn_on__isnull=False)
    return found.select_related("organisation").order_by("-withdrawn_recorded_at", "id")


def added_lately(area: Area) -> QuerySet[Organisation]:
    """Every organisation, the newest on the register first."""
    return Organisation.objects.filter(area=area).order_by("-created_at", "match_key", "id")
