"""What follows the end of a case: a promise, a referral, what is learnt, words that stay."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions import Promise
from opencompact.apps.disputes.models import Party
from opencompact.apps.disputes.models.after import WHAT_LENGTH, WHO_LENGTH
from opencompact.apps.disputes.models.findings import LEARNING_LENGTH
from opencompact.base.ui.dates import day
from opencompact.base.ui.forms import DateField, Form, Radios

OTHER: Final = "other"
# When the outcome of a referral is asked for, where nobody says another day.
ASK_AFTER: Final = timedelta(days=56)


class PromiseForm(Form):
    """What was agreed: what is to be done, by whom and by when."""

    names = {
        "what": gettext_lazy("what is to be done"),
        "party": gettext_lazy("who is to do it"),
        "who": gettext_lazy("who is to do it"),
        "due": gettext_lazy("the last day"),
    }
    field_order = ["what", "party", "who", "due"]

    what = forms.CharField(
        label=gettext_lazy("What is to be done"),
        help_text=gettext_lazy("One thing at a time, so that each can be marked as done."),
        max_length=WHAT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    who = forms.CharField(
        label=gettext_lazy("Name, if it is somebody else"),
        max_length=WHO_LENGTH,
        required=False,
    )
    due = DateField(label=gettext_lazy("By when"))

    def __init__(self, *args: Any, sides: Iterable[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = {party.key: party for party in sides}
        self.fields["party"] = forms.ChoiceField(
            label=_("Who is to do it"),
            error_messages={"required": _("Select who is to do it")},
            choices=[*((key, str(party)) for key, party in self.sides.items()), (OTHER, _other())],
            widget=Radios,
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Somebody else is named, a side is not named twice."""
        cleaned = super().clean() or self.cleaned_data
        chosen, who = cleaned.get("party"), (cleaned.get("who") or "").strip()
        if chosen == OTHER and not who:
            self.add_error("who", _("Enter who is to do it"))
        elif chosen in self.sides and who:
            says = _("Leave this empty, or select “{other}” above")
            self.add_error("who", says.format(other=_other()))
        return cleaned

    @property
    def promise(self) -> Promise:
        cleaned = self.cleaned_data
        party = self.sides.get(cleaned["party"])
        return Promise(cleaned["what"], cleaned["due"], party, cleaned["who"])


def _other() -> str:
    return _("Somebody else")


class ReferralForm(Form):
    """To whom a case was passed on, on which day, and when to ask what came of it."""

    names = {
        "to": gettext_lazy("to whom it was passed on"),
        "on": gettext_lazy("the day"),
        "remind_on": gettext_lazy("the day of the reminder"),
    }

    to = forms.CharField(
        label=gettext_lazy("To whom it was passed on"),
        help_text=gettext_lazy("Everybody can read it beside the finding, once that is published."),
        max_length=WHO_LENGTH,
    )
    on = DateField(label=gettext_lazy("When"))
    remind_on = DateField(
        label=gettext_lazy("When you want to be asked what came of it"),
        help_text=gettext_lazy("The chair and the support team get a message on that day."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """It was passed on already, and the reminder comes afterwards."""
        cleaned = super().clean() or self.cleaned_data
        on, remind_on = cleaned.get("on"), cleaned.get("remind_on")
        if on and on > self.today:
            self.add_error("on", _("The day must be today or in the past"))
        if on and remind_on and remind_on <= on:
            says = _("The day of the reminder must be after {day}")
            self.add_error("remind_on", says.format(day=day(on)))
        return cleaned


class OutcomeForm(Form):
    """What came of a referral, and since when that is known."""

    names = {"outcome": gettext_lazy("what came of it"), "outcome_on": gettext_lazy("the day")}

    outcome = forms.CharField(
        label=gettext_lazy("What came of it"),
        help_text=gettext_lazy(
            "Everybody can read it beside the finding, once that is published. No confidential"
            " detail."
        ),
        max_length=WHAT_LENGTH,
        widget=forms.Textarea({"rows": 3}),
    )
    outcome_on = DateField(label=gettext_lazy("When it became known"))

    def __init__(self, *args: Any, since: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since, self.today = since, today

    def clean_outcome_on(self) -> date:
        on: date = self.cleaned_data["outcome_on"]
        if not self.since <= on <= self.today:
            says = _("The day must be between {first} and today")
            raise forms.ValidationError(says.format(first=day(self.since)))
        return on


class LearningForm(Form):
    """What others can learn from a case, in a sentence or two."""

    names = {"learning": gettext_lazy("what can be learnt")}

    learning = forms.CharField(
        label=gettext_lazy("What others can learn from this case"),
        help_text=gettext_lazy(
            "A sentence or two that anybody may read, with nothing confidential. Empty it to take"
            " it away."
        ),
        max_length=LEARNING_LENGTH,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )


class StaysForm(Form):
    """Why words of the agreement stay as they are."""

    names = {"reason": gettext_lazy("why the words stay")}

    reason = forms.CharField(
        label=gettext_lazy("Why the words stay as they are"),
        help_text=gettext_lazy("Everybody can read it. No confidential detail."),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
