"""Fields that several forms of assessments have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from opencompact.apps.assessments.models.assessments import LINK_LENGTH
from opencompact.apps.organisations.models import websites


class LinkField(forms.CharField):
    """A web address, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LINK_LENGTH, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        try:
            return websites.parse(text) if text else ""
        except ValueError as error:
            raise ValidationError(_("Enter a web address, like https://www.example.org")) from error


def long(
    label: Any, hint: Any = "", *, rows: int = 5, required: bool = False, most: int = 5000
) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        widget=forms.Textarea({"rows": rows}),
    )


def version() -> forms.IntegerField:
    """What was read when the form was opened."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
