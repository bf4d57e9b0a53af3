"""Fields that several forms of funding share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES_NO = (("", _("Not recorded")), ("yes", _("Yes")), ("no", _("No")))
MEANS = {"yes": True, "no": False}


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not recorded: what nobody has written down is neither."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=YES_NO, coerce=MEANS.__getitem__, empty_value=None, required=False, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


class MoneyField(forms.DecimalField):
    """An amount; a pound sign and commas between thousands may be typed with it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        widget = forms.TextInput({"class": "govuk-input--width-10", "inputmode": "decimal"})
        super().__init__(max_digits=14, decimal_places=2, localize=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removeprefix("£").replace(",", "").strip()
        return super().to_python(value)


def long_text(label: Any, hint: Any = "", *, most: int, rows: int = 4) -> forms.CharField:
    """A text of several lines that may be left out."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=forms.Textarea({"rows": rows}),
    )
