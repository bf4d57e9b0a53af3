"""Search and filters of the public lists: what cannot be understood asks for nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.models import Kind, Sector
from opencompact.apps.organisations.models.people import KIND_LABELS
from opencompact.apps.organisations.queries import Sought, Wanted
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form

from .people import OrganisationField

ANY = [("", _("All"))]
SIGNED = [("", _("All")), ("yes", _("Signatories")), ("no", _("Not signatories"))]
SORTS = [
    ("", _("Name")),
    ("-name", _("Name, from Z to A")),
    ("place", _("Town or city")),
    ("newest", _("Newest on the register")),
]
LONGEST = 120
WHEN = [
    ("", _("Today")),
    ("to-come", _("Begins later")),
    ("past", _("Has ended")),
    ("all", _("At any time")),
]


class RegisterForm(Form):
    """The register's search; it is never refused, an unknown filter is as good as none."""

    q = forms.CharField(
        label=_("Name, place or number"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[*ANY, *Sector.choices], required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[*ANY, *Kind.choices], required=False)
    signed = forms.ChoiceField(label=_("Signed"), choices=SIGNED, required=False)
    sort = forms.ChoiceField(label=_("Sort by"), choices=SORTS, required=False)

    @property
    def wanted(self) -> Wanted:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known: dict[str, Any] = self.cleaned_data
        return Wanted(
            text=known.get("q", ""),
            sector=known.get("sector", ""),
            kind=known.get("kind", ""),
            signed=known.get("signed", ""),
            sort=known.get("sort") or "name",
        )

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        return sum(
            bool(self.cleaned_data.get(name)) for name in ("sector", "kind", "signed", "sort")
        )


class PeopleForm(Form):
    """The search of the people; it is never refused, an unknown filter is as good as none."""

    q = forms.CharField(
        label=_("Name, email or area of the organisation"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    kind = forms.ChoiceField(
        label=_("Role"),
        choices=[*ANY, *((kind.value, KIND_LABELS.lazy(kind)) for kind in KIND_LABELS)],
        required=False,
    )
    organisation = OrganisationField(
        label=_("Organisation"), required=False, help_text=_("Its full name, or its identifier.")
    )
    when = forms.ChoiceField(label=_("When"), choices=WHEN, required=False)

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].area = area  # type: ignore[attr-defined]

    @property
    def sought(self) -> Sought:
        """What was asked for, in so far as it can be understood."""
        self.is_valid()
        known: dict[str, Any] = self.cleaned_data
        return Sought(
            text=known.get("q", ""),
            kind=known.get("kind", ""),
            organisation=known.get("organisation"),
            when=known.get("when", ""),
        )

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("kind", "organisation", "when"))


class SignatoriesForm(Form):
    """The public register of signatories, on any day up to today."""

    names = {"as_at": _("the date")}

    q = forms.CharField(
        label=_("Name, place or number"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=[*ANY, *Sector.choices], required=False)
    as_at = DateField(label=_("As at"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_as_at(self) -> date | None:
        """Signatures of days to come are not known."""
        day: date | None = self.cleaned_data["as_at"]
        if day and day > self.today:
            raise forms.ValidationError(_("The date must be today or in the past"))
        return day


class MemberSearchForm(Form):
    """Looking for a member that a lead body signs for."""

    q = forms.CharField(
        label=_("Name, place or number"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
