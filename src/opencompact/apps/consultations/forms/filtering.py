"""Search and filters of the register and of the calendar: what is not understood asks nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.consultations.queries import STATES, Choices, Wanted
from opencompact.base.ui.forms import Form

ALL = ("", _("All"))
LONGEST = 120
NARROWING = ("state", "body", "theme", "community")


class RegisterForm(Form):
    """Words, and one choice of each kind of what there is."""

    q = forms.CharField(
        label=_("Title, number or words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[ALL, *((key, _(name)) for key, name in STATES.items())],
        required=False,
    )
    body = forms.ChoiceField(label=_("Body"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)

    def __init__(self, *args: Any, choices: Choices, drafts: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].choices = [ALL, *choices.bodies]
        fields["theme"].choices = [ALL, *((one, one) for one in choices.themes)]
        fields["community"].choices = [ALL, *((one, one) for one in choices.communities)]
        if not drafts:
            fields["state"].choices = [one for one in fields["state"].choices if one[0] != "draft"]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known = self.cleaned_data
        return Wanted(text=known.get("q", ""), **{name: known.get(name, "") for name in NARROWING})

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        return sum(bool(self.cleaned_data.get(name)) for name in NARROWING)


class CalendarForm(Form):
    """One theme and one community."""

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    community = forms.ChoiceField(label=_("Community"), required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["theme"].choices = [ALL, *((one, one) for one in choices.themes)]
        fields["community"].choices = [ALL, *((one, one) for one in choices.communities)]

    @property
    def wanted(self) -> Wanted:
        self.full_clean()
        known = self.cleaned_data
        return Wanted(theme=known.get("theme", ""), community=known.get("community", ""))
