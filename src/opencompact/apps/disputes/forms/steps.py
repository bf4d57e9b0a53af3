"""The form of a step: what it asks, a choice or a day where it needs one, when it takes effect."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.disputes.actions.faults import LONGEST, UnfitError
from opencompact.apps.disputes.forms import mediators, needs, shares
from opencompact.apps.disputes.queries import Days, Story, needs_of
from opencompact.base.ui.dates import weekday
from opencompact.base.ui.forms import DateField, Form, Radios
from opencompact.core.procedure import NeedKind, Procedure, Step


class StepForm(Form):
    """What every step asks; `form_for` adds the rest. `version`: the case as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    party = forms.CharField(widget=forms.HiddenInput, required=False)

    asks: tuple[Any, ...] = ()
    today: date
    now: Story

    def given(self) -> dict[str, Any]:
        """The answers as `actions.take` wants them."""
        cleaned = self.cleaned_data
        return {
            "on": cleaned["on"],
            "answers": needs.answers(self.asks, cleaned)
            | shares.answers(self.asks, cleaned, self.now),
            "files": needs.files(self.asks, cleaned),
            "outcome": cleaned.get("outcome", ""),
            "fixed": self._fixed(),
            "override": cleaned.get("override", ""),
            "mediator": mediators.chosen(cleaned),
            "version": cleaned["version"],
        }

    def blame(self, error: UnfitError) -> None:
        """Show what an action found wrong beside the question it is about."""
        for name, says in error.faults.items():
            self.add_error(needs.place(self, name), says)

    def clean(self) -> dict[str, Any]:
        """One of the days offered, or another one; not both, not neither."""
        cleaned = super().clean() or self.cleaned_data
        if "offered" in self.fields and "fixed" not in self.errors:
            offered, own = cleaned.get("offered"), cleaned.get("fixed")
            if offered and own:
                says = _("Select one of these days or enter another one, not both")
                self.add_error("offered", says)
            elif not offered and not own:
                self.add_error("offered", _("Select a day"))
        return cleaned

    @property
    def own_day(self) -> list[Any]:
        """The questions about a day that is not offered; they stay folded unless they are used."""
        return [self[name] for name in ("fixed", "override") if "offered" in self.fields]

    @property
    def questions(self) -> list[Any]:
        """Everything that is asked in the open."""
        folded = {"on", *(field.name for field in self.own_day)}
        return [field for field in self.visible_fields() if field.name not in folded]

    @property
    def own_day_used(self) -> bool:
        return any(field.errors or any(_values(field)) for field in self.own_day)

    @property
    def when_used(self) -> bool:
        """Say whether the day it takes effect is another than today, or wrong."""
        return bool(self["on"].errors) or _values(self["on"]) not in ([], _values_of(self.today))

    def _fixed(self) -> date | None:
        offered = self.cleaned_data.get("offered")
        return date.fromisoformat(offered) if offered else self.cleaned_data.get("fixed")


def form_for(now: Story, step: Step, today: date, days: Days | None = None) -> type[StepForm]:
    """Make the form of `step` as things stand; `days` are those that it may fix."""
    asks = needs_of(step, now.at)
    fields = {
        **dict(_choice(now.procedure, step)),
        **(dict(_offered(days)) if days else {}),
        **(dict(mediators.fields_of(now, step)) if step.names_mediator else {}),
        **(dict(_extension(now, step)) if step.extends else {}),
        **needs.fields_of(asks),
        **dict(shares.fields_of(asks, now)),
        "on": _on(step, today),
    }
    names = {
        "on": _("the day it takes effect"),
        "outcome": _("a finding") if _finds(now.procedure, step) else _("an outcome"),
        "offered": _("a day"),
        "fixed": _("the day"),
        "mediator": _("who mediates"),
    }
    made = {**fields, "asks": asks, "names": names, "today": today, "now": now}
    return type("StepForm", (StepForm,), made)


def _values(field: Any) -> list[str]:
    """What the boxes of a question hold, as typed."""
    value = field.value()
    if isinstance(value, date):
        return _values_of(value)
    boxes = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in boxes if one]


def _values_of(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def has_files(form: StepForm) -> bool:
    """Say whether the form sends files."""
    return any(need.kind == NeedKind.FILES for need in form.asks)


def _on(step: Step, today: date) -> DateField:
    return DateField(
        label=_("Day it takes effect"),
        help_text=_(
            "Today, unless “{step}” was done on paper before. It counts as received by the others"
            " today."
        ).format(step=step.name),
        initial=today,
    )


def _choice(procedure: Procedure, step: Step) -> Iterator[tuple[str, forms.Field]]:
    if step.choices:
        endings = [procedure.ending(key) for key in step.choices]
        yield (
            "outcome",
            forms.ChoiceField(
                label=_("Finding") if _finds(procedure, step) else _("Outcome"),
                choices=[(ending.key, ending.name) for ending in endings],
                widget=Radios(hints={ending.key: ending.says for ending in endings}),
            ),
        )


def _finds(procedure: Procedure, step: Step) -> bool:
    """Say whether what the step chooses from are findings."""
    return all(procedure.ending(key).finding for key in step.choices)


def _offered(found: Days) -> Iterator[tuple[str, forms.Field]]:
    """The days that satisfy every clock, and a day of one's own with the reason for it.

    Those on which somebody is away are among them, and say who.
    """
    away = _away(found)
    days = [(day.isoformat(), weekday(day)) for day in sorted({*found.found.days, *away})]
    if days:
        yield (
            "offered",
            forms.ChoiceField(
                label=_("Day"),
                choices=days,
                widget=Radios(
                    hints={
                        day.isoformat(): _("Cannot come: {names}").format(names=", ".join(names))
                        for day, names in away.items()
                    }
                ),
                required=False,
            ),
        )
    yield (
        "fixed",
        DateField(
            label=_("Another day") if days else _("Day"),
            required=not days,
        ),
    )
    yield (
        "override",
        forms.CharField(
            label=_("Why this day"),
            help_text=_(
                "Needed when the day does not satisfy every date limit. Everybody who may read what"
                " is written at this stage can read it."
            ),
            required=False,
            max_length=LONGEST[NeedKind.LINE] * 5,
            widget=forms.Textarea({"rows": 3}),
        ),
    )


def _away(found: Days) -> dict[date, tuple[str, ...]]:
    """Who is away on the days between the first and the last that are offered."""
    last = found.found.latest or max(found.found.days, default=found.found.earliest)
    taken = {day: names for day, names in found.found.taken if day <= last}
    told = {day: names for day, names in found.sides.items() if day in found.found.days}
    return {
        day: tuple(dict.fromkeys((*taken.get(day, ()), *found.sides.get(day, ()))))
        for day in sorted({*taken, *told})
    }


def _extension(now: Story, step: Step) -> Iterator[tuple[str, forms.Field]]:
    proposed = [event.fixed for event in now.at.taken(step.key) if event.fixed]
    yield (
        "fixed",
        DateField(
            label=_("New last day for {limit}").format(
                limit=now.procedure.clock(step.extends).name
            ),
            help_text=_("Every side has to give the same day.") if step.joint else "",
            initial=proposed[-1] if proposed else None,
        ),
    )
