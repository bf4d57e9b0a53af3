"""Appointing people, ending a role, and asking to speak for an organisation."""

from datetime import date
from typing import Any

from django import forms

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import Appointment
from opencompact.apps.organisations.models import Organisation, naming
from opencompact.apps.organisations.models.people import KIND_LABELS, OF_AN_ORGANISATION
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form, Radios

KIND_HINTS = {
    "officer": "Keeps the register, imports, appoints people.",
    "chair": "Answers disagreements and receives notices.",
    "representative": "Speaks for one organisation.",
    "lead": "The senior person who answers for the agreement in one organisation.",
    "champion": "Promotes the agreement inside one organisation.",
    "group-member": "Sits on the group.",
    "mediator": "Helps two sides to agree.",
    "returning-officer": "Runs elections and counts the votes. Stands in none of them.",
}
SHOWN = 3


class OrganisationField(forms.CharField):
    """An organisation by name, identifier or address on the register; cleans to it or None."""

    def __init__(self, *, area: Area | None = None, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.area = area

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        return self._one(text) if text else None

    def _one(self, text: str) -> Organisation:
        exact = list(self._named(text)[: SHOWN + 1])
        if len(exact) == 1:
            return exact[0]
        near = exact or list(queries.search(self._area, text)[: SHOWN + 1])
        if not near:
            raise forms.ValidationError(
                "No organisation on the register has this name. Check it, or add the organisation"
            )
        examples = "; ".join(_told(one) for one in near[:SHOWN])
        raise forms.ValidationError(
            f"Enter the full name or the identifier. Did you mean {examples}?"
        )

    @property
    def _area(self) -> Area:
        assert self.area is not None, "The form gives the field its area."
        return self.area

    def _named(self, text: str) -> Any:
        by_slug = queries.named(text)
        by_identifier = Organisation.objects.filter(identifier=text.replace(" ", "").upper())
        by_name = Organisation.objects.filter(match_key__startswith=f"{naming.plain(text)}|")
        return by_slug | by_identifier | by_name


def _told(organisation: Organisation) -> str:
    known = organisation.identifier or organisation.place
    return f"{organisation.name} ({known})" if known else organisation.name


class AppointForm(Form):
    """Who becomes what; cleans to `appointment`."""

    names = {"kind": "a role", "starts": "the first day"}

    email = forms.EmailField(label="Email address")
    name = forms.CharField(label="Full name", max_length=150)
    kind = forms.ChoiceField(
        label="Role",
        choices=[(kind.value, label) for kind, label in KIND_LABELS.items()],
        widget=Radios(hints=KIND_HINTS),
    )
    organisation = OrganisationField(
        label="Organisation",
        required=False,
        help_text="For a representative or a champion: its full name, or its identifier.",
    )
    may_sign = forms.BooleanField(
        label="A representative who may sign for the organisation", required=False
    )
    starts = DateField(label="First day in the role")

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].area = area  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        kind = values.get("kind")
        needs = kind is not None and RoleKind(kind) in OF_AN_ORGANISATION
        if needs and "organisation" in values and values["organisation"] is None:
            self.add_error("organisation", f"Enter the organisation of the {kind}")
        if values.get("may_sign") and kind != RoleKind.REPRESENTATIVE:
            self.add_error(
                "may_sign", "Only a representative may sign: choose that role, or untick"
            )
        return values

    @property
    def appointment(self) -> Appointment:
        """What was filled in; an organisation counts only where the role has one."""
        given = self.cleaned_data
        kind = RoleKind(given["kind"])
        return Appointment(
            email=given["email"],
            name=naming.tidy(given["name"]),
            kind=kind,
            starts=given["starts"],
            organisation=given["organisation"] if kind in OF_AN_ORGANISATION else None,
            may_sign=given["may_sign"],
        )


class EndRoleForm(Form):
    """The first day without a role."""

    names = {"on": "the first day without the role"}

    on = DateField(label="First day without the role")

    def __init__(self, *args: Any, starts: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.starts:
            raise forms.ValidationError(
                "The date must be the day on which the role began, or later"
            )
        return day


class AskForm(Form):
    """Somebody asks the officers to let them speak for an organisation."""

    names = {"organisation": "the organisation", "position": "your position"}

    organisation = forms.CharField(label="Full name of the organisation", max_length=200)
    position = forms.CharField(
        label="Your position in it", max_length=120, help_text="For example, manager or trustee."
    )

    def clean_organisation(self) -> str:
        return naming.tidy(self.cleaned_data["organisation"])

    def clean_position(self) -> str:
        return naming.tidy(self.cleaned_data["position"])
