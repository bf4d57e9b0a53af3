"""The bodies whose records somebody may add to."""

from django.db.models import QuerySet

from opencompact.apps.funding.policy.grants import bodies_of
from opencompact.apps.organisations.models import Organisation
from opencompact.apps.organisations.policy import is_officer
from opencompact.base.areas.actor import Actor


def bodies(actor: Actor) -> QuerySet[Organisation]:
    """For officers those that can give money, and for others their own; by name."""
    if is_officer(actor):
        return Organisation.objects.filter(sector__in=("public", "funder"))
    return Organisation.objects.filter(pk__in=bodies_of(actor))
