"""Giving somebody a seat: one of the people the area has for it, or anybody with an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.base.accounts.models import User, normal
from opencompact.base.ui.forms import Form, Radios
from opencompact.core.procedure import Holder

HINTS: dict[Holder, Any] = {
    Holder.PANEL: _("Reads the papers and makes the finding. Nobody from the organisations."),
    Holder.MEDIATOR: _("Whom all sides accepted. Enters the mediation room, and nothing else."),
    Holder.CHAIR: _("Chairs this case instead of the usual chair."),
    Holder.OFFICER: _("Helps in this case besides the support team."),
}


class SeatForm(Form):
    """Who gets which seat."""

    names = {"holder": _("a seat"), "email": _("an email address")}

    holder = forms.ChoiceField(
        label=_("Seat"),
        choices=[(holder.value, SEAT_LABELS[holder]) for holder in HINTS],
        widget=Radios(hints={holder.value: says for holder, says in HINTS.items()}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The address they sign in with."),
    )

    def clean_email(self) -> User:
        """The person with this address, who has to have an account."""
        found = User.objects.filter(email=normal(self.cleaned_data["email"]), is_active=True)
        user: User | None = found.first()
        if user is None:
            raise forms.ValidationError(
                _(
                    "Nobody here has an account with this address. They can make one, or the"
                    " support team can give them a role"
                )
            )
        return user
