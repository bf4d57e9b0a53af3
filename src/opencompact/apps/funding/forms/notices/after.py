"""What is done with a notice that was given: noted, answered, withdrawn."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.forms.notices.fields import YesNoField, long, version
from opencompact.apps.funding.models import NoticeKind
from opencompact.base.ui.forms import DateField, Form


class NoteForm(Form):
    """What was done since."""

    discussed_on = DateField(label=_("When was it talked over together?"), required=False)
    users_told_on = DateField(label=_("When were those who use the service told?"), required=False)
    users_how = long(_("How they were told, and where they can turn instead"), rows=3)
    remedy_offered = YesNoField(label=_("Was there time to put things right before this notice?"))
    remedy_by = DateField(label=_("Until which day can things be put right?"), required=False)
    version = version()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != NoticeKind.DEFAULT:
            del self.fields["remedy_offered"], self.fields["remedy_by"]

    def clean(self) -> dict[str, Any]:
        """Something has to be new, or to be taken out again."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        same = all(given.get(name) == self.initial.get(name) for name in set(given) - {"version"})
        if same and not self.errors:
            says = gettext("Enter at least one thing that was done since")
            self.add_error("discussed_on", says)
        return given


class AnswerForm(Form):
    """What one side says."""

    names = {"text": _("your response")}

    text = long(
        _("Your response"),
        _(
            "What it means for you and for the people you work with, and what you would need. Both"
            " sides read it."
        ),
        rows=6,
        required=True,
    )


class WithdrawForm(Form):
    """Why a notice does not hold any more."""

    names = {"text": _("why it is withdrawn")}

    text = long(_("Why is it withdrawn?"), _("The recipient reads this."), required=True)
    version = version()
