"""Advisers: they read a case beside one side and do nothing in it."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from opencompact.apps.disputes.models.cases import Case, Party
from opencompact.base.areas.scoping import AreaModel


class Adviser(AreaModel):
    """Somebody whom a side invited to read the case with it, from `accepted_on` to `ended_on`.

    Before they accept they see nothing. The row stays: who once read with a side never judges.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="advisers")
    party = models.ForeignKey(Party, models.PROTECT, related_name="advisers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    invited_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["invited_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ended_on__isnull=True),
                name="one_open_adviser_a_case",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(accepted_on__gte=F("invited_on")),
                name="adviser_accepts_after_the_invitation",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("invited_on")),
                name="adviser_ends_after_the_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.party}"

    @property
    def reads(self) -> bool:
        """Say whether they may read the case now."""
        return self.accepted_on is not None and self.ended_on is None


class Admission(AreaModel):
    """The yes of one side to an adviser in the mediation room; it takes the yes of every side."""

    id: UUID
    adviser = models.ForeignKey(Adviser, models.PROTECT, related_name="admissions")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    given_on = models.DateField()

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["adviser", "party"], name="one_admission_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.given_on.isoformat()}"
