"""Handing a role over: who takes over from which day, or that nobody does."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions import Successor
from opencompact.apps.organisations.models import Role, naming
from opencompact.base.accounts.models import User, normal
from opencompact.base.areas.actor import RoleKind
from opencompact.base.ui.forms import DateField, Form


class DayForm(Form):
    """A day of a role that has begun."""

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role = role

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < self.role.starts:
            raise forms.ValidationError(
                _("The date must be the day on which the role began, or later")
            )
        return day

    @property
    def day(self) -> date:
        """The day that was given; the last one of the role where none was asked for."""
        given: date | None = self.cleaned_data.get("on") or self.role.ends
        assert given is not None, "A role without an end is asked for one."
        return given


class LeaveForm(DayForm):
    """The day from which somebody no longer holds a role; not asked where it is known."""

    names = {"on": gettext_lazy("the first day without the role")}

    on = DateField(label=gettext_lazy("First day without the role"))

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, role=role, **kwargs)
        if role.ends:
            del self.fields["on"]


class HandOverForm(DayForm):
    """Who takes over, and from when; cleans to `successor`."""

    names = {"on": gettext_lazy("the first day of the new person")}
    field_order = ["email", "name", "may_sign", "on"]

    email = forms.EmailField(label=gettext_lazy("Email address of who takes over"))
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=150)
    may_sign = forms.BooleanField(
        label=gettext_lazy("May sign for the organisation"), required=False
    )
    on = DateField(label=gettext_lazy("First day of the new person"))

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, role=role, **kwargs)
        if role.kind != RoleKind.REPRESENTATIVE:
            del self.fields["may_sign"]

    def clean_email(self) -> str:
        """Somebody else, whose account is open."""
        address = normal(self.cleaned_data["email"])
        if address == self.role.user.email:
            raise forms.ValidationError(_("Enter the address of somebody else"))
        if User.objects.filter(email=address, is_active=False).exists():
            raise forms.ValidationError(_("This account is closed. Enter the address of another"))
        return address

    @property
    def successor(self) -> Successor:
        """Who was named."""
        given = self.cleaned_data
        return Successor(given["email"], naming.tidy(given["name"]), given.get("may_sign", False))
