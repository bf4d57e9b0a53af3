"""Sentences that are kept in English with what is filled in, to be said in any language later."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django.utils import translation

from opencompact.base.ui.dates import day


class Said(str):
    """A sentence in English that knows its text and what was filled in; both can be kept as data.

    Among what is filled in may be another such sentence, and days.
    """

    __slots__ = ("text", "values")
    text: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, /, **values: Any) -> Self:
        with translation.override("en-gb"):
            made = super().__new__(cls, _filled(text, values))
        made.text, made.values = text, values
        return made


class SaidError(ValueError):
    """Something that cannot be used. `said` tells a person why and what to do."""

    def __init__(self, text: str, /, **values: Any) -> None:
        self.said = Said(text, **values)
        super().__init__(self.said)


def spoken(sentence: str) -> str:
    """Say a sentence in the language of the page; text that was never marked stays as it is."""
    if not isinstance(sentence, Said):
        return sentence
    values = {name: _word(value) for name, value in sentence.values.items()}
    return _filled(translation.gettext(sentence.text), values)


def _word(value: Any) -> Any:
    return spoken(value) if isinstance(value, Said) else value


def _filled(text: str, values: Mapping[str, Any]) -> str:
    words = {name: day(one) if isinstance(one, date) else one for name, one in values.items()}
    return text.format_map(words)


def kept(sentence: Said) -> dict[str, Any]:
    """A sentence as data for a JSON field."""
    return {"text": sentence.text, "values": {k: _kept(v) for k, v in sentence.values.items()}}


def _kept(value: Any) -> Any:
    if isinstance(value, Said):
        return kept(value)
    return {"day": value.isoformat()} if isinstance(value, date) else value


def again(data: Mapping[str, Any]) -> Said:
    """The sentence of which `kept` made this."""
    return Said(data["text"], **{name: _again(value) for name, value in data["values"].items()})


def _again(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else again(value)
