"""Named reads of imports of grants."""

from django.db.models import QuerySet

from opencompact.apps.funding.models import GrantRun
from opencompact.base.areas.models import Area


def imports(area: Area) -> QuerySet[GrantRun]:
    """The imports of an area, newest first, without their files."""
    found = GrantRun.objects.filter(area=area).defer("text")
    return found.select_related("area", "started_by")
