"""What the sign-up page asks beside the e-mail address and the password."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import User


class SignUp(forms.Form):
    """Asks for the name that others see beside what this person does."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        error_messages={"required": _("Enter your full name")},
    )

    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 - as allauth calls it
        """Keep the name with the account; allauth calls this when the account is saved."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
