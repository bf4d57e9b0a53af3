"""The filters of the log, for those who keep it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models import Route, Treatment
from opencompact.apps.disputes.models.log import EVENT_LENGTH
from opencompact.apps.disputes.queries.log import Filter, Reason
from opencompact.apps.disputes.queries.log.listing import STATES
from opencompact.base.ui.forms import Form

EVERY = ("", _("All"))


class LogFilterForm(Form):
    """Words, and one choice of each kind."""

    q = forms.CharField(
        label=_("Number, organisation or words"), required=False, max_length=EVENT_LENGTH
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[EVERY, *((key, _(name)) for key, name in STATES.items())],
        required=False,
    )  # fmt: skip
    route = forms.ChoiceField(label=_("About"), choices=[EVERY, *Route.choices], required=False)
    treatment = forms.ChoiceField(
        label=_("Who may learn of it"), choices=[EVERY, *Treatment.choices], required=False
    )
    cause = forms.ChoiceField(label=_("Cause"), required=False)

    def __init__(self, *args: Any, reasons: tuple[Reason, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.key, one.name) for one in reasons]
        self.fields["cause"].choices = [EVERY, *found]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        found = self.cleaned_data
        return Filter(
            text=found.get("q", ""),
            state=found.get("state", ""),
            route=found.get("route", ""),
            treatment=found.get("treatment", ""),
            cause=found.get("cause", ""),
        )
