"""Radios and checkboxes that can carry a hint below each choice."""

from collections.abc import Mapping
from typing import Any

from django import forms


class Hinted:
    """Mixin for choice widgets: `hints` maps a choice's value to one sentence below its label."""

    def __init__(self, *args: Any, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint and tie the input to it."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        hint = self.hints.get(str(value), "")
        if hint:
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}-hint"
        return option


class Radios(Hinted, forms.RadioSelect):
    """One of several, all in sight."""


class Checkboxes(Hinted, forms.CheckboxSelectMultiple):
    """Any of several, all in sight."""
