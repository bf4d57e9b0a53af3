"""A date in three boxes: day, month and year. What was typed stays, whatever is wrong with it."""

import re
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from opencompact.base.ui.dates import MONTHS, WELSH_MONTHS

PARTS: Final = ("day", "month", "year")
DIGITS: Final = re.compile(r"[0-9]{1,4}")
YEAR_DIGITS: Final = 4
SHORTEST: Final = 3  # letters of a month that tell it from the others
LABELS: Final = {
    "day": gettext_noop("Day"),
    "month": gettext_noop("Month"),
    "year": gettext_noop("Year"),
}


class DateInput(forms.MultiWidget):
    """The three boxes, named `<field>_day`, `<field>_month` and `<field>_year`."""

    template_name = "ui/forms/date.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput({"inputmode": "numeric"}) for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[str]:
        """Take a date apart for the boxes."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add each box's label and width for the template."""
        context = super().get_context(name, value, attrs)
        wrong = context["widget"]["attrs"].pop("data-wrong", "").split()
        for part, box in zip(PARTS, context["widget"]["subwidgets"], strict=True):
            box["attrs"].pop("data-wrong", None)
            box.update(label=_(LABELS[part]), width=len(str(9999 if part == "year" else 99)))
            box["wrong"] = part in wrong
        return context


class HiddenDateInput(DateInput):
    """The same three boxes, carried along unseen by a page that only asks for a yes."""

    template_name = "django/forms/widgets/multiwidget.html"
    use_fieldset = False

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, {part: forms.HiddenInput() for part in PARTS}, attrs)


class DateField(forms.Field):
    """A date typed in three boxes; months may be typed as words. Cleans to a `date` or None."""

    widget = DateInput
    hidden_widget = HiddenDateInput
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "Enter the date",
        "missing": "The date must include %(parts)s",
        "invalid": "The date must be a real date",
        "year": "The year must have 4 numbers",
    }

    def to_python(self, value: Any) -> date | None:
        """Read what was typed: three strings, or a date given by code."""
        if value is None or isinstance(value, date):
            return value
        boxes = {part: (text or "").strip() for part, text in zip(PARTS, value, strict=True)}
        if not any(boxes.values()):
            return None
        self._refuse_gaps(boxes)
        return self._real(boxes)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether the boxes hold another date than `initial`."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _refuse_gaps(self, boxes: dict[str, str]) -> None:
        gaps = [part for part in PARTS if not boxes[part]]
        if gaps:
            named = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
            parts = _(" and ").join(named[part] for part in gaps)
            raise self._error("missing", gaps, parts=parts)

    def _real(self, boxes: dict[str, str]) -> date:
        day, year = (_number(boxes[part]) for part in ("day", "year"))
        month = _month(boxes["month"])
        if year is not None and len(boxes["year"]) != YEAR_DIGITS:
            raise self._error("year", ["year"])
        try:
            return date(year or 0, month or 0, day or 0)
        except ValueError:
            raise self._error("invalid", _unreal(day, month, year)) from None

    def _error(self, code: str, wrong: list[str], **params: str) -> ValidationError:
        return ValidationError(
            self.error_messages[code], code=code, params={"wrong": wrong, **params}
        )


def _number(text: str) -> int | None:
    return int(text) if DIGITS.fullmatch(text) else None


def _month(text: str) -> int | None:
    word = text.lower().rstrip(".")
    for months in (MONTHS, WELSH_MONTHS):
        for number, month in enumerate(months, start=1):
            if len(word) >= SHORTEST and month.lower().startswith(word):
                return number
    return _number(text)


def _unreal(day: int | None, month: int | None, year: int | None) -> list[str]:
    """Name the boxes that cannot be right on their own; all three when only together they clash."""
    likely = {"day": day in range(1, 32), "month": month in range(1, 13), "year": bool(year)}
    return [part for part in PARTS if not likely[part]] or list(PARTS)
