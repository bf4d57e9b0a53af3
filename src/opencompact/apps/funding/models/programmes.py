"""Funding programmes: what money is offered, for what, and how it is decided who gets it."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.core import payees

TITLE_LENGTH, SLUG_LENGTH, TEXT_LENGTH, CONTACT_LENGTH = 200, 80, 8000, 200


class Type(models.TextChoices):
    """What kind of funding an agreement or a programme is."""

    GRANT = "grant", _("Grant")
    CONTRACT = "contract", _("Contract")
    SUBSIDY = "subsidy", _("Subsidy")
    SPONSORSHIP = "sponsorship", _("Sponsorship")
    IN_KIND = "in-kind", _("Support in kind")


class Programme(AreaModel):
    """A funding programme of one body. An empty field is not recorded, which is never a promise
    kept. While `is_draft` only those who may keep it see it.
    """

    id: UUID
    funder = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="programmes"
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    slug = models.SlugField(max_length=SLUG_LENGTH)
    is_draft = models.BooleanField(default=False)
    objectives = models.TextField(max_length=TEXT_LENGTH, blank=True)
    eligibility = models.TextField(max_length=TEXT_LENGTH, blank=True)
    criteria = models.TextField(max_length=TEXT_LENGTH, blank=True)
    decision_approach = models.TextField(max_length=TEXT_LENGTH, blank=True)
    decision_approach_recorded = models.DateField(null=True, blank=True)
    first_decision = models.DateField(null=True, blank=True)
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)
    timetable = models.TextField(max_length=TEXT_LENGTH, blank=True)
    contact = models.CharField(max_length=CONTACT_LENGTH, blank=True)
    competitive_process_forbids = models.BooleanField(null=True, blank=True)
    type = models.CharField(max_length=12, choices=Type.choices, blank=True)
    type_reason = models.TextField(max_length=TEXT_LENGTH, blank=True)
    collaboration = models.TextField(max_length=TEXT_LENGTH, blank=True)
    vcs_shaped = models.TextField(max_length=TEXT_LENGTH, blank=True)
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    search = models.TextField(editable=False)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "slug"], name="one_programme_an_address"),
            models.CheckConstraint(condition=~Q(title=""), name="programme_has_a_title"),
            models.CheckConstraint(
                condition=Q(closes__isnull=True)
                | Q(opens__isnull=True)
                | Q(closes__gte=models.F("opens")),
                name="programme_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="budget_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:programme", args=[self.area.slug, self.slug])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Set what follows from the other fields."""
        self.search = f" {payees.plain(self.title)}"
