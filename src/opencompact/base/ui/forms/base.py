"""The base of every form: messages from labels, no browser bubbles, one heading if asked."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from opencompact.base.ui.forms.rendering import BoundField
from opencompact.base.ui.forms.words import speak


class Speaking(forms.BaseForm):
    """Mixin for forms. `names` says what a field is called inside a sentence, where its label
    does not read well there: `{"received": "the date you received the papers"}` gives "Enter the
    date you received the papers". `heading` names the field whose label is the page's h1, and
    `labels` replaces labels of a form written elsewhere.
    """

    labels: ClassVar[dict[str, Any]] = {}
    names: ClassVar[Mapping[str, Any]] = {}
    heading: ClassVar[str] = ""
    use_required_attribute = False
    bound_field_class = BoundField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            speak(field, name, str(self.names.get(name, "")))


class Form(Speaking, forms.Form):
    """A plain form of the house."""


class ModelForm(Speaking, forms.ModelForm):
    """A form made from a model, in the manner of the house."""
