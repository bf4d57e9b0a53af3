"""Where two people changed one record at once: both texts, for the slower of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext

from opencompact.base.ui.dates import day


def differences(
    form: forms.BaseForm, stored: Any, typed: Mapping[str, Any]
) -> list[tuple[Any, str, str]]:
    """The fields in which what is stored now differs from what was typed: label, theirs, yours."""
    return [
        (form.fields[name].label, shown(form, name, getattr(stored, name)), shown(form, name, mine))
        for name, mine in typed.items()
        if getattr(stored, name) != mine
    ]


def shown(form: forms.BaseForm, name: str, value: Any) -> str:
    """A value in the words of its form."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, date):
        return day(value)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value)) if isinstance(value, str) else str(value)
