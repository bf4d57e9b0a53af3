"""What the forms of consultations share: lists in one line or many, and blame by question."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.consultations.actions import UnfitError
from opencompact.apps.consultations.models.register import TEXT_LENGTH
from opencompact.apps.organisations.models import naming
from opencompact.base.ui.forms import Form

APART = re.compile(r"[,;\n]")
MOST, WORD_LENGTH = 12, 60


class Blaming(Form):
    """A form whose action can find fault with what was given."""

    def blame(self, error: UnfitError) -> None:
        """Say what is wrong at each question; what belongs to none stands on top."""
        for name, says in error.faults.items():
            self.add_error(name if name in self.fields else None, says)


class WordsField(forms.CharField):
    """A few words or names, parted by commas; cleans to a list, each once as first spelt."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        parts = filter(None, map(naming.tidy, APART.split(super().clean(value))))
        found: dict[str, str] = {}
        for part in parts:
            found.setdefault(naming.plain(part), part)
        words = [word for key, word in found.items() if key]
        if len(words) > MOST:
            raise forms.ValidationError(_("Enter at most {most}").format(most=MOST))
        if any(len(word) > WORD_LENGTH for word in words):
            says = _("Each must be {most} characters or fewer. Put a comma between them")
            raise forms.ValidationError(says.format(most=WORD_LENGTH))
        return words


class LinesField(forms.CharField):
    """Something on each line; cleans to a list of lines."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", TEXT_LENGTH)
        super().__init__(widget=forms.Textarea({"rows": 4}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [line for line in map(naming.tidy, text.splitlines()) if line]


def long(label: Any, hint: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": rows}),
    )
