"""Giving somebody a seat: one of the people the area has for it, or anybody with an account."""

from django import forms

from opencompact.apps.disputes.models.cases import SEAT_LABELS
from opencompact.base.accounts.models import User, normal
from opencompact.base.ui.forms import Form, Radios
from opencompact.core.procedure import Holder

HINTS = {
    Holder.PANEL: "Reads the papers and makes the finding. Nobody from the organisations.",
    Holder.MEDIATOR: "Whom all sides accepted. Enters the mediation room, and nothing else.",
    Holder.CHAIR: "Chairs this case instead of the usual chair.",
    Holder.OFFICER: "Helps in this case besides the support team.",
}


class SeatForm(Form):
    """Who gets which seat."""

    names = {"holder": "a seat", "email": "an email address"}

    holder = forms.ChoiceField(
        label="Seat",
        choices=[(holder.value, SEAT_LABELS[holder]) for holder in HINTS],
        widget=Radios(hints={holder.value: says for holder, says in HINTS.items()}),
    )
    email = forms.EmailField(
        label="Email address",
        help_text="The address they sign in with.",
    )

    def clean_email(self) -> User:
        """The person with this address, who has to have an account."""
        found = User.objects.filter(email=normal(self.cleaned_data["email"]), is_active=True)
        user: User | None = found.first()
        if user is None:
            raise forms.ValidationError(
                "Nobody here has an account with this address. They can make one, or the support"
                " team can give them a role"
            )
        return user
