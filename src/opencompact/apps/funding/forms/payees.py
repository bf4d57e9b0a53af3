"""Which payees to look at, and which organisation one of them is."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.models import How, Payee, Standing
from opencompact.apps.funding.models.payees import NAME_LENGTH
from opencompact.apps.funding.queries.payees import Sought
from opencompact.apps.organisations.forms.people import OrganisationField
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import Form, Radios

ANY = ("", _("All"))


class PayeesForm(Form):
    """The filters of the payees; what is not known asks for nothing."""

    q = forms.CharField(
        label=_("Name or number"),
        required=False,
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    standing = forms.ChoiceField(
        label=_("Standing"), choices=[("all", _("All")), *Standing.choices], required=False
    )
    how = forms.ChoiceField(
        label=_("What it rests on"), choices=[ANY, *How.choices], required=False
    )

    @property
    def sought(self) -> Sought:
        """What was asked for, in so far as it can be understood; at first those that wait."""
        self.full_clean()
        known = self.cleaned_data
        standing = known.get("standing") or Standing.WAITING.value
        return Sought(text=known.get("q", ""), standing=standing, how=known.get("how", ""))


class DecideForm(Form):
    """Which organisation a payee is; cleans `chosen` to one, or None for none of ours."""

    answer = forms.ChoiceField(label=_("Who is it?"), widget=Radios)
    organisation = OrganisationField(
        label=_("Another organisation of the register"),
        required=False,
        help_text=_("Its full name, or its identifier."),
    )

    def __init__(self, *args: Any, area: Area, payee: Payee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely = payee.organisation or payee.suggested
        self.fields["organisation"].area = area  # type: ignore[attr-defined]
        likely = [("likely", self.likely.name)] if self.likely else []
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            *likely,
            ("other", _("Another organisation of the register")),
            ("none", _("None of ours")),
        ]

    @property
    def chosen(self) -> Any:
        """The organisation, or None for none of ours."""
        answer = self.cleaned_data["answer"]
        return {"likely": self.likely, "other": self.cleaned_data.get("organisation")}.get(answer)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        missing = given.get("answer") == "other" and not given.get("organisation")
        if missing and "organisation" not in self.errors:
            self.add_error("organisation", gettext("Enter the organisation"))
        return given
