"""The form of a step: what it asks, a choice or a day where it needs one, when it takes effect."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from opencompact.apps.disputes.actions.faults import LONGEST, UnfitError
from opencompact.apps.disputes.forms import needs
from opencompact.apps.disputes.queries import Story, needs_of
from opencompact.base.ui.dates import weekday
from opencompact.base.ui.forms import DateField, Form, Radios
from opencompact.core.procedure import MeetingDays, NeedKind, Procedure, Step

ANOTHER = "another"


class StepForm(Form):
    """What every step asks; `form_for` adds the rest. `version`: the case as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    party = forms.CharField(widget=forms.HiddenInput, required=False)

    asks: tuple[Any, ...] = ()

    def given(self) -> dict[str, Any]:
        """The answers as `actions.take` wants them."""
        cleaned = self.cleaned_data
        return {
            "on": cleaned["on"],
            "answers": needs.answers(self.asks, cleaned),
            "files": needs.files(self.asks, cleaned),
            "outcome": cleaned.get("outcome", ""),
            "fixed": self._fixed(),
            "override": cleaned.get("override", ""),
            "version": cleaned["version"],
        }

    def blame(self, error: UnfitError) -> None:
        """Show what an action found wrong beside the question it is about."""
        for name, says in error.faults.items():
            self.add_error(needs.place(self, name), says)

    def clean(self) -> dict[str, Any]:
        """A day of one's own is needed where none of those offered was chosen."""
        cleaned = super().clean() or self.cleaned_data
        own = cleaned.get("offered") == ANOTHER
        if own and not cleaned.get("fixed") and "fixed" not in self.errors:
            self.add_error("fixed", "Enter the day")
        return cleaned

    def _fixed(self) -> date | None:
        offered = self.cleaned_data.get("offered")
        if offered and offered != ANOTHER:
            return date.fromisoformat(offered)
        return self.cleaned_data.get("fixed")


def form_for(
    now: Story, step: Step, today: date, found: MeetingDays | None = None
) -> type[StepForm]:
    """Make the form of `step` as things stand; `found` are the days it may fix."""
    asks = needs_of(step, now.at)
    fields = {
        **dict(_choice(now.procedure, step)),
        **(dict(_offered(found)) if found else {}),
        **(dict(_extension(now, step)) if step.extends else {}),
        **needs.fields_of(asks),
        "on": _on(step, today),
    }
    names = {
        "on": "the day it takes effect",
        "outcome": "one of these",
        "offered": "a day",
        "fixed": "the day",
    }
    return type("StepForm", (StepForm,), {**fields, "asks": asks, "names": names})


def has_files(form: StepForm) -> bool:
    """Say whether the form sends files."""
    return any(need.kind == NeedKind.FILES for need in form.asks)


def _on(step: Step, today: date) -> DateField:
    return DateField(
        label="Day it takes effect",
        help_text=f"Usually today. Give an earlier day if “{step.name}” was done on paper then.",
        initial=today,
    )


def _choice(procedure: Procedure, step: Step) -> Iterator[tuple[str, forms.Field]]:
    if step.choices:
        endings = [procedure.ending(key) for key in step.choices]
        yield (
            "outcome",
            forms.ChoiceField(
                label=step.name,
                choices=[(ending.key, ending.name) for ending in endings],
                widget=Radios(hints={ending.key: ending.says for ending in endings}),
            ),
        )


def _offered(found: MeetingDays) -> Iterator[tuple[str, forms.Field]]:
    """The days that satisfy every clock, and a day of one's own with the reason for it."""
    days = [(day.isoformat(), weekday(day)) for day in found.days]
    if days:
        yield (
            "offered",
            forms.ChoiceField(
                label="Day",
                choices=[*days, (ANOTHER, "Another day")],
                widget=Radios(hints={ANOTHER: "Give it below, with your reason."}),
            ),
        )
    yield (
        "fixed",
        DateField(
            label="Another day" if days else "Day",
            help_text="Only if none of the days above is possible." if days else "",
            required=not days,
        ),
    )
    yield (
        "override",
        forms.CharField(
            label="Why this day",
            help_text=(
                "Needed when the day does not satisfy every date limit. Everybody who may read what"
                " is written at this stage can read it."
            ),
            required=False,
            max_length=LONGEST[NeedKind.LINE] * 5,
            widget=forms.Textarea({"rows": 3}),
        ),
    )


def _extension(now: Story, step: Step) -> Iterator[tuple[str, forms.Field]]:
    proposed = [event.fixed for event in now.at.taken(step.key) if event.fixed]
    yield (
        "fixed",
        DateField(
            label=f"New last day for {now.procedure.clock(step.extends).name}",
            help_text="Every side has to give the same day." if step.joint else "",
            initial=proposed[-1] if proposed else None,
        ),
    )
