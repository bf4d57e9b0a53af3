"""What is asked for a letter about a step, and when it is noted as sent."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.models import Party
from opencompact.apps.disputes.models.challenges import POSITION_LENGTH, TEXT_LENGTH, How
from opencompact.base.notify.kinds import Kind, Words
from opencompact.base.notify.rewording import faults
from opencompact.base.ui.forms import Checkboxes, DateField, Form, Radios

SUBJECT_LENGTH = 200
ALL = "all"


class StepLetterForm(Form):
    """To whom, in which words, signed by whom."""

    names = {
        "party": gettext_lazy("to whom the letter goes"),
        "subject": gettext_lazy("the heading"),
        "text": gettext_lazy("the letter"),
        "signed_by": gettext_lazy("who signs the letter"),
    }

    party = forms.ChoiceField(label=gettext_lazy("To whom does the letter go?"), widget=Radios)
    subject = forms.CharField(label=gettext_lazy("Heading"), max_length=SUBJECT_LENGTH)
    text = forms.CharField(
        label=gettext_lazy("The letter"),
        help_text=gettext_lazy(
            "Leave an empty line between paragraphs. A line that begins with - is part of a list,"
            " and one that begins with # is a heading."
        ),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 16}),
    )
    signed_by = forms.CharField(label=gettext_lazy("Who signs it?"), max_length=POSITION_LENGTH)
    signed_as = forms.CharField(
        label=gettext_lazy("Position (optional)"), required=False, max_length=POSITION_LENGTH
    )

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {party.key: party for party in parties}
        sides = [(key, str(party)) for key, party in self.parties.items()]
        choices = [(ALL, _("Every organisation in the case")), *sides]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Party | None:
        return self.parties.get(self.cleaned_data["party"])


class LetterSentForm(Form):
    """How a letter went, to whom, on which day."""

    names = {
        "parties": gettext_lazy("to whom it went"),
        "how": gettext_lazy("how the letter went"),
        "sent_on": gettext_lazy("the day"),
    }

    parties = forms.MultipleChoiceField(label=gettext_lazy("To whom?"), widget=Checkboxes)
    how = forms.ChoiceField(
        label=gettext_lazy("How did the letter go?"),
        help_text=gettext_lazy(
            "By mail from here means that their people are told of it, and open it in the case."
        ),
        choices=How.choices,
        widget=Radios,
    )
    sent_on = DateField(label=gettext_lazy("On which day?"))

    def __init__(self, *args: Any, parties: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {party.key: party for party in parties}
        choices = [(key, str(party)) for key, party in self.sides.items()]
        self.fields["parties"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Party]:
        return [self.sides[key] for key in self.cleaned_data["parties"]]


class LetterWordsForm(Form):
    """The area's own words for the letter of a step."""

    names = {"subject": gettext_lazy("the heading"), "says": gettext_lazy("the letter")}

    subject = forms.CharField(label=gettext_lazy("Heading"), max_length=SUBJECT_LENGTH)
    says = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("Leave an empty line between paragraphs."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 12}),
    )
    do = forms.CharField(
        label=gettext_lazy("What is asked of the reader (optional)"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """Name each placeholder that there is not, and each that must stay."""
        cleaned = super().clean() or self.cleaned_data
        for name, listed in faults(self.words, self.kind).items():
            for fault in listed if not self.errors.get(name) else ():
                self.add_error(name or "says", fault)
        return cleaned

    @property
    def words(self) -> Words:
        found = (self.cleaned_data.get(name, "") for name in ("subject", "says", "do"))
        return Words(*(text.replace("\r\n", "\n") for text in found))
