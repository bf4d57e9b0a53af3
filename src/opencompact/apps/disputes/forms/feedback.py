"""A few questions to the sides of a case that has ended; every one of them may be left out."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions.feedback import LONGEST
from opencompact.base.ui.forms import Form, Radios

ASKED: Final = {
    "clear": gettext_lazy("It was always clear where we were and what came next"),
    "heard": gettext_lazy("We were heard"),
    "fair": gettext_lazy("It was fair, whatever came out"),
    "quick": gettext_lazy("It was quick enough"),
    "again": gettext_lazy("We would use it again"),
}
MARKS: Final = (
    ("1", gettext_lazy("1, not at all")),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", gettext_lazy("5, fully")),
)


class FeedbackForm(Form):
    """A mark from 1 to 5 for each sentence, and words."""

    words = forms.CharField(
        label=gettext_lazy("What went well, and what should change? (optional)"),
        help_text=gettext_lazy(
            "Please name no person, no organisation and nothing of the case, so that nobody can"
            " tell who wrote it."
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, says in ASKED.items():
            self.fields[key] = forms.ChoiceField(
                label=says, choices=MARKS, widget=Radios, required=False
            )
        self.order_fields([*ASKED, "words"])

    def clean(self) -> dict[str, Any]:
        """Something at least is said."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(str(value).strip() for value in cleaned.values()):
            says = _("Answer at least one question, or close this page")
            self.add_error(next(iter(ASKED)), says)
        return cleaned

    @property
    def marks(self) -> dict[str, int]:
        return {key: int(self.cleaned_data[key]) for key in ASKED if self.cleaned_data.get(key)}
