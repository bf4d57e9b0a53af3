"""An organisation as an officer writes it down."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.models import (
    Kind,
    Organisation,
    Sector,
    Size,
    identifiers,
    naming,
    register,
    websites,
)
from opencompact.apps.organisations.models.identifiers import IdentifierError
from opencompact.apps.organisations.models.saying import spoken
from opencompact.base.ui.forms import Checkboxes, Form

SEPARATORS = re.compile(r"[;,\s]+")


class OrganisationForm(Form):
    """What the register says of an organisation; cleans to `actions.register.FIELDS`."""

    names = {"name": _("the name of the organisation"), "sector": _("a sector")}

    name = forms.CharField(label=_("Full name"), max_length=register.NAME_LENGTH)
    sector = forms.ChoiceField(
        label=_("Sector"), choices=[("", _("Choose a sector")), *Sector.choices]
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=Kind.choices,
        widget=Checkboxes,
        required=False,
        help_text=_("Select all that apply. Seats on the group are filled by kind."),
    )
    size = forms.ChoiceField(
        label=_("Size"), choices=[("", _("Not known")), *Size.choices], required=False
    )
    identifier = forms.CharField(
        label=_("Identifier"),
        required=False,
        max_length=identifiers.MAX_LENGTH,
        help_text=_(
            "The list, a hyphen and the number, like GB-CHC-1136419 for a charity or"
            " GB-COH-01234567 for a company."
        ),
    )
    other_identifiers = forms.CharField(
        label=_("Other identifiers"),
        required=False,
        help_text=_("Separate them with commas."),
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=register.ADDRESS_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    locality = forms.CharField(
        label=_("Town or city"), required=False, max_length=register.LOCALITY_LENGTH
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        required=False,
        max_length=register.POSTCODE_LENGTH,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=websites.MAX_LENGTH)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def initial_of(cls, organisation: Organisation) -> dict[str, Any]:
        """Return the values that the form of an organisation begins with."""
        values = {name: getattr(organisation, name) for name in cls.base_fields}
        return {**values, "other_identifiers": ", ".join(organisation.other_identifiers)}

    def clean_name(self) -> str:
        name = naming.tidy(self.cleaned_data["name"])
        if not naming.plain(name):
            raise forms.ValidationError(gettext("The name must have letters or figures"))
        return name

    def clean_kinds(self) -> list[str]:
        chosen = self.cleaned_data["kinds"]
        return [kind for kind in Kind.values if kind in chosen]

    def clean_identifier(self) -> str:
        return _identifier(self.cleaned_data["identifier"])

    def clean_other_identifiers(self) -> list[str]:
        parts = SEPARATORS.split(self.cleaned_data["other_identifiers"])
        return list(dict.fromkeys(filter(None, map(_identifier, parts))))

    def clean_address(self) -> str:
        return naming.tidy_lines(self.cleaned_data["address"])

    def clean_locality(self) -> str:
        return naming.tidy(self.cleaned_data["locality"])

    def clean_postcode(self) -> str:
        return naming.postcode(self.cleaned_data["postcode"])

    def clean_website(self) -> str:
        try:
            return websites.parse(self.cleaned_data["website"])
        except ValueError:
            raise forms.ValidationError(
                gettext("Enter a web address, like https://www.example.org")
            ) from None

    def clean(self) -> dict[str, Any]:
        """The first of several identifiers is the main one."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        main, others = values.get("identifier"), values.get("other_identifiers") or []
        if main in others:
            others.remove(main)
        if main == "" and others:
            self.add_error(
                "identifier", gettext("Enter the main identifier here before you add others")
            )
        return values

    def taken_by(self, other: Organisation) -> None:
        """Say that another organisation has one of the identifiers."""
        wanted = [self.cleaned_data["identifier"], *self.cleaned_data["other_identifiers"]]
        shared = next((one for one in wanted if one in other.all_identifiers), "")
        field = "identifier" if shared == wanted[0] else "other_identifiers"
        said = gettext("{identifier} is on the register already, as {name}")
        self.add_error(field, said.format(identifier=shared, name=other.name))


def _identifier(text: str) -> str:
    try:
        return identifiers.parse(text)
    except IdentifierError as error:
        raise forms.ValidationError(spoken(error.said)) from error
