"""What is asked for a signpost."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models import Signpost
from opencompact.apps.disputes.models.signposts import (
    NAME_LENGTH,
    PHONE_LENGTH,
    WEB_LENGTH,
    Point,
)
from opencompact.apps.organisations.models import Role, Sector
from opencompact.base.ui.forms import Checkboxes, DateField, Form

FIELDS = (
    "name", "about", "when", "sectors", "points", "address", "phone", "email", "web",
    "owner", "expires_on", "version",
)  # fmt: skip


class SignpostForm(Form):
    """Who it is, when to turn there, for whom, and who keeps it right until when."""

    names = {
        "name": _("the name"),
        "about": _("what they do"),
        "expires_on": _("the day"),
    }

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    about = forms.CharField(
        label=_("What they do"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    when = forms.CharField(
        label=_("When to turn there (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    web = forms.CharField(label=_("Web address (optional)"), required=False, max_length=WEB_LENGTH)
    phone = forms.CharField(
        label=_("Telephone (optional)"), required=False, max_length=PHONE_LENGTH
    )
    email = forms.EmailField(label=_("Email address (optional)"), required=False)
    address = forms.CharField(
        label=_("Postal address (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    sectors = forms.MultipleChoiceField(
        label=_("For organisations of which sector? (optional)"),
        help_text=_("Select none to show it to everybody."),
        choices=Sector.choices,
        required=False,
        widget=Checkboxes,
    )
    points = forms.MultipleChoiceField(
        label=_("Where on the way? (optional)"),
        help_text=_("Select none to show it everywhere."),
        choices=Point.choices,
        required=False,
        widget=Checkboxes,
    )
    owner_role = forms.ChoiceField(
        label=_("Who keeps it right?"),
        help_text=_("Somebody with a role here, or a name in the next box."),
        required=False,
    )
    owner = forms.CharField(
        label=_("Somebody else (optional)"), required=False, max_length=NAME_LENGTH
    )
    expires_on = DateField(
        label=_("Until when does this hold without a look?"),
        help_text=_("From this day on it is not shown, and stands on your desk to be checked."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {str(role.pk): role for role in roles}
        named = [(key, _role(role)) for key, role in self.roles.items()]
        choices = [("", _("Nobody with a role")), *named]
        self.fields["owner_role"].choices = choices  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, Any]:
        """What an action takes."""
        given = dict(self.cleaned_data)
        return {**given, "owner_role": self.roles.get(given["owner_role"])}


def initial_signpost(signpost: Signpost) -> dict[str, Any]:
    """What the form shows of a signpost that is there."""
    found = {name: getattr(signpost, name) for name in FIELDS}
    return {**found, "owner_role": str(signpost.owner_role_id or "")}


def _role(role: Role) -> str:
    return f"{role.user.name}, {role.get_kind_display().lower()}"
