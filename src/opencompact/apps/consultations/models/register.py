"""A consultation on the register, and the windows in which people can answer it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel

# Addresses below /{area}/consultations/ that are pages of the register itself begin with a letter.
NUMBER_LENGTH, TITLE_LENGTH, LINE_LENGTH, TEXT_LENGTH = 9, 200, 300, 4000


class Said(models.TextChoices):
    """What was said to a question of yes and no; an empty answer is no answer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


def said() -> Any:
    """A column for yes, no, or nothing said."""
    return models.CharField(max_length=3, choices=Said.choices, blank=True)


class Consultation(AreaModel):
    """What a body asks people about. A draft, with no `published_on`, is for its keepers.

    `expected` says in words when one that has no dates yet is to open.
    """

    id: UUID
    number = models.CharField(max_length=NUMBER_LENGTH)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="consultations"
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    decision = models.TextField(max_length=TEXT_LENGTH, blank=True)
    can_change = models.TextField(max_length=TEXT_LENGTH, blank=True)
    cannot_change = models.TextField(max_length=TEXT_LENGTH, blank=True)
    significant_effect = said()
    major_change = said()
    legally_impossible = said()
    set_by_law = said()
    law = models.TextField(max_length=TEXT_LENGTH, blank=True)
    audience = models.CharField(max_length=LINE_LENGTH, blank=True)
    communities: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    themes: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    ways: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    contact = models.CharField(max_length=LINE_LENGTH, blank=True)
    web = models.URLField(max_length=LINE_LENGTH, blank=True)
    expected = models.CharField(max_length=LINE_LENGTH, blank=True)
    online = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(max_length=TEXT_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_consultation_a_number"),
            models.CheckConstraint(condition=~Q(title=""), name="consultation_has_a_title"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_reason="")
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_consultation_says_why",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None, published_at=None)
                | Q(published_on__isnull=False, published_at__isnull=False),
                name="published_consultation_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "published_on"], name="consultation_by_day"),
            models.Index(fields=["area", "body"], name="consultation_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:one", args=[self.area.slug, self.number])

    def get_stated(self, name: str) -> str:
        """What was said to one of the questions of yes and no; empty where nothing was."""
        value = getattr(self, name)
        return str(Said(value).label) if value else ""

    @property
    def is_draft(self) -> bool:
        return self.published_on is None


class Window(AreaModel):
    """Days on which people can answer, both ends included. A second one is another length."""

    id: UUID
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="windows")
    opens = models.DateField()
    closes = models.DateField()

    class Meta:
        ordering = ["opens", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "opens"], name="one_window_opens_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")), name="window_closes_after_it_opens"
            ),
        ]
        indexes = [models.Index(fields=["area", "closes", "opens"], name="window_by_days")]

    def __str__(self) -> str:
        return f"{self.opens.isoformat()} to {self.closes.isoformat()}"
