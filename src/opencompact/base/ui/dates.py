"""Dates and times in British English, the same whatever the locale of the machine."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip

NOON: Final = 12


def day(value: date | datetime) -> str:
    """Write "6 January 2027"; a moment is first moved to the site's own time zone."""
    on = _local(value)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def weekday(value: date | datetime) -> str:
    """Write "Tuesday 6 January 2027"."""
    return f"{WEEKDAYS[_local(value).weekday()]} {day(value)}"


def moment(value: datetime) -> str:
    """Write "21 November 2026, 10:50pm" in the site's own time zone."""
    return f"{day(value)}, {clock(value)}"


def clock(value: datetime) -> str:
    """Write "10:50pm", "9am", "midday" or "midnight"."""
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    hour, half = at.hour % NOON or NOON, "am" if at.hour < NOON else "pm"
    if hour == NOON and not at.minute:
        return "midnight" if half == "am" else "midday"
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
