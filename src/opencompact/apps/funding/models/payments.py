"""Payments as bodies publish them, and the imports that brought them in."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.scoping import AreaModel
from opencompact.base.tasks import imports

# The law gives a public body so many days from a valid invoice, whatever an agreement says.
USUAL_DAYS: Final = 30
SUPPLIER_LENGTH, BODY_LENGTH, TRANSACTION_LENGTH, CATEGORY_LENGTH = 300, 200, 100, 300


class Basis(models.TextChoices):
    """The day from which a payment is due: the first of these that a file tells."""

    RECEIVED = "received", _("Invoice received")
    VALID = "valid", _("Invoice valid")
    ENTERED = "entered", _("Invoice entered")


class PaymentRun(imports.Run):
    """One import of payments; its sums move with the counts.

    `mapping` is which column holds what and in which form its dates are; a later file of the same
    body with the same headings (`signature`) begins with it.
    """

    encoding = models.CharField(max_length=10)
    delimiter = models.CharField(max_length=1)
    signature = models.CharField(max_length=64)
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    mapping = models.JSONField(default=dict)
    key = models.CharField(max_length=64, help_text="Of the text, the mapping and the body.")
    total = models.DecimalField(max_digits=16, decimal_places=2, default=0)
    left_out = models.DecimalField(max_digits=16, decimal_places=2, default=0)

    class Meta(imports.Run.Meta):
        constraints = [imports.one_running("one_running_import_a_payment_file")]

    def get_absolute_url(self) -> str:
        """One address from the draft to the report."""
        return reverse("funding:payments-run", args=[self.area.slug, self.pk])

    @property
    def whole(self) -> Decimal:
        """What all amounts of the file come to: those taken in and those left out."""
        return self.total + self.left_out


class Payment(AreaModel):
    """One payment as a body published it. A negative amount is a credit.

    `body_name` and `supplier` are as published; `payee` is None where the name was taken out.
    `basis`, `due_on` and `month` follow from the dates. `key` is what the same payment has in
    every file: body, day, amount, supplier, number, and which of several that are alike it is.
    """

    id: UUID
    run = models.ForeignKey(PaymentRun, models.PROTECT, related_name="payments")
    body = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="payments"
    )
    body_name = models.CharField(max_length=BODY_LENGTH, blank=True)
    payee = models.ForeignKey(
        "funding.Payee", models.PROTECT, null=True, blank=True, related_name="payments"
    )
    supplier = models.CharField(max_length=SUPPLIER_LENGTH, blank=True)
    paid = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    received = models.DateField(null=True, blank=True)
    valid = models.DateField(null=True, blank=True)
    entered = models.DateField(null=True, blank=True)
    transaction = models.CharField(max_length=TRANSACTION_LENGTH, blank=True)
    category = models.CharField(max_length=CATEGORY_LENGTH, blank=True)
    basis = models.CharField(max_length=10, choices=Basis.choices, blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)
    month = models.CharField(max_length=7, editable=False)
    key = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["-paid", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="one_payment_a_key"),
        ]
        indexes = [
            models.Index(fields=["area", "-paid", "id"], name="payment_by_day"),
            models.Index(fields=["area", "body", "-paid", "id"], name="payment_by_body"),
            models.Index(fields=["area", "month", "-paid", "id"], name="payment_by_month"),
            # All that figures are made of: they are summed up without a look at the rows.
            models.Index(
                fields=["area", "body", "month", "payee", "amount", "due_on", "paid"],
                name="payment_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid}: {self.supplier}"

    def prepare(self) -> None:
        """Set what follows from the dates; call it before a bulk write."""
        self.basis = next((one.value for one in Basis if getattr(self, one.value)), "")
        began = getattr(self, self.basis) if self.basis else None
        self.due_on = began + timedelta(days=USUAL_DAYS) if began else None
        self.month = month_of(self.paid)

    @property
    def basis_on(self) -> date | None:
        """The day from which it was due."""
        return getattr(self, self.basis) if self.basis else None

    @property
    def days_taken(self) -> int | None:
        """How many days passed from that day until it was paid."""
        return (self.paid - self.basis_on).days if self.basis_on else None

    @property
    def on_time(self) -> bool | None:
        """Whether it was paid by its day; None for a credit and where nobody can tell."""
        if self.due_on is None or self.amount <= 0:
            return None
        return self.paid <= self.due_on


def month_of(day: date) -> str:
    """A month as addresses and tables write it: 2013-11."""
    return f"{day:%Y-%m}"
