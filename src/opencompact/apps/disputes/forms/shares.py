"""How fees are split between the sides: the whole, and a share for each that adds up to it."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from opencompact.apps.disputes.forms.needs import PREFIX
from opencompact.apps.disputes.queries import Story
from opencompact.core.procedure import (
    Need,
    NeedKind,
    Shares,
    equally,
    packed,
    unpacked,
)
from opencompact.core.procedure.shares import amount

TOTAL: Final = "total"
NOTHING: Final = Decimal(0)


def name_of(need: Need, part: str) -> str:
    """What the box of a side, or of the whole, is called."""
    return f"{PREFIX}{need.key}_{part}"


def fields_of(needs: Iterable[Need], now: Story) -> Iterator[tuple[str, forms.Field]]:
    """A box for the whole sum and one for each side."""
    for need in needs:
        if need.kind is NeedKind.SHARES:
            label = _("{label} (optional)") if need.optional else "{label}"
            yield (
                name_of(need, TOTAL),
                AmountField(
                    label=label.format(label=need.label),
                    help_text=need.hint or _("The whole sum in pounds, such as 600 or 450.50."),
                    required=not need.optional,
                ),
            )
            for party in now.case.parties.all():
                yield (
                    name_of(need, party.key),
                    AmountField(
                        label=_("Share of {name}").format(name=party),
                        help_text=_("Leave every share empty to split the sum equally."),
                        required=False,
                    ),
                )


class AmountField(forms.CharField):
    """An amount in pounds; it stays as it was typed when it is none."""

    widget = forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-10"})

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text and amount(text) is None:
            raise forms.ValidationError(
                _("“{label}” must be an amount in pounds, such as 450 or 450.50").format(
                    label=self.label
                )
            )
        return text


def answers(needs: Iterable[Need], cleaned: Mapping[str, Any], now: Story) -> dict[str, str]:
    """The shares that were given, as the text that is kept, by the key of the need."""
    sides = [party.key for party in now.case.parties.all()]
    found = {}
    for need in needs:
        if need.kind is NeedKind.SHARES and (text := _given(need, cleaned, sides)):
            found[need.key] = text
    return found


def initial(needs: Iterable[Need], said: Mapping[str, str]) -> dict[str, str]:
    """What another side gave, to begin with the same amounts."""
    found = {}
    for need in needs:
        shares = unpacked(said.get(need.key, "")) if need.kind is NeedKind.SHARES else None
        if shares:
            found[name_of(need, TOTAL)] = str(shares.total)
            found |= {name_of(need, side): str(value) for side, value in shares.parts}
    return found


def _given(need: Need, cleaned: Mapping[str, Any], sides: list[str]) -> str:
    whole = cleaned.get(name_of(need, TOTAL)) or ""
    given = {side: cleaned.get(name_of(need, side)) or "" for side in sides}
    total = amount(whole or "0") or NOTHING
    if not any(given.values()):
        return packed(equally(total, sides)) if whole else ""
    # Shares without a whole are kept, so that what is wrong with them can be said.
    parts = ((side, amount(text or "0") or NOTHING) for side, text in given.items())
    return packed(Shares(total, tuple(parts)))
