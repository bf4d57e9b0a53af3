"""What is asked of whoever keeps a report, and of the body that was told of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.forms.log.blaming import Blaming
from opencompact.apps.disputes.models import Report, Route
from opencompact.apps.disputes.models.log import NAME_LENGTH, TEXT_LENGTH
from opencompact.apps.disputes.policy import can_be_told
from opencompact.apps.disputes.queries.log import causes
from opencompact.apps.organisations.models import Organisation
from opencompact.base.ui.forms import Radios

ROUTES: dict[str, Any] = {
    Route.AGREEMENT: gettext_lazy("A commitment of the agreement may not have been kept."),
    Route.CONTRACT: gettext_lazy(
        "The terms of a contract or a grant are at issue: they say themselves what to do."
    ),
    Route.COMPLAINT: gettext_lazy(
        "It is about how one body treated somebody: that body has a procedure for complaints."
    ),
    Route.NOTHING: gettext_lazy("Something else. Say where the reporter can turn instead."),
}


def _long(label: Any, hint: Any = "", *, rows: int = 5, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea({"rows": rows}),
    )


class Keeping(Blaming):
    """A deed of whoever keeps a report."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report


class TriageForm(Keeping):
    """What a report is about, and the words that its reporter gets."""

    names = {"route": gettext_lazy("what it is about"), "text": gettext_lazy("your words")}

    route = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=Route.choices,
        widget=Radios(hints=ROUTES),
    )
    behalf = forms.CharField(
        label=gettext_lazy("Which organisation does the reporter speak for? (optional)"),
        required=False,
        max_length=NAME_LENGTH,
    )
    text = _long(
        gettext_lazy("Your words to the reporter"),
        gettext_lazy("Say what you found, and what they can do next."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report = self.report
        said = _(
            "Only if you know it, and as the register has the name. Reports of organisations that"
            " are known are compared, and their reporters may be told of one another."
        )
        if report.behalf_name:
            said += " " + _("The reporter wrote: {name}.").format(name=report.behalf_name)
        self.fields["behalf"].help_text = said
        self.fields["behalf"].initial = report.behalf.name if report.behalf else ""
        self.fields["route"].initial = report.route

    def clean_behalf(self) -> Organisation | None:
        """The organisation of the register that is called so, and no other."""
        typed = self.cleaned_data["behalf"].strip()
        if not typed:
            return None
        found = list(Organisation.objects.filter(name__iexact=typed)[:2])
        if not found:
            raise forms.ValidationError(
                _("No organisation on the register is called this. Look up its name there")
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several organisations are called this. Give one of them another name first")
            )
        one: Organisation = found[0]
        if one.pk == self.report.body_id:
            raise forms.ValidationError(_("An organisation cannot report itself"))
        return one


class CauseForm(Keeping):
    """Why the promise was not kept; each cause says what it calls for."""

    names = {"cause": gettext_lazy("a cause")}

    cause = forms.ChoiceField(label=gettext_lazy("Why was it not kept?"), widget=Radios)
    text = _long(
        gettext_lazy("A note (optional)"),
        gettext_lazy("For those who keep the log. The reporter does not read it."),
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = causes(self.report.edition)
        field: Any = self.fields["cause"]
        field.choices = [(one.key, one.name) for one in found]
        field.initial = self.report.cause
        field.widget.hints = {one.key: f"{one.says} {one.instead}" for one in found}


class TellForm(Keeping):
    """What the body is told. The words are written anew, so that they give nobody away."""

    names = {"text": gettext_lazy("what the organisation is told")}

    text = _long(
        gettext_lazy("What the organisation is told"),
        gettext_lazy(
            "This begins with what the reporter wrote. Change everything by which they could be"
            " known."
        ),
        rows=8,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = f"{self.report.event}\n\n{self.report.what}"


class OutcomeForm(Keeping):
    """What came of it, and what others can learn."""

    names = {"text": gettext_lazy("the outcome")}

    text = _long(gettext_lazy("What came of it?"), gettext_lazy("The reporter reads this."))
    learning = _long(
        gettext_lazy("What can others learn from it? (optional)"), rows=3, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learning"].help_text = (
            _(
                "A sentence for everybody: it is published with the figures. Name nobody, and write"
                " nothing by which anybody can be known."
            )
            if can_be_told(self.report)
            else _("For those who keep the log: of this report nothing is published.")
        )


class CloseForm(Keeping):
    """Closing a report."""

    text = _long(gettext_lazy("A last word to the reporter (optional)"), rows=3, required=False)


class BodyAnswerForm(Blaming):
    """What a body says to a concern about it."""

    names = {"text": gettext_lazy("your answer")}

    text = _long(
        gettext_lazy("Your answer"),
        gettext_lazy("Those who keep the log read it, and so does whoever made the report."),
        rows=6,
    )
