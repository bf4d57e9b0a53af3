"""A day of the area's own: one that it keeps as a holiday, or one on which it works."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.base.ui.forms import DateField, Form, Radios

CLOSED, WORKED = "closed", "worked"
KINDS: Final = (
    (CLOSED, _("Nobody works: it does not count as a working day")),
    (WORKED, _("People here work: it counts, although it is a bank holiday")),
)


class HolidayForm(Form):
    """Which day, what it is called, and whether it is worked."""

    names = {"day": _("the day"), "name": _("what the day is called"), "kind": _("what it is")}

    day = DateField(label=_("Day"))
    name = forms.CharField(
        label=_("What people call it"),
        help_text=_("It stands beside every date that the day moves."),
        max_length=120,
    )
    kind = forms.ChoiceField(label=_("What it is"), choices=KINDS, widget=Radios, initial=CLOSED)

    @property
    def noted(self) -> tuple[Any, str, bool]:
        """The day, its name, and whether it is worked."""
        cleaned = self.cleaned_data
        return cleaned["day"], cleaned["name"].strip(), cleaned["kind"] == WORKED
