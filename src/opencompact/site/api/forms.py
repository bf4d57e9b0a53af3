"""The form that makes a token."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.base.areas.tokens import SAYS, Scope
from opencompact.base.ui.forms import Checkboxes, Form, Radios

LIVES = [("30", _("In 30 days")), ("90", _("In 90 days")), ("365", _("In a year"))]


class TokenForm(Form):
    """What a token is for; cleans to `name`, `scopes` and `days`."""

    names = {"name": _("what the token is for"), "days": _("when the token expires")}

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_(
            "The program and where it runs, like “register sync, office computer”."
            " You and the officers see this."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        widget=Checkboxes,
        help_text=_("Choose as little as it needs. It never may more than you may yourself."),
        error_messages={"required": _("Select what the token may do")},
    )
    days = forms.ChoiceField(
        label=_("When does it expire?"), choices=LIVES, initial="90", widget=Radios
    )

    def __init__(self, *args: Any, scopes: Iterable[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found: Any = self.fields["scopes"]
        found.choices = [(scope.value, gettext(SAYS[scope])) for scope in scopes]
        found.widget.hints = {scope.value: scope.value for scope in scopes}

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def given(self) -> tuple[str, list[Scope], int]:
        """The name, the scopes and the days, as the action takes them."""
        cleaned = self.cleaned_data
        return cleaned["name"], [Scope(one) for one in cleaned["scopes"]], int(cleaned["days"])
