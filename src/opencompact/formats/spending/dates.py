"""Dates as spending files write them: the form of a column is found out, never guessed."""

# A column like 01/11/2013 that fits the day first and the month first alike has no form until a
# person has said which.

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

from opencompact.core.phrases import PhrasedError, marked
from opencompact.core.record import record

DAY_FIRST, MONTH_FIRST = "day-month-year", "month-day-year"
SERIAL_ZERO: Final = date(1899, 12, 30)
FIRST, LAST = date(1980, 1, 1), date(2099, 12, 31)
EXAMPLES: Final = 3
CENTURY: Final = 80
TIME: Final = r"(?:[T ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?Z?)?"
MONTHS: Final = (
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    # Welsh, as far as it takes to tell the months apart.
    ["ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha"],
)
NUMBERS: Final = {
    name: number for names in MONTHS for number, name in enumerate(names, start=1)
} | {"sept": 9}


class DateError(PhrasedError):
    """The cell holds no date of the form. Its text tells a person what to do."""


@record
class Form:
    """One way to write a date: its key, what people call it, and how it is read."""

    key: str
    label: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], date]


def _year(text: str) -> int:
    """A year of two figures is of this century up to 79."""
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - two figures
        return year
    return year + (2000 if year < CENTURY else 1900)


def _month(text: str) -> int:
    number = NUMBERS.get(text[:3].lower())
    if number is None:
        raise ValueError(text)
    return number


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text + TIME)


D, M, Y, WORD, MARK = r"(\d{1,2})", r"(\d{1,2})", r"(\d{4}|\d{2})", r"([^\W\d_]{3,9})", r"[-/. ]"
FORMS: Final[Mapping[str, Form]] = {
    form.key: form
    for form in (
        Form(
            "year-month-day",
            marked("year, month, day"),
            _pattern(rf"(\d{{4}}){MARK}{M}{MARK}{D}"),
            lambda found: date(int(found[1]), int(found[2]), int(found[3])),
        ),
        Form(
            DAY_FIRST,
            marked("day, month, year"),
            _pattern(rf"{D}{MARK}{M}{MARK}{Y}"),
            lambda found: date(_year(found[3]), int(found[2]), int(found[1])),
        ),
        Form(
            MONTH_FIRST,
            marked("month, day, year"),
            _pattern(rf"{M}{MARK}{D}{MARK}{Y}"),
            lambda found: date(_year(found[3]), int(found[1]), int(found[2])),
        ),
        Form(
            "day-word-year",
            marked("day, month in letters, year"),
            _pattern(
                rf"(?:[^\W\d_]{{3,9}},? )?{D}(?:st|nd|rd|th|ain|fed)?[-/. ]?{WORD}[-/., ]*{Y}"
            ),
            lambda found: date(_year(found[3]), _month(found[2]), int(found[1])),
        ),
        Form(
            "word-day-year",
            marked("month in letters, day, year"),
            _pattern(rf"{WORD}[-. ]+{D},?[- ]+(\d{{4}})"),
            lambda found: date(int(found[3]), _month(found[1]), int(found[2])),
        ),
        Form(
            "yearmonthday",
            marked("year, month and day in eight figures"),
            _pattern(r"(\d{4})(\d{2})(\d{2})"),
            lambda found: date(int(found[1]), int(found[2]), int(found[3])),
        ),
        Form(
            "serial",
            marked("the number that Excel keeps of a day"),
            re.compile(r"(\d{5})(?:\.\d+)?"),
            lambda found: SERIAL_ZERO + timedelta(days=int(found[1])),
        ),
    )
}


@record
class Found:
    """What a column of dates looks like: its form, or the forms between which a person decides.

    `misfits` counts the cells that are no date of the form.
    """

    form: str
    between: tuple[str, ...] = ()
    misfits: int = 0
    examples: tuple[str, ...] = ()


def find(cells: Iterable[str]) -> Found:
    """Return the form of the dates in a column; an empty form when nobody can tell."""
    counted = Counter(text for cell in cells if (text := cell.strip()))
    fits = {key: {text for text in counted if _fits(text, key)} for key in FORMS}
    sums = {key: sum(counted[text] for text in texts) for key, texts in fits.items()}
    best = max(sums, key=lambda key: sums[key])
    filled = counted.total()
    if not sums[best]:
        return Found("", (), filled, tuple(islice(counted, EXAMPLES)))
    examples = tuple(islice((text for text in counted if text in fits[best]), EXAMPLES))
    if best in {DAY_FIRST, MONTH_FIRST} and not _told(fits):
        return Found("", (DAY_FIRST, MONTH_FIRST), filled - sums[best], examples)
    return Found(best, (), filled - sums[best], examples)


def _told(fits: Mapping[str, set[str]]) -> bool:
    """Say whether some dates are only possible in one order and none only in the other."""
    day_first = fits[DAY_FIRST] - fits[MONTH_FIRST]
    month_first = fits[MONTH_FIRST] - fits[DAY_FIRST]
    return bool(day_first) != bool(month_first)


def _fits(text: str, key: str) -> bool:
    return _read(text, key) is not None


def read(cell: str, key: str) -> date | None:
    """Return the date in a cell, None where it is not written in the form `key`."""
    return _read(cell.strip(), key)


@lru_cache(maxsize=20_000)
def _read(text: str, key: str) -> date | None:
    form = FORMS[key]
    found = form.pattern.fullmatch(text)
    if found is None:
        return None
    try:
        day = form.read(found)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def parse(cell: str, key: str) -> date | None:
    """Return the date in a cell written in the form `key`, None in an empty one.

    Raises DateError.
    """
    text = cell.strip()
    if not text:
        return None
    day = read(text, key)
    if day is None:
        raise DateError(
            marked("“{cell}” is no date of the form that the other rows have."), cell=text[:60]
        )
    return day
