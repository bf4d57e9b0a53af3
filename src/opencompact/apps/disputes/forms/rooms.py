"""Forms about papers: a new version, papers and notes for a closed room, consent, carrying over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions import ForWhom
from opencompact.apps.disputes.actions.faults import LONGEST
from opencompact.apps.disputes.models import Party
from opencompact.base.ui.forms import Checkboxes, FilesField, Form, Radios
from opencompact.core.procedure import NeedKind

ALONE, ALL = "alone", "all"
HINT = gettext_lazy(
    "PDF, Word (.docx), OpenDocument (.odt), Excel (.xlsx), .csv, .txt, .png or .jpg, up to 25 MB"
)


class RenewForm(Form):
    """The new version, and what has changed."""

    names = {"file": gettext_lazy("the new version"), "reason": gettext_lazy("what has changed")}

    file = FilesField(label=gettext_lazy("New version"), help_text=HINT)
    reason = forms.CharField(
        label=gettext_lazy("What has changed, and why?"),
        help_text=gettext_lazy("Everybody who can read the paper can read this."),
        max_length=LONGEST[NeedKind.LINE] * 5,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs.pop("multiple", None)

    def clean_file(self) -> Any:
        """One file takes the place of one."""
        files = self.cleaned_data["file"]
        if len(files) > 1:
            raise ValidationError(_("Choose one file: it takes the place of one paper"))
        return files[0]


class NoteForm(Form):
    """A note for the panel room or the officers' desk."""

    names = {"text": gettext_lazy("the note")}

    text = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("It stays as it is written. Write another note to correct it."),
        max_length=LONGEST[NeedKind.TEXT],
        widget=forms.Textarea({"rows": 5}),
    )


class RoomPaperForm(Form):
    """Papers for the panel room or the officers' desk."""

    names = {"papers": gettext_lazy("the papers")}

    papers = FilesField(label=gettext_lazy("Papers"), help_text=HINT)

    def whom(self, _parties: Any) -> ForWhom:
        """For everybody in the room."""
        return ForWhom()


class SidePaperForm(RoomPaperForm):
    """Papers of a side for the mediation room: for whom they are."""

    names = {
        "papers": gettext_lazy("the papers"),
        "whom_choice": gettext_lazy("for whom the papers are"),
    }

    whom_choice = forms.ChoiceField(
        label=gettext_lazy("For whom are they?"),
        choices=[
            (ALONE, gettext_lazy("For the mediator alone")),
            (ALL, gettext_lazy("For everybody in the room")),
        ],
        widget=Radios(
            hints={
                ALONE: gettext_lazy(
                    "The other sides do not learn that it is there. You can let it be shown to them"
                    " later; only you can."
                ),
                ALL: gettext_lazy(
                    "The other sides and the mediator read it at once. That cannot be taken back."
                ),
            }
        ),
    )

    def whom(self, _parties: Any) -> ForWhom:
        """For the mediator alone, or for all."""
        return ForWhom(to_all=self.cleaned_data["whom_choice"] == ALL)


class MediatorPaperForm(SidePaperForm):
    """Papers of the mediator: which sides they tell of, besides."""

    concerns = forms.MultipleChoiceField(
        label=gettext_lazy("Which sides do they tell of?"),
        help_text=gettext_lazy(
            "Tick a side if the papers hold something that it told you in confidence. Nobody else"
            " can read them before each side that you tick has consented."
        ),
        required=False,
        widget=Checkboxes,
    )

    def __init__(self, *args: Any, parties: tuple[Party, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["concerns"]
        field.choices = [(party.key, str(party)) for party in parties]
        radios: Any = self.fields["whom_choice"]
        radios.choices = [
            (ALONE, _("For me alone, for now")),
            (ALL, _("For everybody in the room")),
        ]
        radios.widget.hints = {
            ALONE: _("You can ask later whether it may be shown to the sides."),
            ALL: _("The sides read it at once, or when each side that it tells of has consented."),
        }

    def whom(self, parties: tuple[Party, ...]) -> ForWhom:
        """For whom, and which sides must consent."""
        ticked = set(self.cleaned_data["concerns"])
        return ForWhom(
            to_all=self.cleaned_data["whom_choice"] == ALL,
            concerns=tuple(party for party in parties if party.key in ticked),
        )


class AskForm(Form):
    """What the mediator says when asking whether a paper may be shown."""

    names = {"says": gettext_lazy("what the paper is and why it should be shown")}

    says = forms.CharField(
        label=gettext_lazy("What is the paper, and why should the others see it?"),
        help_text=gettext_lazy(
            "The sides that are asked read this before they answer. Say nothing here that one of"
            " them told you in confidence."
        ),
        max_length=LONGEST[NeedKind.LINE] * 5,
        widget=forms.Textarea({"rows": 4}),
    )


class ReleaseForm(Form):
    """Yes or no to showing a paper to everybody in the room."""

    names = {"answer": gettext_lazy("yes or no")}

    answer = forms.ChoiceField(
        label=gettext_lazy("May everybody in the mediation room read this paper?"),
        choices=[("yes", gettext_lazy("Yes, show it")), ("no", gettext_lazy("No, keep it back"))],
        widget=Radios(
            hints={
                "yes": gettext_lazy("Once it is shown, nobody can take that back."),
                "no": gettext_lazy("No reason is needed. You can say yes later."),
            }
        ),
    )


class CarryForm(Form):
    """Taking a paper out of the mediation room for good."""

    understood = forms.BooleanField(
        label=gettext_lazy(
            "It is my side's own paper, it tells nothing of what others said or offered in"
            " mediation, and I know that this cannot be taken back"
        ),
        error_messages={
            "required": gettext_lazy("Tick the box to carry the paper over, or go back"),
        },
    )
