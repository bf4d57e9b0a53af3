"""Who signed which edition for an organisation, for whom else, and when they withdrew."""

from uuid import UUID

from django.conf import settings
from django.db import models

from opencompact.base.areas.scoping import AreaModel


class Signature(AreaModel):
    """A pledge, in force from `signed_on` up to, not including, `withdrawn_on`.

    `signed_by` and `position` are as given when signing; `user` is whoever signed in to do it and
    empty for a signature on paper or by a link in a mail.
    """

    id: UUID
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="signatures"
    )
    edition = models.ForeignKey("agreement.Edition", models.PROTECT, related_name="signatures")
    signed_by = models.CharField(max_length=120)
    position = models.CharField(max_length=120)
    signed_on = models.DateField()
    recorded_at = models.DateTimeField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)
    withdrawn_recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-signed_on", "-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="one_open_signature",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True)
                | models.Q(withdrawn_on__gte=models.F("signed_on")),
                name="signed_before_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_recorded_at__isnull=True)
                | models.Q(withdrawn_on__isnull=False, withdrawn_recorded_at__isnull=False),
                name="withdrawal_is_recorded",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "signed_on", "withdrawn_on"], name="signature_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.signed_by}, {self.signed_on.isoformat()}"


class Coverage(AreaModel):
    """A member for whom a lead body's signature counts, from `starts` to the day before `ends`."""

    id: UUID
    signature = models.ForeignKey(Signature, models.PROTECT, related_name="coverage")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="covered_by"
    )
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["signature", "organisation"],
                condition=models.Q(ends__isnull=True),
                name="one_open_coverage",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="coverage_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"covered from {self.starts.isoformat()}"
