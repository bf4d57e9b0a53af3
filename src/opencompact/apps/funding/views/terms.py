"""The terms of an agreement in words, what is not recorded named as such, and what was changed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from opencompact.apps.funding.forms.agreements import GROUPS, AgreementForm
from opencompact.apps.funding.models import Agreement, PaymentWhen, Variation
from opencompact.apps.funding.templatetags.grants import amount
from opencompact.base.ui.dates import day
from opencompact.core.record import record

# What the top of the page has said already.
SAID = frozenset(
    {"title", "description", "programme", "type", "value", "awarded", "starts", "ends"}
)


@record
class Varied:
    """A variation with its changes in words: what it is, what stood before, what stands now."""

    variation: Variation
    changes: tuple[tuple[Any, str, str], ...]


def terms(agreement: Agreement) -> list[tuple[Any, list[tuple[Any, str]]]]:
    """Groups of terms, each with a label and what is recorded; "" where nothing is."""
    groups = [(heading, [name for name in names if name not in SAID]) for heading, names in GROUPS]
    return [
        (heading, [(label(name), said(agreement, name)) for name in names])
        for heading, names in groups
        if names
    ]


def label(name: str) -> Any:
    """What a term is called, as where it is asked for."""
    return AgreementForm.base_fields[name].label


def said(agreement: Agreement, name: str) -> str:
    """A term in words; "" where it is not recorded."""
    value = getattr(agreement, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day(value)
    if name == "payment_when" and value:
        return str(PaymentWhen(value).label)
    return "" if value is None else str(value)


def varied(variation: Variation) -> Varied:
    """A variation ready to be shown."""
    return Varied(
        variation,
        tuple(
            (label(name), _text(name, before), _text(name, after))
            for name, (before, after) in variation.changes.items()
        ),
    )


def _text(name: str, kept: str) -> str:
    if not kept:
        return ""
    if name == "value":
        return amount(Decimal(kept))
    if name == "ends":
        return day(date.fromisoformat(kept))
    return str(PaymentWhen(kept).label) if name == "payment_when" else kept
