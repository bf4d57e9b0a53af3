"""The forms about mail: how often somebody wants what, and an area's own words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.base.notify.kinds import Kind, Words
from opencompact.base.notify.rewording import faults
from opencompact.base.notify.topics import RHYTHM_LABELS, TOPICS, Rhythm
from opencompact.base.ui.forms import Form, Radios

LONGEST = 200
ROWS = {"rows": "8"}


class WishesForm(Form):
    """How often one person wants each topic that leaves a choice; cleans to `wishes`."""

    def __init__(self, *args: Any, chosen: Mapping[str, Rhythm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in TOPICS:
            if len(topic.rhythms) > 1:
                self.fields[topic.key] = forms.ChoiceField(
                    label=topic.name,
                    help_text=topic.says,
                    choices=[(one.value, gettext(RHYTHM_LABELS[one])) for one in topic.rhythms],
                    initial=chosen[topic.key].value,
                    widget=Radios(),
                    error_messages={
                        "required": gettext("Select how often: {topic}").format(topic=topic.name)
                    },
                )

    @property
    def wishes(self) -> dict[str, Rhythm]:
        return {key: Rhythm(rhythm) for key, rhythm in self.cleaned_data.items()}


class WordsForm(Form):
    """The words for one kind of mail; cleans to `words` that have only gaps that can be filled."""

    subject = forms.CharField(label=_("Subject"), required=False)
    says = forms.CharField(
        label=_("Text"),
        help_text=_("Leave an empty line between paragraphs. Lines that begin with - are a list."),
        required=False,
        widget=forms.Textarea(ROWS),
    )
    do = forms.CharField(
        label=_("What the reader is asked to do"),
        help_text=_("Stands apart in the mail. It is left out when it has been done already."),
        required=False,
        widget=forms.Textarea({"rows": "4"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """Name each gap that the mail does not have, and each that must stay."""
        cleaned = super().clean() or self.cleaned_data
        for name, listed in faults(self.words, self.kind).items():
            for fault in listed:
                self.add_error(name or "says", fault)
        return cleaned

    @property
    def words(self) -> Words:
        found = (self.cleaned_data.get(name, "") for name in ("subject", "says", "do"))
        return Words(*(text.replace("\r\n", "\n") for text in found))
