"""Days in running text as people write them in Britain, in English and in Welsh."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from .model import Day

ENGLISH: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WELSH: Final = (
    "ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi",
    "hydref", "tachwedd", "rhagfyr",
)  # fmt: skip
# As they are after “o”: “3ydd o Fawrth”.
SOFT: Final = {
    "fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12,
}  # fmt: skip
MONTHS: Final = {
    **{name: number for names in (ENGLISH, WELSH) for number, name in enumerate(names, 1)},
    **{name[:3]: number for number, name in enumerate(ENGLISH, 1)},
    **SOFT,
    "sept": 9,
}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CENTURY: Final = 2000
NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
NTH: Final = r"(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?"
NUMBER: Final = rf"(?P<day>\d{{1,2}}){NTH}"
YEAR: Final = r"(?:,?\s+(?P<year>20\d\d)(?!\d))?"
WEEKDAY: Final = (
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:day)?[.,]?\s+(?:the\s+)?"
    r"|\bdydd\s+[a-z]+[.,]?\s+)?"
)
FORMS: Final = (
    re.compile(
        rf"{WEEKDAY}(?<![\d/.:£]){NUMBER}\s*(?:of\s+|o\s+)?(?P<month>{NAMES})\b\.?{YEAR}",
        re.IGNORECASE,
    ),
    re.compile(rf"{WEEKDAY}\b(?P<month>{NAMES})\.?\s+{NUMBER}(?!\d|[:.]\d){YEAR}", re.IGNORECASE),
    re.compile(
        rf"{WEEKDAY}(?<![\d/.:£-])(?P<day>\d{{1,2}})(?P<by>[/.-])(?P<month>\d{{1,2}})(?P=by)"
        r"(?P<year>20\d\d|\d\d)(?!\d|[/.-]\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d/.-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
)
# “from 3 to 26 March”: the first of the two has its month from the second.
SHARED: Final = re.compile(
    rf"(?<![\d/.:£-])(?P<day>\d{{1,2}}){NTH}\s*(?:[-\u2013\u2014]|to|until|till|and|hyd|i|tan)\s*$",
    re.IGNORECASE,
)


def days(text: str) -> list[Day]:
    """Every real day that is written in a text, in the order of the text."""
    found: list[Day] = []
    for one in sorted(_each(text), key=lambda day: (day.start, -day.end)):
        if not found or one.start >= found[-1].end:
            found += [*_sharing(text, one, found[-1].end if found else 0), one]
    return found


def _each(text: str) -> Iterator[Day]:
    for form in FORMS:
        for match in form.finditer(text):
            if (day := _read(match)) is not None:
                yield day


def _read(match: re.Match[str]) -> Day | None:
    said = match.groupdict()
    month = MONTHS.get(said["month"].lower()) or int(said["month"])
    year = int(said["year"] or 0)
    if not year and said["month"][0].islower():
        return None  # “10 may” and “3 march” are mostly something else
    weekday = WEEKDAYS.index(said["weekday"].lower()) if said.get("weekday") else -1
    day = Day(
        day=int(said["day"]),
        month=month,
        year=year + CENTURY * (0 < year < CENTURY),
        start=match.start(),
        end=match.end(),
        weekday=weekday,
    )
    return day if _is_real(day) else None


def _is_real(day: Day) -> bool:
    leap = 2028
    try:
        day.on(day.year or leap)
    except ValueError:
        return False
    return True


def _sharing(text: str, later: Day, past: int) -> Iterator[Day]:
    """A number before a day that shares its month with it."""
    match = SHARED.search(text[max(past, later.start - 20) : later.start])
    if match and 0 < int(match["day"]) < later.day:
        start = max(past, later.start - 20) + match.start()
        yield Day(int(match["day"]), later.month, later.year, start, later.start, shared=True)


def settled(day: Day, on: date, near: Day | None = None) -> tuple[date, bool] | None:
    """The day with its year, and whether that was guessed; None where no year has it.

    `near` is the other end of a range, whose year it has.
    """
    if day.year:
        return day.on(day.year), False
    if near is not None and near.year:
        return _beside(day, near), False
    years = [year for year in range(on.year - 4, on.year + 5) if _fits(day, year)]
    found = [day.on(year) for year in years]
    if not found:
        return None
    return min(found, key=lambda one: abs((one - on).days)), True


def _beside(day: Day, near: Day) -> date:
    """In the year of the other end, or the one before or after where the order asks for it."""
    first = day.start < near.start
    early = (day.month, day.day) < (near.month, near.day)
    year = near.year + (0 if first == early else -1 if first else 1)
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)  # noqa: PLR2004


def _fits(day: Day, year: int) -> bool:
    try:
        found = day.on(year)
    except ValueError:
        return False
    return day.weekday in {-1, found.weekday()}
