"""Filing a departure, and finding one in the register of them."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.actions import Filing, UnfitDeparture
from opencompact.apps.organisations.models import departures
from opencompact.apps.organisations.queries.departures import Asked
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form

from .people import OrganisationField

# What a departure can be about, by the kind of record that packs name.
RECORDS: Final = {
    "consultation": _("A consultation"),
    "funding-programme": _("A funding programme"),
    "funding-agreement": _("A funding agreement"),
    "payments": _("Payments"),
    "notice": _("A notice that funding changes or ends"),
    "assessment": _("An impact assessment"),
    "body": _("The body itself"),
    "other": _("Something else"),
}
STATES: Final = (
    ("", _("All")),
    ("running", _("Counts today")),
    ("lapsed", _("Has run out")),
    ("late", _("Filed late")),
    ("withdrawn", _("Withdrawn")),
)
Choices = Iterable[tuple[str, str]]


class DepartureForm(Form):
    """A departure. What a page that leads here knows already it hands over in the address."""

    names = {
        "body": _("the body"),
        "commitment": _("a commitment"),
        "record": _("what it is about"),
        "key": _("the number of the matter"),
        "title": _("what it is about"),
        "event_on": _("the day on which the matter begins"),
        "expires": _("the last day on which it counts"),
        "reason": _("the reason"),
        "mitigation": _("what softens the effect"),
        "approver": _("who approved it"),
    }

    body = OrganisationField(
        label=_("Which body departs from the commitment?"),
        help_text=_("Its name or identifier, as on the register."),
    )
    commitment = forms.ChoiceField(label=_("From which commitment?"))
    record = forms.ChoiceField(label=_("What kind of matter is it?"))
    key = forms.CharField(
        label=_("Number of the matter"),
        help_text=_("As it stands on its page, so that the departure is shown there."),
        max_length=departures.KEY_LENGTH,
        widget=forms.TextInput({"class": "govuk-input--width-10"}),
    )
    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A few words, for example the name of the consultation."),
        max_length=departures.TITLE_LENGTH,
    )
    event_on = DateField(
        label=_("When does the matter begin?"),
        help_text=_(
            "For a consultation the day it opens, for a notice the day it is given, for an"
            " assessment the day of the decision. What is filed later counts as late."
        ),
    )
    expires = DateField(
        label=_("Until when does the reason hold?"),
        help_text=_("After this day you are asked again."),
    )
    reason = forms.CharField(
        label=_("Why will the commitment not be kept?"),
        max_length=departures.TEXT_LENGTH,
        widget=forms.Textarea({"rows": 5}),
    )
    mitigation = forms.CharField(
        label=_("What softens the effect?"),
        help_text=_("What is done for those whom the commitment is there for."),
        max_length=departures.TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )
    approver = forms.CharField(
        label=_("Who approved it?"),
        help_text=_("The position, for example Director of finance. It is public."),
        max_length=departures.APPROVER_LENGTH,
    )

    def __init__(self, *args: Any, area: Area, commitments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].area = area  # type: ignore[attr-defined]
        ask = ("", _("Choose a commitment"))
        self.fields["commitment"].choices = [ask, *commitments]  # type: ignore[attr-defined]
        kinds = [("", _("Choose a kind")), *RECORDS.items()]
        self.fields["record"].choices = kinds  # type: ignore[attr-defined]

    def filing(self, commitment: Any) -> Filing:
        """What was filled in; `commitment` is the one that was chosen."""
        return Filing(**{**self.cleaned_data, "commitment": commitment})

    def blame(self, unfit: UnfitDeparture) -> None:
        """Show what the action found wrong, each at its question."""
        for name, says in unfit.faults.items():
            self.add_error(name, says)


class DeparturesForm(Form):
    """The filters of the register of departures; what is not known asks for nothing."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("All")), *bodies]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known: dict[str, Any] = self.cleaned_data
        return Asked(
            body=known.get("body", ""),
            state=known.get("state", ""),
            commitment=self.data.get("commitment", ""),
        )
