"""The filters of these pages; what cannot be understood asks for nothing."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.evaluation.queries import Asked, Filter
from opencompact.base.ui.forms import Form

Choices = Iterable[tuple[str, str]]
ALL: Final = ("", _("All"))
STATES: Final = (
    ALL,
    ("broken", _("Broken")),
    ("at risk", _("At risk")),
    ("not known", _("Not known")),
    ("explained", _("Explained")),
    ("kept", _("Kept")),
    ("hot", _("Broken again and again")),
    ("quiet", _("Nothing recorded for long")),
    ("not measured", _("Not measured")),
)
OUTCOMES: Final = (
    ALL,
    ("broken", _("Broken")),
    ("at risk", _("At risk")),
    ("unknown", _("Cannot tell")),
    ("open", _("Cannot tell yet")),
    ("explained", _("Explained")),
    ("kept", _("Kept")),
    ("outside", _("Does not apply")),
)


class _Filters(Form):
    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [ALL, *bodies]  # type: ignore[attr-defined]

    @property
    def known(self) -> dict[str, str]:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class KeptForm(_Filters):
    """Body, part and state of the commitments."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    part = forms.ChoiceField(label=_("Part"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [ALL, *parts]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        return Filter(**self.known)


class RecordsForm(_Filters):
    """Body, outcome and time of the records behind a commitment."""

    body = forms.ChoiceField(label=_("Body"), required=False)
    outcome = forms.ChoiceField(label=_("Counts as"), choices=OUTCOMES, required=False)
    period = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(str(year), str(year)) for year in years]
        self.fields["period"].choices = [ALL, *told]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Asked:
        return Asked(**self.known)
