"""The questions of a consultation as people answer them, and as its keepers write them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.consultations.actions import Asked, Given
from opencompact.apps.consultations.models import Kind, Question, Response
from opencompact.apps.consultations.models.answers import ANSWER_LENGTH, NAME_LENGTH
from opencompact.apps.consultations.models.register import LINE_LENGTH
from opencompact.base.ui.forms import Checkboxes, DateField, Radios

from .base import Blaming, LinesField

ABOUT: Final = ("behalf", "name", "email", "wants_feedback")
STEPS: Final = 5


class RespondForm(Blaming):
    """One answer to every question, and who answers as far as they say.

    `saving` asks for nothing: what is not sent may have gaps.
    """

    names = {"email": gettext_lazy("an email address"), "came_on": gettext_lazy("the day")}

    behalf = forms.CharField(
        label=gettext_lazy("On behalf of which organisation? (optional)"),
        help_text=gettext_lazy("Leave it empty to answer for yourself."),
        required=False,
        max_length=NAME_LENGTH,
    )
    name = forms.CharField(
        label=gettext_lazy("Your name (optional)"), required=False, max_length=NAME_LENGTH
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address (optional)"),
        help_text=gettext_lazy("Needed to be told what came of it, or to go on later by mail."),
        required=False,
    )
    wants_feedback = forms.BooleanField(
        label=gettext_lazy("Tell me what came of it, once"), required=False
    )
    came_on = DateField(label=gettext_lazy("When did it come in?"))

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        paper: bool = False,
        saving: bool = False,
        **kwargs: Any,
    ) -> None:
        self.questions, self.saving = list(questions), saving
        super().__init__(*args, **kwargs)
        if not paper:
            del self.fields["came_on"]
        own = {one.key: _field(one, required=one.required and not saving) for one in self.questions}
        self.fields = {**own, **self.fields}

    @staticmethod
    def initial_of(response: Response) -> dict[str, Any]:
        """The values that the form of a response that was put by begins with."""
        return {**response.answers, **{name: getattr(response, name) for name in ABOUT}}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("wants_feedback") and not values.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter an email address, so that you can be told"))
        answered = any(values.get(one.key) for one in self.questions)
        if not answered and not self.saving and not self.errors:
            self.add_error(self.questions[0].key, _("Answer at least one question"))
        return values

    @property
    def given(self) -> Given:
        values = self.cleaned_data
        answers = {one.key: values[one.key] for one in self.questions if values.get(one.key)}
        return Given(answers, **{name: values[name] for name in ABOUT})

    @property
    def came(self) -> date:
        day: date = self.cleaned_data["came_on"]
        return day

    @property
    def asked(self) -> list[Any]:
        """The fields of the questions, in order."""
        return [self[one.key] for one in self.questions]

    @property
    def about(self) -> list[Any]:
        """The fields about whoever answers."""
        named = (*ABOUT, "came_on")
        return [self[name] for name in named if name in self.fields]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What was given, to be checked."""
        said = [*self.asked, *self.about]
        return [(str(one.label), shown(self.cleaned_data.get(one.name))) for one in said]


def shown(value: Any) -> str:
    """An answer as a person reads it."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "\n".join(value)
    return str(value) if value else _("No answer")


def _field(one: Question, *, required: bool) -> forms.Field:
    label = one.text if one.required else _("{question} (optional)").format(question=one.text)
    said: dict[str, Any] = {"label": label, "help_text": one.hint, "required": required}
    missing = {"required": _("Answer “{question}”").format(question=one.text)}
    if one.kind == Kind.TEXT:
        return forms.CharField(
            **said,
            max_length=ANSWER_LENGTH,
            widget=forms.Textarea({"rows": 6}),
            error_messages=missing,
        )
    if one.kind == Kind.MANY:
        return forms.MultipleChoiceField(
            **said,
            choices=[(text, text) for text in one.choices],
            widget=Checkboxes,
            error_messages=missing,
        )
    steps = scale(one) if one.kind == Kind.SCALE else [(text, text) for text in one.choices]
    return forms.ChoiceField(**said, choices=steps, widget=Radios, error_messages=missing)


def scale(one: Question) -> list[tuple[str, str]]:
    """The steps of a scale, with what its ends mean."""
    ends = one.choices or ["", ""]
    said = {1: ends[0], STEPS: ends[-1]}
    numbers = range(1, STEPS + 1)
    return [(str(n), f"{n}, {said[n]}" if said.get(n) else str(n)) for n in numbers]


class QuestionForm(Blaming):
    """A question as its keepers write it."""

    names = {"text": gettext_lazy("the question"), "kind": gettext_lazy("how it is answered")}

    text = forms.CharField(label=gettext_lazy("Question"), max_length=LINE_LENGTH)
    hint = forms.CharField(
        label=gettext_lazy("Help with it (optional)"), required=False, max_length=LINE_LENGTH
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How is it answered?"), choices=Kind.choices, widget=Radios
    )
    choices = LinesField(
        label=gettext_lazy("Choices"),
        help_text=gettext_lazy(
            "One on each line. For a scale, two lines: what 1 means and what 5 means."
        ),
        required=False,
    )
    required = forms.BooleanField(label=gettext_lazy("It has to be answered"), required=False)

    @staticmethod
    def initial_of(one: Question) -> dict[str, Any]:
        return {
            name: getattr(one, name) for name in ("text", "hint", "kind", "choices", "required")
        }

    @property
    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)
