"""Error messages in the words of the question: "Enter your name", "Select a sector"."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext, gettext_noop

from opencompact.base.ui.forms.dates import DateField

# The first row that fits a field wins for each code. {noun} begins in the middle of a sentence,
# {Noun} at its start; %(…)s is filled by the validator.
MESSAGES: Final[tuple[tuple[type[forms.Field], dict[str, str]], ...]] = (
    (forms.BooleanField, {"required": gettext_noop("Tick the box: {label}")}),
    (
        forms.FileField,
        {
            "required": gettext_noop("Select {noun}"),
            "missing": gettext_noop("Select {noun}"),
            "empty": gettext_noop("The selected file is empty"),
            "invalid": gettext_noop("The selected file could not be uploaded: try again"),
        },
    ),
    (
        forms.MultipleChoiceField,
        {
            "required": gettext_noop("Select {noun}"),
            "invalid_choice": gettext_noop("Select {noun} from the list"),
        },
    ),
    (
        forms.ModelMultipleChoiceField,
        {
            "required": gettext_noop("Select {noun}"),
            "invalid_choice": gettext_noop("Select {noun} from the list"),
        },
    ),
    (
        forms.ChoiceField,
        {
            "required": gettext_noop("Select {noun}"),
            "invalid_choice": gettext_noop("Select {noun} from the list"),
        },
    ),
    (
        forms.ModelChoiceField,
        {
            "required": gettext_noop("Select {noun}"),
            "invalid_choice": gettext_noop("Select {noun} from the list"),
        },
    ),
    (
        forms.EmailField,
        {
            "invalid": gettext_noop(
                "Enter an email address in the correct format, like name@example.com"
            )
        },
    ),
    (
        forms.URLField,
        {"invalid": gettext_noop("Enter a full web address, like https://www.example.org")},
    ),
    (
        DateField,
        {
            "missing": gettext_noop("{Noun} must include %(parts)s"),
            "invalid": gettext_noop("{Noun} must be a real date"),
            "year": gettext_noop("The year must have 4 numbers"),
        },
    ),
    (
        forms.DecimalField,
        {
            "invalid": gettext_noop("{Noun} must be a number, like 120 or 12.50"),
            "max_decimal_places": gettext_noop(
                "{Noun} must have at most %(max)s numbers after the point"
            ),
        },
    ),
    (forms.IntegerField, {"invalid": gettext_noop("{Noun} must be a whole number, like 12")}),
    (
        forms.Field,
        {
            "required": gettext_noop("Enter {noun}"),
            "max_length": gettext_noop("{Noun} must be %(limit_value)d characters or fewer"),
            "min_length": gettext_noop("{Noun} must be %(limit_value)d characters or more"),
            "max_value": gettext_noop("{Noun} must be %(limit_value)s or less"),
            "min_value": gettext_noop("{Noun} must be %(limit_value)s or more"),
        },
    ),
)


def speak(field: forms.Field, name: str, noun: str = "") -> None:
    """Give `field` messages built from `noun`, or from its label; the author's own stay."""
    label = str(field.label or name.replace("_", " ").capitalize())
    noun = noun or _noun(label, gettext("the date") if isinstance(field, DateField) else "")
    words = {"label": label, "noun": noun, "Noun": noun[:1].upper() + noun[1:]}
    for code, template in _templates(field):
        if _is_default(field, code):
            field.error_messages[code] = _filled(gettext(template), words)


def _filled(template: str, words: dict[str, str]) -> str:
    """Put the words in; where a validator fills in more with %, a % in the words is doubled."""
    if "%(" in template:
        words = {key: word.replace("%", "%%") for key, word in words.items()}
    return template.format(**words)


def _noun(label: str, answer: str) -> str:
    """Turn a label into words for the middle of a sentence; a question becomes its answer."""
    if label.endswith("?"):
        return answer or gettext("an answer to “{label}”").format(label=label)
    kept = label[1:2].isupper() or label.startswith("I ")
    return label if kept else label[:1].lower() + label[1:]


def _templates(field: forms.Field) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for kind, messages in MESSAGES:
        if isinstance(field, kind):
            yield from ((code, text) for code, text in messages.items() if code not in seen)
            seen.update(messages)


def _is_default(field: forms.Field, code: str) -> bool:
    """Say whether the message for `code` is Django's own, not one written for this field."""
    return field.error_messages.get(code) == _defaults(type(field)).get(code)


def _defaults(kind: type[forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        found.update(getattr(base, "default_error_messages", {}))
    return found
