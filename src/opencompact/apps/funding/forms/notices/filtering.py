"""The filter of the list of notices, for those who may read some."""

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.base.ui.forms import Form

STATES = [
    ("", _("All")),
    ("draft", _("Drafts")),
    ("running", _("Given, still to take effect")),
    ("over", _("Took effect")),
    ("withdrawn", _("Withdrawn")),
]


class NoticeFilterForm(Form):
    """One choice: how they stand."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    @property
    def state_wanted(self) -> str:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        return str(self.cleaned_data.get("state", ""))
