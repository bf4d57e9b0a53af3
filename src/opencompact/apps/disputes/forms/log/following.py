"""What a reporter can do with a report: add to it, withdraw it, say whether to join others."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.forms.log.blaming import Blaming
from opencompact.apps.disputes.models.log import TEXT_LENGTH
from opencompact.base.ui.forms import Radios

YES, NO = "yes", "no"


class Deed(Blaming):
    """One of several forms of a page: `step` says which of them was sent."""

    step = forms.CharField(widget=forms.HiddenInput, required=False)
    deed = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{self.deed}_%s")
        super().__init__(*args, **kwargs)
        self.fields["step"].initial = self.deed


class AddForm(Deed):
    """Something to add to a report."""

    deed = "add"
    names = {"text": gettext_lazy("what you want to add")}

    text = forms.CharField(
        label=gettext_lazy("What do you want to add?"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 4}),
    )


class WithdrawReportForm(Deed):
    """Taking a report back, on purpose."""

    deed = "withdraw"

    sure = forms.BooleanField(
        label=gettext_lazy("I withdraw my report"),
        error_messages={"required": gettext_lazy("Tick the box if you want to withdraw it")},
    )


class JoinForm(Deed):
    """Whether to join others, and what they may read."""

    deed = "join"
    names = {"joins": gettext_lazy("yes or no")}

    joins = forms.ChoiceField(
        label=gettext_lazy("Would you join others who report the same?"),
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        widget=Radios(
            hints={
                YES: gettext_lazy(
                    "When enough others say yes too, you learn who they are and they learn who you"
                    " are. Until then you can change your mind."
                ),
                NO: gettext_lazy("Nobody learns of you. You can change your mind."),
            }
        ),
    )
    shows = forms.CharField(
        label=gettext_lazy("What may the others read of what happened to you?"),
        help_text=gettext_lazy(
            "Together with the name of your organisation and the commitments. Needed if you say"
            " yes; this is what you wrote, to change as you like."
        ),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever joins says what the others may read."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("joins") == YES and not cleaned.get("shows"):
            self.add_error("shows", _("Enter what the others may read"))
        return cleaned

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["joins"] == YES)
