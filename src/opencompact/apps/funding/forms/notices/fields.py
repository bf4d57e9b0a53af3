"""Fields that several forms of notices have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.funding.models.notices import LINK_LENGTH, WORDS_LENGTH
from opencompact.apps.organisations.models import websites
from opencompact.base.ui.forms import Radios

ANSWERS = {"yes": True, "no": False}
YES_OR_NO = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("", gettext_lazy("Not recorded")),
]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or nothing: what nobody answered is not recorded."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=YES_OR_NO,
            coerce=ANSWERS.get,
            empty_value=None,
            required=False,
            widget=Radios,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """Show what is stored as the answer that it was."""
        words = {True: "yes", False: "no", None: ""}
        return words[value] if value is None or isinstance(value, bool) else value


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


def long(label: Any, hint: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea({"rows": rows}),
    )


def version() -> forms.IntegerField:
    """What was read when the form was opened."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
