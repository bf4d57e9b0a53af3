"""Inviting somebody to read a case with a side."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.models import Party
from opencompact.base.ui.forms import Form, Radios


class AdviserForm(Form):
    """Whom, and for which side where the visitor speaks for several."""

    names = {
        "email": _("an email address"),
        "name": _("a name"),
        "party": _("an organisation"),
    }
    field_order = ["party", "email", "name"]

    email = forms.EmailField(
        label=_("Email address"), help_text=_("The invitation is sent there. It works once.")
    )
    name = forms.CharField(label=_("Full name"), max_length=150)

    def __init__(self, *args: Any, sides: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = list(sides)
        if len(self.sides) > 1:
            self.fields["party"] = forms.ChoiceField(
                label=_("Whom they advise"),
                error_messages={"required": _("Select whom they advise")},
                choices=[(party.key, str(party)) for party in self.sides],
                widget=Radios,
            )
            self.order_fields(self.field_order)

    @property
    def side(self) -> Party:
        """The side that was chosen, or the only one."""
        wanted = self.cleaned_data.get("party") or self.sides[0].key
        return next(party for party in self.sides if party.key == wanted)
