"""The steps of giving notice: which agreement, what and when, why, what was before, confirm."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opencompact.apps.funding.forms.notices.fields import LinkField, YesNoField, long, version
from opencompact.apps.funding.models import Agreement, NoticeKind
from opencompact.apps.funding.models.notices import NAME_LENGTH
from opencompact.base.ui.dates import day
from opencompact.base.ui.forms import DateField, Form, Radios

KINDS: dict[str, Any] = {
    NoticeKind.CHANGE: _("Less money, other terms or another service, while it goes on."),
    NoticeKind.ENDING: _("It is ended early, or it is not renewed when it runs out."),
    NoticeKind.DEFAULT: _("Something was not done as agreed. There is time to put it right first."),
}


class BeginForm(Form):
    """Which agreement it is about, and what kind of notice."""

    names = {"agreement": _("an agreement"), "kind": _("what is to happen")}

    agreement = forms.ChoiceField(label=_("Which agreement?"), widget=Radios)
    kind = forms.ChoiceField(
        label=_("What is to happen?"), choices=NoticeKind.choices, widget=Radios(hints=KINDS)
    )

    def __init__(self, *args: Any, found: Iterable[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {one.number: one for one in found}
        field: Any = self.fields["agreement"]
        field.choices = [(number, one.title) for number, one in self.found.items()]
        field.widget.hints = {number: _told(one) for number, one in self.found.items()}

    @property
    def chosen(self) -> Agreement:
        """The agreement that was selected."""
        return self.found[self.cleaned_data["agreement"]]


def _told(one: Agreement) -> str:
    ends = f", {day(one.ends)}" if one.ends else ""
    return f"{one.funder}, {one.payee}{ends}"


class WhatForm(Form):
    """What happens, and on which day it takes effect."""

    names = {"what": _("what happens"), "ends": _("the day"), "kind": _("what is to happen")}

    kind = forms.ChoiceField(
        label=_("What is to happen?"), choices=NoticeKind.choices, widget=Radios(hints=KINDS)
    )
    what = long(
        _("Say exactly what happens"),
        _("Sums, services, places: what goes, what stays, and what is offered instead."),
    )
    ends = DateField(
        label=_("On which day does it take effect?"),
        help_text=_("The last day of the funding, or the day of the change."),
        required=False,
    )
    version = version()


class ReasonsForm(Form):
    """Why, and whether it is a case in which less notice is allowed."""

    reasons = long(
        _("Your reasons"), _("Why this, why here, and what else was thought of."), rows=6
    )
    exceptional = YesNoField(
        label=_("Is it an exceptional case, in which the usual notice cannot be given?")
    )
    exceptional_words = long(_("What makes it exceptional"), rows=3)
    version = version()


class ChecksForm(Form):
    """What was done before the decision, and what is done for those who use the service."""

    assessed_on = DateField(
        label=_("When were the effects assessed?"),
        help_text=_("On the organisation, and on the people who use its services."),
        required=False,
    )
    assessment_link = LinkField(label=_("Web address of the impact assessment"))
    could_respond = YesNoField(label=_("Could the organisation respond before it was decided?"))
    respond_by = DateField(label=_("Until which day could it respond?"), required=False)
    discussed_on = DateField(label=_("When was it talked over together?"), required=False)
    decided_on = DateField(label=_("When was it decided?"), required=False)
    users_told_on = DateField(
        label=_("When are those who use the service told?"),
        help_text=_("They have a clock of their own: from this day to the end of the service."),
        required=False,
    )
    users_how = long(_("How they are told, and where they can turn instead"), rows=3)
    remedy_offered = YesNoField(label=_("Was there time to put things right before this notice?"))
    remedy_by = DateField(label=_("Until which day can things be put right?"), required=False)
    version = version()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != NoticeKind.DEFAULT:
            del self.fields["remedy_offered"], self.fields["remedy_by"]


class ConfirmForm(Form):
    """Who signs, and on which day notice is given."""

    names = {
        "signed_by": _("the name of who signs"),
        "given_on": _("the day on which notice is given"),
    }

    signed_by = forms.CharField(label=_("Who signs?"), max_length=NAME_LENGTH)
    signed_as = forms.CharField(
        label=_("As what? (optional)"), required=False, max_length=NAME_LENGTH
    )
    given_on = DateField(
        label=_("On which day is notice given?"),
        help_text=_("Today, or the day on which the letter went. The clocks begin then."),
    )
    version = version()


STEPS: dict[str, type[Form]] = {"what": WhatForm, "reasons": ReasonsForm, "checks": ChecksForm}
