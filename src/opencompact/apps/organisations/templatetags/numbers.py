"""Whole numbers as people read them."""

from django import template

register = template.Library()


@register.filter
def grouped(number: int | None) -> str:
    """`{{ 3512|grouped }}` gives "3,512"; nothing gives "0"."""
    return f"{number or 0:,}"
