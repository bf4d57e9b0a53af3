"""The plain answers that a side can give from its mail."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.base.ui.forms import Form, Radios
from opencompact.core.procedure import Step


class AnswerForm(Form):
    """One of the steps that a side can take; `then` says of each what follows."""

    names = {"answer": _("an answer")}

    answer = forms.ChoiceField(label=_("Your answer"), widget=Radios)

    def __init__(
        self, *args: Any, steps: Sequence[Step], then: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        answer = cast("forms.ChoiceField", self.fields["answer"])
        answer.choices = [(step.key, step.name) for step in steps]
        hints = {step.key: f"{step.says} {then[step.key]}".strip() for step in steps}
        cast("Radios", answer.widget).hints = hints
