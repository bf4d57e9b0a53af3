"""The questions of a report: about whom, which promises, what happened, and how to treat it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.forms.log.blaming import Blaming
from opencompact.apps.disputes.models import Treatment
from opencompact.apps.disputes.models.log import EVENT_LENGTH, NAME_LENGTH, TEXT_LENGTH
from opencompact.base.ui.forms import Checkboxes, DateField, Radios

HINTS: dict[str, Any] = {
    Treatment.CONFIDENTIAL: gettext_lazy(
        "Only those who keep the log read it. The organisation never learns of it."
    ),
    Treatment.ANONYMOUS: gettext_lazy(
        "The organisation may be told what happened, in other words than yours, and never by whom."
    ),
    Treatment.COLLECTIVE: gettext_lazy(
        "Nothing happens unless others report the same and want to act with you."
    ),
    Treatment.OPEN: gettext_lazy(
        "The organisation may be told what happened, and that it was you."
    ),
}
Choices = Iterable[tuple[str, str]]


class ReportForm(Blaming):
    """One report. `own` are the organisations that whoever is signed in speaks for."""

    names = {
        "body": gettext_lazy("the organisation that it is about"),
        "commitments": gettext_lazy("at least one commitment"),
        "event": gettext_lazy("what it was about"),
        "happened_on": gettext_lazy("the day"),
        "what": gettext_lazy("what happened"),
        "treatment": gettext_lazy("how the report is to be treated"),
    }

    q = forms.CharField(
        label=gettext_lazy("Find an organisation"),
        help_text=gettext_lazy("Part of its name, its town or its number."),
        required=False,
        max_length=EVENT_LENGTH,
    )
    body = forms.ChoiceField(
        label=gettext_lazy("Which organisation is it about?"),
        help_text=gettext_lazy("Only those that have signed are bound, so only they are listed."),
        widget=Radios,
    )
    commitments = forms.MultipleChoiceField(
        label=gettext_lazy("Which commitments were not kept?"), widget=Checkboxes
    )
    event = forms.CharField(
        label=gettext_lazy("What was it about?"),
        help_text=gettext_lazy(
            "A few words that others would use too, such as the name of the consultation or of the"
            " grants."
        ),
        max_length=EVENT_LENGTH,
    )
    happened_on = DateField(label=gettext_lazy("When did it happen?"))
    about_then = forms.BooleanField(label=gettext_lazy("I am not sure of the day"), required=False)
    what = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("Leave out what is private to somebody else."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 6}),
    )
    effect = forms.CharField(
        label=gettext_lazy("What came of it? (optional)"),
        help_text=gettext_lazy("For your organisation, or for the people whom it is there for."),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )
    behalf = forms.ChoiceField(
        label=gettext_lazy("On whose behalf do you report?"), required=False, widget=Radios
    )
    behalf_name = forms.CharField(
        label=gettext_lazy("On behalf of which organisation? (optional)"),
        help_text=gettext_lazy(
            "Needed if you may want to act together with others. Leave it empty to report for"
            " yourself."
        ),
        required=False,
        max_length=NAME_LENGTH,
    )
    treatment = forms.ChoiceField(
        label=gettext_lazy("Who may learn of it?"),
        choices=Treatment.choices,
        widget=Radios(hints=HINTS),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name (optional)"), required=False, max_length=NAME_LENGTH
    )
    email = forms.EmailField(
        label=gettext_lazy("Your email address (optional)"),
        help_text=gettext_lazy(
            "You get a link there with which you can read what came of your report, add to it and"
            " withdraw it. Without an address nobody can answer you."
        ),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        bodies: Choices,
        known: Choices,
        own: Choices,
        signed_in: bool,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        mine = list(own)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        self.fields["commitments"].choices = list(known)  # type: ignore[attr-defined]
        nobody = ("", _("Nobody, or another one"))
        self.fields["behalf"].choices = [*mine, nobody]  # type: ignore[attr-defined]
        for name in ("name", "email") if signed_in else ():
            del self.fields[name]
        del self.fields["behalf_name" if mine else "behalf"]

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("The day must be today or in the past"))
        return day

    @property
    def happened(self) -> list[Any]:
        """The questions about what happened, in order."""
        return [self[name] for name in ("event", "happened_on", "about_then", "what", "effect")]

    @property
    def reporter(self) -> list[Any]:
        """The questions about who reports, in order."""
        asked = ("treatment", "behalf", "behalf_name", "name", "email")
        return [self[name] for name in asked if name in self.fields]
