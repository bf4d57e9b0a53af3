"""The questions of a consultation, and what people answer."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel

from .register import LINE_LENGTH, Consultation

NAME_LENGTH, ANSWER_LENGTH = 200, 10_000


class Kind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("In their own words")
    ONE = "one", _("One of several choices")
    MANY = "many", _("Any of several choices")
    SCALE = "scale", _("A scale from 1 to 5")


class Question(AreaModel):
    """One question. `choices` are the answers to choose from, or what 1 and 5 of a scale mean."""

    id: UUID
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="questions")
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    text = models.CharField(max_length=LINE_LENGTH)
    hint = models.CharField(max_length=LINE_LENGTH, blank=True)
    choices: list[str] = models.JSONField(default=list, blank=True)  # type: ignore[assignment]
    required = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "place"], name="one_question_a_place"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        """What its answers are kept under, and the name of its column: it never changes."""
        return f"q{self.place}"


class Response(AreaModel):
    """What somebody answered. One that was not sent waits for them until the consultation ends.

    `answers` are by the key of the question. `told_on` is when they got the feedback they asked
    for; `keyed_by` is who typed in what came on paper.
    """

    id: UUID
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="responses")
    reference = models.CharField(max_length=9)
    answers: dict[str, Any] = models.JSONField(default=dict, blank=True)  # type: ignore[assignment]
    behalf = models.CharField(max_length=NAME_LENGTH, blank=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    email = models.EmailField(blank=True)
    wants_feedback = models.BooleanField(default=False)
    sent_on = models.DateField(null=True, blank=True)
    came_on = models.DateField(null=True, blank=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["came_on", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["area", "reference"], name="one_response_a_reference"),
            models.CheckConstraint(
                condition=Q(sent_on=None, came_on=None)
                | Q(sent_on__isnull=False, came_on__isnull=False),
                name="response_that_was_sent_came_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(wants_feedback=False) | ~Q(email=""),
                name="feedback_needs_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def on_paper(self) -> bool:
        return self.keyed_by_id is not None
