"""Dates of open cases that a change of the calendar moved, and what they were counted by."""

from uuid import UUID

from django.conf import settings
from django.db import models

from opencompact.apps.disputes.models.cases import Case
from opencompact.base.areas.scoping import AreaModel

KEY_LENGTH = 80


class CountedBy(AreaModel):
    """The holidays that the dates of the area's open cases were last counted by."""

    id: UUID
    holidays: list[list[str]] = models.JSONField()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area"], name="one_calendar_counted_by"),
        ]

    def __str__(self) -> str:
        return f"{len(self.holidays)} holidays"


class MovedDate(AreaModel):
    """A limit that the calendar moved from `was` to `now`, for a party where it is each one's own.

    An earlier day takes time from somebody: until `accepted_on` the old one stands. `place` is that
    of the clock's anchor among the events; `why` names the holidays that came or went.
    """

    id: UUID
    case = models.ForeignKey(Case, models.PROTECT, related_name="moves")
    clock = models.CharField(max_length=KEY_LENGTH)
    party = models.CharField(max_length=KEY_LENGTH, blank=True)
    place = models.PositiveIntegerField()
    was = models.DateField()
    now = models.DateField()
    why = models.TextField()
    moved_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta:
        ordering = ["moved_on", "clock", "party", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(was=models.F("now")), name="a_moved_date_moved"
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_on__isnull=True)
                | models.Q(now__lt=models.F("was"), accepted_on__gte=models.F("moved_on")),
                name="only_an_earlier_day_is_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock}, {self.was.isoformat()} to {self.now.isoformat()}"

    @property
    def waits(self) -> bool:
        """Say whether the earlier day still waits for a yes."""
        return self.now < self.was and self.accepted_on is None
