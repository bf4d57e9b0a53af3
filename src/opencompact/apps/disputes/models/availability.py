"""Days on which somebody of a case cannot come. Gone when the case ends: nobody needs them then."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from opencompact.apps.disputes.models.cases import Case
from opencompact.base.areas.scoping import AreaModel


class Absence(AreaModel):
    """From `first` to `last` somebody cannot come. Nobody is asked why."""

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="absences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first", "last", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user", "first", "last"], name="one_absence_of_these_days"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="absence_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat()}"
