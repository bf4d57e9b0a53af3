"""What is said later on: a longer window, what came of it all, and when schools are closed."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from opencompact.base.areas.scoping import AreaModel

from .register import LINE_LENGTH, TEXT_LENGTH, Consultation, Window


class Extension(AreaModel):
    """A window was made longer: until when it was to last before, and why it lasts longer."""

    id: UUID
    window = models.ForeignKey(Window, models.PROTECT, related_name="extensions")
    was = models.DateField()
    to = models.DateField()
    why = models.CharField(max_length=LINE_LENGTH)
    on = models.DateField()

    class Meta:
        ordering = ["was", "id"]
        constraints = [
            models.UniqueConstraint(fields=["window", "was"], name="one_extension_an_end"),
            models.CheckConstraint(condition=Q(to__gt=F("was")), name="extension_makes_it_longer"),
        ]

    def __str__(self) -> str:
        return f"{self.was.isoformat()} to {self.to.isoformat()}"


class Feedback(AreaModel):
    """What was heard, what changed because of it, what did not and why; a draft until published."""

    id: UUID
    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="feedback")
    heard = models.TextField(max_length=TEXT_LENGTH, blank=True)
    changed = models.TextField(max_length=TEXT_LENGTH, blank=True)
    unchanged = models.TextField(max_length=TEXT_LENGTH, blank=True)
    published_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(heard=""), name="feedback_says_what_was_heard"
            ),
        ]

    def __str__(self) -> str:
        return str(self.consultation_id)


class SchoolHoliday(AreaModel):
    """Days on which the schools of the area are closed, both ends included; officers keep it."""

    id: UUID
    name = models.CharField(max_length=120)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "first"], name="one_school_holiday_a_day"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="school_holiday_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name
