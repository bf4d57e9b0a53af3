"""The lists of payments that can be downloaded."""

from typing import Final

from django.utils.translation import gettext_noop as _

from opencompact.apps.funding.models import Payment
from opencompact.base.ui.tables import Columns, Listing

from . import rejected

PAYMENTS: Final = Listing(
    "payments",
    _("Payments"),
    {
        "body": _("The name of the body that paid: that of the register where it is on it."),
        "body_as_published": _("What the file of the body called the part that paid."),
        "supplier": _("Who was paid, as published; nothing, or a note, where it was taken out."),
        "amount": _("The amount in pounds; a credit is negative."),
        "date_paid": _("The day of the payment."),
        "invoice_received": _("When the invoice came, where the file says it."),
        "invoice_valid": _("When the invoice was found valid, where the file says it."),
        "invoice_entered": _("When the invoice was entered, where the file says it."),
        "transaction_number": _("The number of the payment in the file."),
        "category": _("What it was for, as published."),
        "due_basis": _("received, valid or entered: the first of these days that is known."),
        "due": _("The day by which it was due; nothing where nobody can tell."),
        "on_time": _("yes or no; nothing for a credit, and where nobody can tell."),
        "organisation": _("The organisation of the register that was paid, where it is matched."),
        "organisation_sector": _("Its sector, as in the list of organisations."),
    },
)
FIGURES: Final = Listing(
    "payments-on-time",
    _("Payments on time"),
    {
        "body": _("The name of the body that paid."),
        "organisation": _("What stands for the body in addresses, where it is on the register."),
        "month": _("The month of the payments, as 2013-11."),
        "kind": _("vcs, others, or unmatched: not matched with the register."),
        "payments": _("How many payments there were, credits left out."),
        "known": _("Of how many it is known when they were due."),
        "on_time": _("How many of those were paid by the day they were due."),
        "share": _("on_time of known, in per cent; nothing where nobody can tell."),
        "cannot_tell": _("Of how many nobody can tell; they never count as on time."),
        "credits": _("How many credits there were."),
        "amount": _("What all of them come to, in pounds."),
    },
)
REJECTED: Final = Listing(
    "payments-left-out",
    _("Payments that were left out"),
    rejected.MEANINGS,
    public=False,
)
LISTINGS: Final = (PAYMENTS, FIGURES, REJECTED)


def payment_columns() -> Columns:
    """Columns of the payments. What an import takes has a name that an import knows."""
    return {
        "body": lambda row: row.body.name if row.body else row.body_name,
        "body_as_published": lambda row: row.body_name,
        "supplier": lambda row: row.supplier,
        "amount": lambda row: float(row.amount),
        "date_paid": lambda row: row.paid,
        "invoice_received": lambda row: row.received,
        "invoice_valid": lambda row: row.valid,
        "invoice_entered": lambda row: row.entered,
        "transaction_number": lambda row: row.transaction,
        "category": lambda row: row.category,
        "due_basis": lambda row: row.basis,
        "due": lambda row: row.due_on,
        "on_time": lambda row: row.on_time,
        "organisation": lambda row: _recipient(row, "name"),
        "organisation_sector": lambda row: _recipient(row, "sector"),
    }


def _recipient(row: Payment, field: str) -> str:
    organisation = row.payee.organisation if row.payee else None
    return str(getattr(organisation, field)) if organisation else ""


def figure_columns() -> Columns:
    """Columns of the figures; rows come from `queries.payments.figures`."""
    return {
        "body": lambda row: row.name,
        "organisation": lambda row: row.body,
        "month": lambda row: row.month,
        "kind": lambda row: row.kind,
        "payments": lambda row: row.counted,
        "known": lambda row: row.known,
        "on_time": lambda row: row.on_time,
        "share": lambda row: None if row.share is None else round(float(row.share), 2),
        "cannot_tell": lambda row: row.unknown,
        "credits": lambda row: row.credits,
        "amount": lambda row: float(row.amount),
    }
