"""The days on which somebody cannot come, one day or a range at a time."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.base.ui.dates import day
from opencompact.base.ui.forms import DateField, Form

LONGEST = timedelta(days=366)


class AbsenceForm(Form):
    """From which to which day; one day alone needs no last one."""

    names = {"first": gettext_lazy("the first day"), "last": gettext_lazy("the last day")}

    first = DateField(label=gettext_lazy("First day on which you cannot come"))
    last = DateField(
        label=gettext_lazy("Last day (optional)"),
        help_text=gettext_lazy("Leave it empty for one day alone."),
        required=False,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first, and not over already."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last") or cleaned.get("first")
        if not first or not last:
            return cleaned
        if last < first:
            says = _("The last day must be {day}, the first day, or later")
            self.add_error("last", says.format(day=day(first)))
        elif last - first > LONGEST:
            self.add_error("last", _("Give a year at most at a time"))
        elif last < self.today:
            self.add_error("first", _("These days are over. Give days that are still to come"))
        return cleaned

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        first: date = self.cleaned_data["first"]
        return first, self.cleaned_data.get("last") or first


class RemoveForm(forms.Form):
    """Which of one's own days are taken back."""

    remove = forms.UUIDField()
