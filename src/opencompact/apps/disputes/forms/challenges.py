"""What is asked for a challenge: whom it is to, what happened, what is wanted, how it goes."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions.challenges import Addressee, Note, Objective
from opencompact.apps.disputes.models import Challenge
from opencompact.apps.disputes.models.cases import SUBJECT_LENGTH
from opencompact.apps.disputes.models.challenges import (
    POSITION_LENGTH,
    TEXT_LENGTH,
    Happened,
    How,
    Outcome,
    Route,
)
from opencompact.apps.organisations.models import Role
from opencompact.base.ui.forms import Checkboxes, DateField, Form, Radios

LONG = forms.Textarea({"rows": 5})


class BeginForm(Form):
    """From whom, to whom, about what."""

    names = {
        "organisation": gettext_lazy("your organisation"),
        "body": gettext_lazy("the organisation that you write to"),
        "subject": gettext_lazy("what it is about"),
    }

    organisation = forms.ChoiceField(
        label=gettext_lazy("Which organisation do you write for?"), widget=Radios
    )
    subject = forms.CharField(
        label=gettext_lazy("In a few words, what is it about?"),
        help_text=gettext_lazy(
            "This becomes the heading of the letter, for example: a consultation of nine days."
        ),
        max_length=SUBJECT_LENGTH,
    )
    q = forms.CharField(
        label=gettext_lazy("Find an organisation"),
        help_text=gettext_lazy("Part of its name, its town or its number."),
        required=False,
        max_length=120,
    )
    body = forms.ChoiceField(label=gettext_lazy("Whom do you write to?"), widget=Radios)

    def __init__(
        self,
        *args: Any,
        own: Iterable[tuple[str, str]],
        found: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mine = list(own)
        self.fields["organisation"].choices = mine  # type: ignore[attr-defined]
        self.fields["body"].choices = list(found)  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = mine[0][0]


class OccurrenceForm(Form):
    """One thing that happened, and when."""

    names = {"day": gettext_lazy("the day"), "text": gettext_lazy("what happened")}

    day = DateField(label=gettext_lazy("Day"))
    text = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("One thing, as you would tell it to somebody who was not there."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )


class PromisesForm(Form):
    """Which commitments; the page draws the boxes by edition and part."""

    names = {"commitments": gettext_lazy("at least one commitment")}

    commitments = forms.MultipleChoiceField(
        label=gettext_lazy("Which commitments were not kept?"), widget=Checkboxes
    )

    def __init__(self, *args: Any, known: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one, one) for one in known]
        self.fields["commitments"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data["commitments"]]


class ObjectiveForm(Form):
    """What is wanted, and the days from which limits elsewhere count."""

    names = {"wanted": gettext_lazy("what would put it right")}

    wanted = forms.CharField(
        label=gettext_lazy("What would put it right?"),
        help_text=gettext_lazy("Ask for something that the other organisation can do."),
        max_length=TEXT_LENGTH,
        widget=LONG,
    )
    enough = forms.CharField(
        label=gettext_lazy("What would be a satisfactory result? (optional)"),
        help_text=gettext_lazy("What you could live with, if all of it is not possible."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=LONG,
    )
    decided_on = DateField(
        label=gettext_lazy("If there was one decision, on which day was it made? (optional)"),
        help_text=gettext_lazy("Time limits elsewhere count from it. It is not in the letter."),
        required=False,
    )
    known_on = DateField(
        label=gettext_lazy("On which day did you know of it? (optional)"),
        required=False,
    )

    @property
    def objective(self) -> Objective:
        return Objective(**self.cleaned_data)


class AddresseeForm(Form):
    """To whom: those with a public role there, everybody who speaks for it, or a name."""

    names = {"to": gettext_lazy("to whom the letter goes")}

    to = forms.ChoiceField(label=gettext_lazy("To whom does the letter go?"), widget=Radios)
    to_name = forms.CharField(
        label=gettext_lazy("Name of the person or the office"),
        help_text=gettext_lazy("Fill in this and what follows only if you name somebody yourself."),
        required=False,
        max_length=POSITION_LENGTH,
    )
    to_position = forms.CharField(
        label=gettext_lazy("Position (optional)"), required=False, max_length=POSITION_LENGTH
    )
    to_email = forms.EmailField(
        label=gettext_lazy("Email address (optional)"),
        help_text=gettext_lazy("Needed if the letter is to go by mail from here."),
        required=False,
    )
    to_address = forms.CharField(
        label=gettext_lazy("Postal address (optional)"),
        help_text=gettext_lazy("Left empty, the address in the register stands in the letter."),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
    )
    copied = forms.BooleanField(
        label=gettext_lazy("Send a copy to the support team"),
        help_text=gettext_lazy("Officers who have a tie with one of the sides do not get it."),
        required=False,
    )

    def __init__(self, *args: Any, roles: Iterable[Role], voices: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {str(role.pk): role for role in roles}
        choices = [(f"role:{key}", _named(role)) for key, role in self.roles.items()]
        if voices:
            choices.append(("voices", _("Everybody who speaks for it here, by mail or on paper")))
        choices.append(("named", _("Somebody I name myself")))
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name is needed where nobody else is chosen."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to") == Route.NAMED and not cleaned.get("to_name", "").strip():
            self.add_error("to_name", _("Enter the name of the person or the office"))
        return cleaned

    @property
    def addressee(self) -> Addressee:
        given = dict(self.cleaned_data)
        route, _colon, key = given.pop("to").partition(":")
        return Addressee(route=route, to_role=self.roles.get(key), **given)


class LetterForm(Form):
    """The words of the letter and who signs."""

    names = {"signed_by": gettext_lazy("who signs the letter")}

    text = forms.CharField(
        label=gettext_lazy("The letter"),
        help_text=gettext_lazy(
            "Leave an empty line between paragraphs. A line that begins with - is part of a list,"
            " and one that begins with # is a heading."
        ),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 24}),
    )
    signed_by = forms.CharField(label=gettext_lazy("Who signs it?"), max_length=POSITION_LENGTH)
    signed_as = forms.CharField(
        label=gettext_lazy("Position (optional)"), required=False, max_length=POSITION_LENGTH
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SendForm(Form):
    """How the letter goes."""

    names = {"how": gettext_lazy("how the letter goes")}

    how = forms.ChoiceField(label=gettext_lazy("How does the letter go?"), widget=Radios)
    sent_on = DateField(
        label=gettext_lazy("On which day did it go? (optional)"),
        help_text=gettext_lazy("Only if it did not go by mail from here. Left empty, it is today."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, by_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [way for way in How if by_mail or way != How.MAIL]
        self.fields["how"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]


class NoteForm(Form):
    """What happened after the letter."""

    names = {"on": gettext_lazy("the day"), "outcome": gettext_lazy("what came of it")}

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"), choices=Outcome.choices, widget=Radios
    )
    on = DateField(label=gettext_lazy("Day"))
    text = forms.CharField(label="", max_length=TEXT_LENGTH, widget=forms.Textarea({"rows": 6}))

    def __init__(self, *args: Any, kind: Happened, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        label = ASKED[kind]
        self.fields["text"].label = label
        self.fields["text"].error_messages["required"] = _("Enter some words")
        self.fields["text"].required = kind != Happened.CLOSED
        if kind != Happened.OUTCOME:
            del self.fields["outcome"]

    @property
    def note(self) -> Note:
        given = self.cleaned_data
        return Note(self.kind, given["on"], given["text"], given.get("outcome", ""))


ASKED = {
    Happened.REPLY: gettext_lazy("What does the reply say?"),
    Happened.FOLLOW_UP: gettext_lazy("How did you follow it up?"),
    Happened.OUTCOME: gettext_lazy("What was agreed or done?"),
    Happened.CLOSED: gettext_lazy("Anything to remember (optional)"),
}


def initial_addressee(challenge: Challenge) -> dict[str, Any]:
    """What the form of the addressee shows first."""
    to = f"role:{challenge.to_role_id}" if challenge.route == Route.ROLE else challenge.route
    names = ("to_name", "to_position", "to_email", "to_address", "copied")
    return {"to": to, **{name: getattr(challenge, name) for name in names}}


def _named(role: Role) -> str:
    part = role.area_of_organisation
    said = f"{role.user.name}, {role.get_kind_display().lower()}"
    return f"{said}, {part}" if part else said


def today(on: date) -> dict[str, Any]:
    """A note is of today, unless somebody says otherwise."""
    return {"on": on}
