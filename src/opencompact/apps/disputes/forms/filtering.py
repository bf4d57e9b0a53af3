"""Filters of the lists: never refused, an unknown filter asks for nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.disputes.queries import Filter
from opencompact.base.ui.forms import Form

LONGEST = 120
STATES = [("", _("All")), ("open", _("Open")), ("closed", _("Ended"))]
TURNS = [("", _("Anybody's turn")), ("mine", _("My turn"))]


class FilterForm(Form):
    """The filters of the list of cases."""

    q = forms.CharField(
        label=_("Number, subject or organisation"), required=False, max_length=LONGEST
    )
    state = forms.ChoiceField(label=_("Open or ended"), choices=STATES, required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    turn = forms.ChoiceField(label=_("Whose turn"), choices=TURNS, required=False)

    def __init__(self, *args: Any, stages: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All stages"))
        self.fields["stage"].choices = [every, *stages]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        """What was asked for, in so far as it can be understood."""
        self.full_clean()
        found = self.cleaned_data
        return Filter(
            text=found.get("q", ""),
            state=found.get("state", ""),
            stage=found.get("stage", ""),
            turn=found.get("turn", ""),
        )


class FindingFilterForm(Form):
    """The filters of the public list of findings."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST)
    ending = forms.ChoiceField(label=_("Finding"), required=False)

    def __init__(self, *args: Any, endings: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ending"].choices = [("", _("All")), *endings]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> tuple[str, str]:
        """Words and the key of an ending, as far as they can be understood."""
        self.full_clean()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("ending", "")
