"""Search and filters of the list; what cannot be understood asks for nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.assessments.models import Depth, Need
from opencompact.apps.assessments.queries import Group, Wanted
from opencompact.base.ui.forms import Form

LONGEST = 120
ANY = ("", gettext_lazy("All"))
STATES = [
    ANY,
    ("published", gettext_lazy("Published")),
    ("draft", gettext_lazy("Draft")),
]
SORTS = [
    ("", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("decided", gettext_lazy("Latest decision first")),
]


class FilterForm(Form):
    """Words, and one choice of each kind."""

    q = forms.CharField(
        label=gettext_lazy("Title, decision, organisation or number"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput({"type": "search", "autocapitalize": "none"}),
    )
    body = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    depth = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[ANY, *Depth.choices], required=False
    )
    need = forms.ChoiceField(
        label=gettext_lazy("What came of the screening"),
        choices=[ANY, *Need.choices],
        required=False,
    )
    harms = forms.ChoiceField(label=gettext_lazy("Says that it harms"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATES, required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sort by"), choices=SORTS, required=False)

    def __init__(self, *args: Any, groups: Iterable[Group], keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [
            ("sector", _("Voluntary and community organisations")),
            ("users", _("People who use their services")),
        ]
        named = [(one.key, one.name) for one in groups]
        self.fields["harms"].choices = [ANY, *others, *named]  # type: ignore[attr-defined]
        if not keeps:
            del self.fields["state"]

    @property
    def wanted(self) -> Wanted:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        known: dict[str, Any] = self.cleaned_data
        return Wanted(
            text=known.get("q", ""),
            sort=known.get("sort") or "newest",
            **{name: known.get(name, "") for name in ("body", "depth", "need", "harms", "state")},
        )

    @property
    def filtered(self) -> int:
        """How many filters besides the words are set."""
        names = ("body", "depth", "need", "harms", "state", "sort")
        return sum(bool(self.cleaned_data.get(name)) for name in names)
