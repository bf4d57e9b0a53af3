"""Dates and times in the language of the page, the same whatever the locale of the machine."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language

from opencompact.base.areas.languages import of_code
from opencompact.core.record import record

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
WELSH_MONTHS: Final = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf",
    "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
WELSH_WEEKDAYS: Final = (
    "Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn",
    "Dydd Sul",
)  # fmt: skip

WELSH_INITIALS: Final = ("Ll", "M", "M", "I", "G", "S", "S")

NOON: Final = 12


@record
class Words:
    """How one language names months and weekdays, noon, midnight, and the halves of a day."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    initials: str | tuple[str, ...]
    midday: str
    midnight: str
    morning: str
    evening: str


WORDS: Final = {
    "en": Words(MONTHS, WEEKDAYS, "MTWTFSS", "midday", "midnight", "am", "pm"),
    "cy": Words(
        WELSH_MONTHS, WELSH_WEEKDAYS, WELSH_INITIALS, "canol dydd", "canol nos", "yb", "yh"
    ),
}


def words() -> Words:
    """The words of the language of the page."""
    return WORDS[of_code(get_language()).key]


def day(value: date | datetime) -> str:
    """Write "6 January 2027"; a moment is first moved to the site's own time zone."""
    on = _local(value)
    return f"{on.day} {words().months[on.month - 1]} {on.year}"


def month(value: date) -> str:
    """Write "January 2027"."""
    return f"{words().months[value.month - 1]} {value.year}"


def weekday(value: date | datetime) -> str:
    """Write "Tuesday 6 January 2027"."""
    return f"{words().weekdays[_local(value).weekday()]} {day(value)}"


def moment(value: datetime) -> str:
    """Write "21 November 2026, 10:50pm" in the site's own time zone."""
    return f"{day(value)}, {clock(value)}"


def clock(value: datetime) -> str:
    """Write "10:50pm", "9am", "midday" or "midnight"."""
    at = timezone.localtime(value) if timezone.is_aware(value) else value
    said = words()
    hour, half = at.hour % NOON or NOON, said.morning if at.hour < NOON else said.evening
    if hour == NOON and not at.minute:
        return said.midnight if at.hour < NOON else said.midday
    return f"{hour}:{at.minute:02}{half}" if at.minute else f"{hour}{half}"


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
