"""Signing and withdrawing. There is no place to write a condition: a pledge cannot be qualified."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.actions import Declaration, Signer
from opencompact.apps.organisations.models import naming
from opencompact.base.ui.forms import DateField, Form

NAME_LENGTH = 120
NOTICE_LENGTH = 4000


class _UpToToday(Form):
    """A form with a date `on` that may not be in the future."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self.today:
            raise forms.ValidationError(_("The date must be today or in the past"))
        return day


class SignForm(_UpToToday):
    """The pledge of an organisation; `on_paper` turns the questions to what a paper says."""

    names = {"on": _("the date of signing"), "position": _("the position in the organisation")}

    name = forms.CharField(label=_("Your full name"), max_length=NAME_LENGTH)
    position = forms.CharField(
        label=_("Your position"),
        max_length=NAME_LENGTH,
        help_text=_("For example, chair of trustees."),
    )
    on = DateField(label=_("Date of signing"))
    authority = forms.BooleanField()
    public = forms.BooleanField(
        label=_("I accept that the pledge, with the name and position, is public"),
        error_messages={"required": _("Confirm that the pledge is public")},
    )

    def __init__(self, *args: Any, organisation: str, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authority = self.fields["authority"]
        authority.label = _("I have the authority to sign for {name}").format(name=organisation)
        authority.error_messages["required"] = _("Confirm that you may sign for {name}").format(
            name=organisation
        )
        if on_paper:
            self._ask_about_paper(organisation)

    def _ask_about_paper(self, organisation: str) -> None:
        self.fields["name"].label = _("Name of the person who signed")
        self.fields["position"].label = _("Position of that person")
        said = _("The paper says that this person may sign for {name}")
        self.fields["authority"].label = said.format(name=organisation)
        self.fields["public"].label = _("The person accepts that the pledge is public")
        missing = _("Enter the name of the person who signed")
        self.fields["name"].error_messages["required"] = missing
        told = _("Confirm that the person may sign for {name}")
        self.fields["authority"].error_messages["required"] = told.format(name=organisation)

    def clean_name(self) -> str:
        return naming.tidy(self.cleaned_data["name"])

    def clean_position(self) -> str:
        return naming.tidy(self.cleaned_data["position"])

    @property
    def declaration(self) -> Declaration:
        """What was declared."""
        given = self.cleaned_data
        return Declaration(
            given["name"], given["position"], given["on"], given["authority"], given["public"]
        )


class SignerForm(Form):
    """Who is asked by mail to sign for an organisation; cleans to `signer`."""

    names = {
        "name": _("the full name of the person"),
        "position": _("the position of the person"),
    }

    name = forms.CharField(label=_("Full name"), max_length=NAME_LENGTH)
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("Of that person alone: whoever reads the mail there can sign."),
    )
    position = forms.CharField(
        label=_("Position in the organisation"),
        max_length=NAME_LENGTH,
        help_text=_("For example, chair of trustees. The person can correct it."),
    )

    def clean_name(self) -> str:
        return naming.tidy(self.cleaned_data["name"])

    def clean_position(self) -> str:
        return naming.tidy(self.cleaned_data["position"])

    @property
    def signer(self) -> Signer:
        """Who was named."""
        given = self.cleaned_data
        return Signer(given["name"], given["email"], given["position"])


class WithdrawForm(_UpToToday):
    """A notice of withdrawal to the chair, in the organisation's own words."""

    names = {"notice": _("the notice"), "on": _("the date of the notice")}

    notice = forms.CharField(
        label=_("Notice to the chair"),
        max_length=NOTICE_LENGTH,
        widget=forms.Textarea({"rows": 8}),
        help_text=_(
            "The chair, the officers and your organisation can read it. It is not published."
        ),
    )
    on = DateField(label=_("Date of the notice"))
