"""Appointing people, ending a role, and asking to speak for an organisation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.actions import Appointment
from opencompact.apps.organisations.models import Organisation, Role, naming
from opencompact.apps.organisations.models.people import (
    KIND_LABELS,
    OF_AN_ORGANISATION,
    PART_LENGTH,
    TITLE_LENGTH,
)
from opencompact.base.areas.actor import RoleKind
from opencompact.base.areas.models import Area
from opencompact.base.ui.forms import DateField, Form, Radios

KIND_HINTS: dict[str, Any] = {
    "officer": _("Keeps the register, imports, appoints people."),
    "chair": _("Answers disagreements and receives notices."),
    "representative": _("Speaks for one organisation."),
    "lead": _("The senior person who answers for the agreement in one organisation."),
    "champion": _("Promotes the agreement inside one organisation."),
    "group-member": _("Sits on the group."),
    "mediator": _("Helps two sides to agree."),
    "returning-officer": _("Runs elections and counts the votes. Stands in none of them."),
}
SHOWN = 3
MISSING = {
    RoleKind.REPRESENTATIVE: _("Enter the organisation of the representative"),
    RoleKind.LEAD: _("Enter the organisation of the lead"),
    RoleKind.CHAMPION: _("Enter the organisation of the champion"),
}
PART_HINT = _("The department or place inside it, when the person is not there for all of it.")


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
                gettext(
                    "No organisation on the register has this name. Check it, or add the"
                    " organisation"
                )
            )
        examples = "; ".join(_told(one) for one in near[:SHOWN])
        raise forms.ValidationError(
            gettext("Enter the full name or the identifier. Did you mean {examples}?").format(
                examples=examples
            )
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

    names = {
        "kind": _("a role"),
        "starts": _("the first day"),
        "ends": _("the first day without it"),
    }

    email = forms.EmailField(label=_("Email address"))
    name = forms.CharField(label=_("Full name"), max_length=150)
    kind = forms.ChoiceField(
        label=_("Role"),
        choices=[(kind.value, KIND_LABELS.lazy(kind)) for kind in KIND_LABELS],
        widget=Radios(hints=KIND_HINTS),
    )
    organisation = OrganisationField(
        label=_("Organisation"),
        required=False,
        help_text=_(
            "For a representative, a lead or a champion: its full name, or its identifier."
        ),
    )
    area_of_organisation = forms.CharField(
        label=_("Area of the organisation"),
        required=False,
        max_length=PART_LENGTH,
        help_text=PART_HINT,
    )
    may_sign = forms.BooleanField(
        label=_("A representative who may sign for the organisation"), required=False
    )
    starts = DateField(label=_("First day in the role"))
    ends = DateField(
        label=_("First day without the role"),
        required=False,
        help_text=_("Leave it empty while nobody knows."),
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].area = area  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        kind = values.get("kind")
        if kind in OF_AN_ORGANISATION and values.get("organisation", "") is None:
            self.add_error("organisation", str(MISSING[RoleKind(kind)]))
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", gettext("The date must be the first day in the role, or later"))
        if values.get("may_sign") and kind != RoleKind.REPRESENTATIVE:
            self.add_error(
                "may_sign", gettext("Only a representative may sign: choose that role, or untick")
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
            area_of_organisation=naming.tidy(given["area_of_organisation"]),
            ends=given["ends"],
        )


class ChangeRoleForm(Form):
    """The area of the organisation, and whether a representative may sign."""

    area_of_organisation = forms.CharField(
        label=_("Area of the organisation"),
        required=False,
        max_length=PART_LENGTH,
        help_text=PART_HINT,
    )
    may_sign = forms.BooleanField(label=_("May sign for the organisation"), required=False)

    @staticmethod
    def initial_of(role: Role) -> dict[str, Any]:
        """Return what is stored."""
        return {"area_of_organisation": role.area_of_organisation, "may_sign": role.may_sign}

    def keep_only_what_belongs_to(self, kind: RoleKind) -> None:
        """Ask nothing that a kind of role does not have."""
        if kind != RoleKind.REPRESENTATIVE:
            del self.fields["may_sign"]

    def clean_area_of_organisation(self) -> str:
        return naming.tidy(self.cleaned_data["area_of_organisation"])


class TrainingForm(Form):
    """What somebody has learnt, and when."""

    names = {"title": _("what it was"), "taken_on": _("the day")}

    title = forms.CharField(
        label=_("Training"),
        max_length=TITLE_LENGTH,
        help_text=_(
            "Its name, and who gave it. For example, Champions' induction, Voluntary Action."
        ),
    )
    taken_on = DateField(label=_("Taken on"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_title(self) -> str:
        return naming.tidy(self.cleaned_data["title"])

    def clean_taken_on(self) -> date:
        day: date = self.cleaned_data["taken_on"]
        if day > self.today:
            raise forms.ValidationError(gettext("The date must be today or in the past"))
        return day


class EndRoleForm(Form):
    """The first day without a role."""

    names = {"on": _("the first day without the role")}

    on = DateField(label=_("First day without the role"))

    def __init__(self, *args: Any, starts: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.starts = starts

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.starts:
            raise forms.ValidationError(
                gettext("The date must be the day on which the role began, or later")
            )
        return day


class AskForm(Form):
    """Somebody asks the officers to let them speak for an organisation."""

    names = {"organisation": _("the organisation"), "position": _("your position")}

    organisation = forms.CharField(label=_("Full name of the organisation"), max_length=200)
    position = forms.CharField(
        label=_("Your position in it"),
        max_length=120,
        help_text=_("For example, manager or trustee."),
    )

    def clean_organisation(self) -> str:
        return naming.tidy(self.cleaned_data["organisation"])

    def clean_position(self) -> str:
        return naming.tidy(self.cleaned_data["position"])
