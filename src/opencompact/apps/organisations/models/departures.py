"""A departure: why a body will not keep a commitment in one matter, told beforehand."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard, append_only

NUMBER_LENGTH, RECORD_LENGTH, KEY_LENGTH = 12, 40, 80
TITLE_LENGTH, APPROVER_LENGTH, TEXT_LENGTH = 200, 200, 4000


class Departure(AreaModel):
    """What was filed never changes; it can be withdrawn, and runs out after `expires`.

    Then the question is open again until somebody says that it is settled.

    `record` and `key` say which matter it is about, `event_on` the day before which it had to be
    filed. It cites the commitment, and so the edition.
    """

    id: UUID
    number = models.CharField(max_length=NUMBER_LENGTH)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="departures"
    )
    commitment = models.ForeignKey(
        "agreement.Commitment", models.PROTECT, related_name="departures"
    )
    record = models.CharField(max_length=RECORD_LENGTH)
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(max_length=TITLE_LENGTH)
    reason = models.TextField(max_length=TEXT_LENGTH)
    mitigation = models.TextField(max_length=TEXT_LENGTH)
    approver = models.CharField(max_length=APPROVER_LENGTH)
    event_on = models.DateField()
    expires = models.DateField()
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-filed_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_departure_a_number"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(mitigation="") & ~Q(approver=""),
                name="a_departure_says_why",
            ),
            models.CheckConstraint(
                condition=Q(expires__gte=models.F("event_on")),
                name="a_departure_lasts_until_its_event",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "record", "key"], name="departure_by_record"),
            models.Index(fields=["area", "expires"], name="departure_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("organisations:departure", args=[self.area.slug, self.number])

    @property
    def filed_on(self) -> date:
        """The day it was filed, where the area is."""
        return timezone.localdate(self.filed_at)

    @property
    def last_day(self) -> date:
        """The last day on which it explains anything."""
        if self.withdrawn_on is None:
            return self.expires
        return min(self.expires, self.withdrawn_on - timedelta(days=1))

    @property
    def is_late(self) -> bool:
        """Whether the matter had begun when it was filed: then it explains nothing."""
        return self.filed_on > self.event_on


MESSAGE = "what a departure says is never changed once it is filed"
KEPT = (
    "id", "number", "area_id", "body_id", "commitment_id", "record", "key", "title", "reason",
    "mitigation", "approver", "event_on", "expires", "filed_at", "filed_by_id",
)  # fmt: skip
# What is said once, later: then it stays too.
SAID_LATER = ("withdrawn_on", "settled_on")
CHANGED = " OR ".join(
    [
        *(f"NEW.{column} <> OLD.{column}" for column in KEPT),
        *(
            f"(OLD.{column} IS NOT NULL AND (NEW.{column} IS NULL OR NEW.{column} <> OLD.{column}))"
            for column in SAID_LATER
        ),
    ]
)
DEPARTURE_GUARDS = (
    Guard("organisations_departure", "UPDATE", MESSAGE, when=CHANGED),
    *(one for one in append_only("organisations_departure", MESSAGE) if one.verb != "UPDATE"),
)
