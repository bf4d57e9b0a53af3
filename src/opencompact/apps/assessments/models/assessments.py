"""An assessment of one decision: whom it touches and how, what softens it, what was found after."""

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencompact.apps.assessments.models.groups import KEY_LENGTH
from opencompact.base.areas.scoping import AreaModel
from opencompact.base.audit.guards import Guard

NUMBER_LENGTH, TITLE_LENGTH, LINK_LENGTH = 12, 160, 300
TEXT_LENGTH = 5000
SHORT_LENGTH = 1000


class Depth(models.TextChoices):
    """How far an assessment goes."""

    SCREENING = "screening", _("Screening")
    FULL = "full", _("Full assessment")


class Effect(models.TextChoices):
    """What a decision does to somebody. Not known is an answer, and never the same as none."""

    GOOD = "good", _("Good")
    NONE = "none", _("None")
    HARM = "harm", _("Harm")
    UNKNOWN = "unknown", _("Not known")


class Need(models.TextChoices):
    """What came of a screening."""

    YES = "yes", _("A full assessment is needed")
    NO = "no", _("No full assessment is needed")


class Assessment(AreaModel):
    """One assessment by one body. It is a draft until `published_on`; then what it says stays.

    Only the day of the decision and the review are added later. `entered_at` is when it was begun
    here, whatever day somebody gives for the assessment itself. `full_of` is the screening that a
    full assessment goes on from.
    """

    id: UUID
    number = models.CharField(max_length=NUMBER_LENGTH)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="assessments"
    )
    depth = models.CharField(max_length=10, choices=Depth.choices)
    full_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="went_on"
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    decision = models.CharField(max_length=TITLE_LENGTH)
    decided_on = models.DateField(null=True, blank=True)
    decision_link = models.CharField(max_length=LINK_LENGTH, blank=True)
    about = models.TextField(max_length=TEXT_LENGTH, blank=True)
    evidence = models.TextField(max_length=TEXT_LENGTH, blank=True)
    sector_effect = models.CharField(max_length=8, choices=Effect.choices, default=Effect.UNKNOWN)
    sector_words = models.TextField(max_length=SHORT_LENGTH, blank=True)
    users_effect = models.CharField(max_length=8, choices=Effect.choices, default=Effect.UNKNOWN)
    users_words = models.TextField(max_length=SHORT_LENGTH, blank=True)
    mitigation = models.TextField(max_length=TEXT_LENGTH, blank=True)
    asked = models.TextField(max_length=TEXT_LENGTH, blank=True)
    consultation_link = models.CharField(max_length=LINK_LENGTH, blank=True)
    need = models.CharField(max_length=3, choices=Need.choices, blank=True)
    need_words = models.TextField(max_length=SHORT_LENGTH, blank=True)
    assessed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    found = models.TextField(max_length=TEXT_LENGTH, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_assessment_a_number"),
            models.CheckConstraint(condition=~Q(title=""), name="assessment_has_a_title"),
            models.CheckConstraint(
                condition=Q(published_on=None, published_at=None)
                | Q(
                    published_on__isnull=False,
                    published_at__isnull=False,
                    assessed_on__isnull=False,
                ),
                name="a_published_assessment_was_made",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None, found="")
                | (Q(reviewed_on__isnull=False, published_on__isnull=False) & ~Q(found="")),
                name="a_review_found_something_after_publication",
            ),
            models.CheckConstraint(
                condition=Q(full_of=None) | Q(depth=Depth.FULL), name="only_a_full_one_goes_on"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "published_on"], name="assessment_by_publication"),
            models.Index(fields=["area", "review_on"], name="assessment_by_review"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.area.slug, self.number])

    @property
    def entered_on(self) -> date:
        """The day on which it was begun here, whatever day somebody gives for it."""
        return timezone.localdate(self.entered_at)

    @property
    def is_draft(self) -> bool:
        return self.published_on is None


class EffectOnGroup(AreaModel):
    """What a decision does to one group of people, and how that is known."""

    id: UUID
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="effects")
    group = models.CharField(max_length=KEY_LENGTH)
    effect = models.CharField(max_length=8, choices=Effect.choices, default=Effect.UNKNOWN)
    words = models.TextField(max_length=SHORT_LENGTH, blank=True)

    class Meta:
        verbose_name_plural = "effects on groups"
        ordering = ["assessment", "group"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "group"], name="one_effect_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.effect}"


KEPT = (
    "number", "area_id", "body_id", "depth", "title", "decision", "about", "evidence",
    "sector_effect", "sector_words", "users_effect", "users_words", "mitigation", "asked",
    "need", "need_words", "assessed_on",
)  # fmt: skip
ASSESSMENT_GUARDS = (
    Guard(
        "assessments_assessment",
        "UPDATE",
        "what a published assessment says is never changed",
        when="OLD.published_on IS NOT NULL AND NEW.published_on IS NOT NULL AND ("
        + " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
        + ")",
    ),
)
