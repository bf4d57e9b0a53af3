"""What was kept as long as the area keeps it: proposed to be removed, and removed, by two."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from opencompact.apps.disputes.models.cases import Case
from opencompact.apps.disputes.models.challenges import Challenge
from opencompact.apps.disputes.models.log import Report
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard
from opencompact.core.keeping import OF_CASES, OF_CHALLENGES, OF_REPORTS, Kept


def _of(matter: str, classes: tuple[Kept, ...]) -> Q:
    """Something of this matter, and of no other."""
    others = {name: None for name in ("case", "report", "challenge") if name != matter}
    kept = [one.value for one in classes]
    return Q(**{f"{matter}__isnull": False, "kept__in": kept}, **others)


class Clearing(AreaModel):
    """That somebody proposed to remove one class of a case, a report or a challenge.

    One that was done again after a restore names nobody: the history does.
    """

    KINDS: ClassVar = [(kept.value, kept.value) for kept in Kept]

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="clearings")
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="clearings"
    )
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="clearings"
    )
    kept = models.CharField(max_length=10, choices=KINDS)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    proposed_on = models.DateField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    removed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kept"], name="one_clearing_of_a_case"),
            models.UniqueConstraint(fields=["report", "kept"], name="one_clearing_of_a_report"),
            models.UniqueConstraint(
                fields=["challenge", "kept"], name="one_clearing_of_a_challenge"
            ),
            models.CheckConstraint(
                condition=_of("case", OF_CASES)
                | _of("report", OF_REPORTS)
                | _of("challenge", OF_CHALLENGES),
                name="clearing_is_of_one_matter",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False, removed_on=None, confirmed_by=None)
                | (
                    Q(proposed_by__isnull=False, removed_on__isnull=False)
                    & Q(confirmed_by__isnull=False)
                    & ~Q(proposed_by=F("confirmed_by"))
                )
                | Q(proposed_by=None, removed_on__isnull=False, confirmed_by=None),
                name="clearing_takes_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept}, {self.proposed_on.isoformat()}"

    @property
    def matter_id(self) -> UUID:
        """The id of what something is removed of."""
        found: UUID = getattr(self, f"{Kept(self.kept).matter}_id")
        return found


CLEARING_GUARDS = (
    Guard(
        "disputes_clearing",
        "UPDATE",
        "what was removed stays known as it was",
        when="OLD.removed_on IS NOT NULL",
    ),
    Guard(
        "disputes_clearing",
        "DELETE",
        "what was removed stays known",
        when="OLD.removed_on IS NOT NULL",
    ),
)
