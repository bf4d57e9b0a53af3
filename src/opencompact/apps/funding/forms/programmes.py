"""A funding programme as the keepers of a body's records write it down, and filters of the list."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.actions.programmes import FIELDS
from opencompact.apps.funding.models import Programme, Type
from opencompact.apps.funding.models.programmes import CONTACT_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from opencompact.apps.organisations.models import Organisation
from opencompact.base.ui.forms import DateField, Form

from .fields import MoneyField, YesNoField, long_text

ANY = ("", _("All"))


class ProgrammeForm(Form):
    """What is recorded of a programme. What is left empty is not recorded and promises nothing."""

    names = {"title": _("the name of the programme"), "funder": _("the funder")}

    funder = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Funder"), empty_label=_("Choose a body")
    )
    title = forms.CharField(label=_("Name of the programme"), max_length=TITLE_LENGTH)
    objectives = long_text(
        _("Objectives"), _("What the money is to achieve, and for whom."), most=TEXT_LENGTH
    )
    eligibility = long_text(_("Who can apply"), most=TEXT_LENGTH)
    criteria = long_text(_("Criteria"), _("What applications are measured by."), most=TEXT_LENGTH)
    decision_approach = long_text(
        _("How decisions are made"),
        _("Who decides, by what steps, and how somebody can ask for a review."),
        most=TEXT_LENGTH,
    )
    decision_approach_recorded = DateField(
        label=_("When was that recorded?"),
        required=False,
        help_text=_("The day the way of deciding was laid down. It is to come before a decision."),
    )
    first_decision = DateField(label=_("Day of the first decision"), required=False)
    opens = DateField(label=_("Opens for applications"), required=False)
    closes = DateField(label=_("Closes"), required=False)
    timetable = long_text(
        _("Timetable"), _("The steps and their dates, from call to payment."), most=TEXT_LENGTH
    )
    contact = forms.CharField(
        label=_("Named contact"),
        required=False,
        max_length=CONTACT_LENGTH,
        help_text=_("Somebody to talk the programme over with: a name, and how to reach them."),
    )
    competitive_process_forbids = YesNoField(
        label=_("Does a competitive process forbid talking it over?")
    )
    type = forms.ChoiceField(
        label=_("Type of funding"), choices=[("", _("Not recorded")), *Type.choices], required=False
    )
    type_reason = long_text(
        _("Why this type"), _("Why a grant rather than a contract, or the other way."),
        most=TEXT_LENGTH, rows=3,
    )  # fmt: skip
    collaboration = long_text(
        _("Applying together"), _("Whether groups can apply together, and how."),
        most=TEXT_LENGTH, rows=3,
    )  # fmt: skip
    vcs_shaped = long_text(
        _("How the sector shaped it"),
        _("Who from voluntary and community groups had a part in the design, and what changed."),
        most=TEXT_LENGTH,
    )
    budget = MoneyField(label=_("Money available, in pounds"), required=False)
    is_draft = forms.BooleanField(
        label=_("Keep it as a draft"),
        required=False,
        help_text=_("Until it is published only those who keep the funder's records see it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, bodies: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies is None:
            del self.fields["funder"]
        else:
            self.fields["funder"].queryset = bodies  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, programme: Programme) -> dict[str, Any]:
        """Return the values that the form of a programme begins with."""
        return {name: getattr(programme, name) for name in (*FIELDS, "version")}

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, by the name of the field."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = given.get("opens"), given.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", gettext("It must close on or after the day it opens"))
        if given.get("decision_approach_recorded") and not given.get("decision_approach"):
            says = gettext("Say how decisions are made, or leave the day out")
            self.add_error("decision_approach", says)
        return given


class ProgrammesForm(Form):
    """The filters of the programmes; what is not known asks for nothing."""

    q = forms.CharField(
        label=_("Words of the name"),
        required=False,
        max_length=TITLE_LENGTH,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    funder = forms.ChoiceField(label=_("Funder"), required=False)

    def __init__(self, *args: Any, funders: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["funder"].choices = [ANY, *funders]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, str]:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known = self.cleaned_data
        return {"text": known.get("q", ""), "funder": known.get("funder", "")}
