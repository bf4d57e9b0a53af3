"""The questions asked of somebody who raises a disagreement, page by page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opencompact.apps.disputes.actions.raising import SIGNATORIES
from opencompact.apps.disputes.forms import needs
from opencompact.apps.disputes.models.cases import SUBJECT_LENGTH
from opencompact.base.ui.forms import Checkboxes, DateField, Form, Radios
from opencompact.core.procedure import Gate, Need, NeedKind, Opening, Procedure, Step

YES, NO = "yes", "no"
PASSES = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No, or I am not sure"))]
DATE_PREFIX = "date_"


class GatesForm(Form):
    """One question for each gate that the software cannot answer itself."""

    asked: tuple[Gate, ...] = ()
    today: date

    def clean(self) -> dict[str, Any]:
        """What a time bar counts from is no day to come."""
        cleaned = super().clean() or self.cleaned_data
        for gate in self.asked:
            day = cleaned.get(gate.key) if gate.within is not None else None
            if day and day > self.today:
                self.add_error(gate.key, _("The day must be today or in the past"))
        return cleaned

    def facts(self) -> dict[str, str]:
        """The facts as the gates want them."""
        facts: dict[str, str] = {}
        for gate in self.asked:
            given = self.cleaned_data[gate.key]
            if gate.within is not None:
                facts[gate.fact] = given.isoformat()
            else:
                facts[gate.fact] = gate.accepts[0] if given == YES else NO
            if gate.unless:
                facts[gate.unless] = self.cleaned_data[lifting(gate)] or NO
        return facts


def gates_asked(procedure: Procedure) -> tuple[Gate, ...]:
    """The gates that only whoever raises it can answer."""
    return tuple(gate for gate in procedure.gates if gate.fact != SIGNATORIES)


def gates_form(procedure: Procedure, today: date) -> type[GatesForm]:
    """Make the questions of the procedure's gates."""
    asked = gates_asked(procedure)
    fields: dict[str, forms.Field] = {}
    for gate in asked:
        fields[gate.key] = _day(gate) if gate.within is not None else _condition(gate)
        if gate.unless:
            fields[lifting(gate)] = _exception(gate)
    return type("GatesForm", (GatesForm,), {**fields, "asked": asked, "today": today})


def lifting(gate: Gate) -> str:
    """The name of the field that asks whether a time bar is lifted."""
    return f"{gate.key}_lifted"


def _condition(gate: Gate) -> forms.Field:
    return forms.ChoiceField(
        label=gate.says,
        choices=PASSES,
        widget=Radios,
        help_text=_("Is this so?"),
        error_messages={"required": _("Select whether this is so: {gate}").format(gate=gate.says)},
    )


def _day(gate: Gate) -> forms.Field:
    """The day that a time bar counts from."""
    return DateField(
        label=gate.says,
        help_text=_("On which day? If you do not know it, give the one that comes nearest."),
    )


def _exception(gate: Gate) -> forms.Field:
    return forms.ChoiceField(
        label=gate.lifted,
        choices=PASSES,
        widget=Radios,
        required=False,
        help_text=_("Answer this only if it was longer ago. Is it so?"),
    )


class OthersForm(Form):
    """Between whom: the own organisation where there are several, and every other one."""

    names = {
        "organisation": gettext_lazy("your organisation"),
        "others": gettext_lazy("the other organisation"),
    }

    organisation = forms.ChoiceField(
        label=gettext_lazy("Which organisation do you act for?"), widget=Radios
    )
    q = forms.CharField(
        label=gettext_lazy("Find an organisation"),
        help_text=gettext_lazy("Part of its name, its town or its number."),
        required=False,
        max_length=120,
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Who is the disagreement with?"),
        help_text=gettext_lazy("Select one or more."),
        widget=Checkboxes,
    )

    def __init__(
        self,
        *args: Any,
        own: Iterable[tuple[str, str]],
        found: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mine, others = list(own), list(found)
        self.fields["organisation"].choices = mine  # type: ignore[attr-defined]
        self.fields["others"].choices = others  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.fields["organisation"].initial = mine[0][0]

    def clean(self) -> dict[str, Any]:
        """Nobody has a disagreement with themselves."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("organisation") in cleaned.get("others", ()):
            self.add_error("others", _("Select another organisation than your own"))
        return cleaned


class CommitmentsForm(Form):
    """Which promises the disagreement is about. The page draws the boxes by part."""

    names = {"commitments": gettext_lazy("at least one commitment")}

    commitments = forms.MultipleChoiceField(
        label=gettext_lazy("Which commitments is it about?"), widget=Checkboxes
    )

    def __init__(self, *args: Any, known: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commitments"].choices = list(known)  # type: ignore[attr-defined]


class WhatForm(Form):
    """What it is about, the days of what came before, and what the first step asks."""

    subject = forms.CharField(
        label=gettext_lazy("In a few words, what is the disagreement about?"),
        help_text=gettext_lazy(
            "This is its name in lists, for example: a consultation of nine days."
        ),
        max_length=SUBJECT_LENGTH,
    )

    begin: Opening
    today: date

    def clean(self) -> dict[str, Any]:
        """The days lie in the past and follow each other."""
        cleaned = super().clean() or self.cleaned_data
        earliest = date.min
        for step in self.begin.before:
            name = f"{DATE_PREFIX}{step.key}"
            day = cleaned.get(name)
            if day and day > self.today:
                self.add_error(name, _("The day must be today or in the past"))
            elif day and day < earliest:
                self.add_error(name, _("The day must not be before the one above"))
            earliest = max(earliest, day or earliest)
        return cleaned

    def dates(self) -> dict[str, date]:
        """The days by step."""
        return {
            step.key: self.cleaned_data[f"{DATE_PREFIX}{step.key}"] for step in self.begin.before
        }

    def answers(self) -> dict[str, str]:
        """What was answered, by the key of the need."""
        return needs.answers(self.begin.step.needs, self.cleaned_data)

    def earlier(self) -> dict[str, dict[str, str]]:
        """What was answered about the steps that came before, by step and need."""
        return {
            step.key: needs.answers(step.needs, self.cleaned_data, step.key)
            for step in self.begin.before
        }


def what_form(begin: Opening, today: date) -> type[WhatForm]:
    """Make the questions of the step that opens a case, but for its files."""
    earlier: dict[str, forms.Field] = {}
    for step in begin.before:
        earlier[f"{DATE_PREFIX}{step.key}"] = DateField(
            label=(step.says or step.name).rstrip("."),
            help_text=_("For example, {day}").format(day=f"{today.day} {today.month} {today.year}"),
        )
        earlier |= needs.fields_of(_in_words(step), step.key)
    names = {
        "subject": _("what the disagreement is about"),
        **{name: _("the day") for name in earlier if name.startswith(DATE_PREFIX)},
    }
    fields = {**earlier, **needs.fields_of(_in_words(begin.step))}
    return type("WhatForm", (WhatForm,), {**fields, "begin": begin, "today": today, "names": names})


def _in_words(step: Step) -> list[Need]:
    return [need for need in step.needs if need.kind != NeedKind.FILES and not need.if_taken]


def papers_form(begin: Opening) -> type[Form]:
    """Make the questions for files, which are asked last because files cannot wait."""
    asked = [need for need in begin.step.needs if need.kind == NeedKind.FILES]
    return type("PapersForm", (Form,), needs.fields_of(asked))
