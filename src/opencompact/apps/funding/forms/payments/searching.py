"""Filters of the lists of payments: what cannot be understood asks for nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.queries.payments import KINDS, TIMES, Asked
from opencompact.apps.funding.queries.payments.measuring import last_day
from opencompact.apps.organisations.models import Organisation
from opencompact.base.ui.dates import month as month_name
from opencompact.base.ui.forms import Form

LONGEST = 120
ANY = [("", _("All"))]


class FiguresForm(Form):
    """The figures of one body, or of all."""

    body = forms.ChoiceField(label=_("Body that paid"), required=False)

    def __init__(self, *args: Any, bodies: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.slug, one.name) for one in bodies]
        self.fields["body"].choices = [*ANY, *named]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        return Asked(body=self.cleaned_data.get("body", ""))


class PaymentsForm(Form):
    """The list of payments; it is never refused, an unknown filter is as good as none."""

    q = forms.CharField(
        label=_("Supplier"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    body = forms.ChoiceField(label=_("Body that paid"), required=False)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    month = forms.ChoiceField(label=_("Month"), required=False)
    kind = forms.ChoiceField(
        label=_("Who was paid"), choices=[*ANY, *KINDS.items()], required=False
    )
    time = forms.ChoiceField(label=_("In time"), choices=[*ANY, *TIMES.items()], required=False)

    def __init__(
        self, *args: Any, bodies: Iterable[Organisation], months: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.slug, one.name) for one in bodies]
        dated = [(one, month_name(last_day(one))) for one in months]
        self.fields["body"].choices = [*ANY, *named]  # type: ignore[attr-defined]
        self.fields["month"].choices = [*ANY, *dated]  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known: dict[str, Any] = self.cleaned_data
        names = ("body", "name", "month", "kind", "time")
        return Asked(text=known.get("q", ""), **{name: known.get(name, "") for name in names})

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        names = ("body", "name", "month", "kind", "time")
        return sum(bool(self.cleaned_data.get(name)) for name in names)
