"""Amounts as people read them."""

from decimal import Decimal

from django import template

register = template.Library()
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


@register.filter
def amount(value: Decimal | None, currency: str = "GBP") -> str:
    """`{{ one.value|amount:one.currency }}` gives "£15,000" or "£2,480.75"; nothing gives ""."""
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    figures = f"{abs(value):,.0f}" if whole else f"{abs(value):,.2f}"
    minus = "\u2212" if value < 0 else ""
    sign = SIGNS.get(currency, f"{currency}\u00a0")
    return f"{minus}{sign}{figures}"


@register.filter
def exact(value: Decimal | str) -> str:
    """`{{ run.total|exact }}` gives "£115,795,635.69": to the penny, for reconciling."""
    return f"£{Decimal(value):,.2f}"
