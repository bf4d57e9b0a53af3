"""Named reads of agreements: as a reader may know of them, as lists want them, as files do."""

from django.db.models import QuerySet

from opencompact.apps.funding.models import Agreement


def to_give_out() -> QuerySet[Agreement]:
    """The grants that everybody may have, with all that a file of them needs, oldest first."""
    found = Agreement.objects.filter(is_draft=False).exclude(identifier="")
    return found.select_related("funder", "payee").order_by("awarded", "number")
