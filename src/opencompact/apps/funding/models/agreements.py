"""Funding agreements, and what was changed in them while they ran."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.core import payees

from .programmes import CONTACT_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Type

NUMBER_LENGTH, IDENTIFIER_LENGTH = 80, 120
# Addresses below /{area}/funding/agreements/ that are pages of the list itself.
RESERVED_NUMBERS = frozenset({"add", "import"})


class PaymentWhen(models.TextChoices):
    """When the money comes, seen from when it has to be spent."""

    ADVANCE = "advance", _("In advance")
    PARTLY = "partly", _("Partly in advance")
    ARREARS = "arrears", _("In arrears")


class Agreement(AreaModel):
    """What one body agreed to give, or to pay, to one recipient.

    A yes-or-no that is null is not recorded. `identifier` is that of 360Giving, and `source` the
    grant as a file gave it, word for word, so that what we do not know of goes out again too.
    `number` is its address and never changes. While `is_draft` only those who keep it see it.
    """

    id: UUID
    number = models.SlugField(max_length=NUMBER_LENGTH)
    identifier = models.CharField(max_length=IDENTIFIER_LENGTH, blank=True)
    title = models.CharField(max_length=TITLE_LENGTH)
    description = models.TextField(max_length=TEXT_LENGTH, blank=True)
    funder = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="agreements_given"
    )
    payee = models.ForeignKey("funding.Payee", models.PROTECT, related_name="agreements")
    programme = models.ForeignKey(
        "funding.Programme", models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    programme_title = models.CharField(max_length=TITLE_LENGTH, blank=True)
    is_draft = models.BooleanField(default=False)
    type = models.CharField(max_length=12, choices=Type.choices, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="GBP")
    awarded = models.DateField(null=True, blank=True)
    confirmed = models.DateField(null=True, blank=True)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmation_not_possible = models.BooleanField(null=True, blank=True)
    term_considered = models.BooleanField(null=True, blank=True)
    term_reason = models.TextField(max_length=TEXT_LENGTH, blank=True)
    overheads_considered = models.BooleanField(null=True, blank=True)
    overheads_allowed = models.BooleanField(null=True, blank=True)
    overheads_included = models.BooleanField(null=True, blank=True)
    external_limit = models.BooleanField(null=True, blank=True)
    contact = models.CharField(max_length=CONTACT_LENGTH, blank=True)
    competitive_process_forbids = models.BooleanField(null=True, blank=True)
    payment_terms = models.TextField(max_length=TEXT_LENGTH, blank=True)
    payment_days = models.PositiveSmallIntegerField(null=True, blank=True)
    payment_when = models.CharField(max_length=10, choices=PaymentWhen.choices, blank=True)
    advance_payment_offered = models.BooleanField(null=True, blank=True)
    advance_payment_not_possible = models.BooleanField(null=True, blank=True)
    monitoring = models.TextField(max_length=TEXT_LENGTH, blank=True)
    monitoring_proportionate = models.BooleanField(null=True, blank=True)
    dispute_clause = models.BooleanField(null=True, blank=True)
    search = models.TextField(editable=False)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["-awarded", "number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="one_agreement_an_address"),
            models.UniqueConstraint(
                fields=["area", "identifier"],
                condition=~Q(identifier=""),
                name="one_agreement_an_identifier",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="agreement_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=models.F("starts")),
                name="agreement_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-awarded", "number"], name="agreement_by_award"),
            models.Index(fields=["area", "ends"], name="agreement_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:agreement", args=[self.area.slug, self.number])

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def prepare(self) -> None:
        """Set what follows from the other fields; call it before a bulk write. It needs `payee`."""
        words = f"{self.title} {self.payee.name} {self.identifier} {self.programme_title}"
        self.search = f" {payees.plain(words)}"


class Variation(AreaModel):
    """One change of a running agreement that both sides made: what was, what is, why, since when.

    It is never changed; `changes` are pairs of texts by the name of the field.
    """

    id: UUID
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="variations")
    position = models.PositiveSmallIntegerField()
    on = models.DateField()
    reason = models.TextField(max_length=TEXT_LENGTH)
    changes = models.JSONField(default=dict)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="variations_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="variation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number}/{self.position}"
