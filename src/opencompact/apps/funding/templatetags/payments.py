"""Sums, shares and months as pages about payments write them."""

from decimal import ROUND_FLOOR, Decimal
from typing import Any

from django import template
from django.utils.translation import gettext

from opencompact.apps.funding.queries.payments.measuring import last_day
from opencompact.base.ui import dates

register = template.Library()
TENTH = Decimal("0.1")
MINUS = "\N{MINUS SIGN}"


@register.filter
def money(amount: Any) -> str:
    """`{{ payment.amount|money }}` gives "£1,303.95"; a credit has a minus before it."""
    exact = Decimal(str(amount or 0))
    return f"{MINUS if exact < 0 else ''}£{abs(exact):,.2f}"


@register.filter
def pounds(amount: Decimal) -> str:
    """`{{ figure.amount|pounds }}` gives "£1,304": for a column that is read at a glance."""
    return money(amount.quantize(Decimal(1))).removesuffix(".00")


@register.filter
def per_cent(share: Decimal | None) -> str:
    """`{{ figure.share|per_cent }}` gives "94.7%", never rounded up; "" where nobody can tell."""
    if share is None:
        return ""
    down = share.quantize(TENTH, rounding=ROUND_FLOOR)
    return f"{down.to_integral_value() if down == down.to_integral_value() else down}%"


@register.filter
def month_name(month: str) -> str:
    """`{{ "2013-11"|month_name }}` gives "November 2013"."""
    return dates.month(last_day(month)) if month else gettext("All months")
