"""What was heard, what changed, and what did not and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.consultations.models import Feedback

from .base import Blaming, long


class FeedbackForm(Blaming):
    """The feedback on a consultation; a draft may have gaps."""

    names = {"heard": _("what you heard")}

    heard = long(
        _("What did you hear?"),
        _("How many took part, and what they said, those who disagree included."),
        rows=8,
        required=True,
    )
    changed = long(_("What changes because of it?"), rows=6)
    unchanged = long(_("What does not change, and why?"), rows=6)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(found: Feedback | None) -> dict[str, Any]:
        if found is None:
            return {"version": 1}
        return {name: getattr(found, name) for name in ("heard", "changed", "unchanged", "version")}

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("heard", "changed", "unchanged")}
