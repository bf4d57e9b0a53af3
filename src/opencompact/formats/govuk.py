"""The list of bank holidays that GOV.UK publishes, in either of its two shapes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from opencompact.core.calendar import CalendarError

NATIONS_OF: Final = {
    "england-and-wales": ("england", "wales"),
    "scotland": ("scotland",),
    "northern-ireland": ("northern-ireland",),
}
Days = tuple[tuple[date, str], ...]
WRONG: Final = (
    "This is not GOV.UK's list of bank holidays. Save the list (JSON) from GOV.UK's page of bank "
    "holidays, and give that file."
)


def bank_holidays(text: str) -> dict[str, Days]:
    """Read the list: for each nation its days in order, with their names.

    The published list has a division with `events` and days as 2026-12-25; the file it is made from
    has `divisions` with a list for each year and days as 25/12/2026. Raise CalendarError for
    anything else.
    """
    try:
        tree = json.loads(text)
        divisions = tree.get("divisions", tree)
        found = {
            nation: tuple(sorted(_days(divisions[key])))
            for key in divisions
            for nation in NATIONS_OF.get(_plain(key), ())
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CalendarError(WRONG) from error
    if not any(found.values()):
        raise CalendarError(WRONG)
    return found


def _plain(key: str) -> str:
    return key.removeprefix("common.nations.").removesuffix("_slug")


def _days(division: Mapping[str, Any]) -> Iterator[tuple[date, str]]:
    years = [division["events"]] if "events" in division else division.values()
    for year in years:
        for one in year if isinstance(year, list) else ():
            yield _day(one["date"]), _name(one["title"])


def _day(text: str) -> date:
    if "/" in text:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    return date.fromisoformat(text)


def _name(title: str) -> str:
    """Make a name of a key such as `bank_holidays.new_year`; a name stays as it is."""
    said = title.removeprefix("bank_holidays.").replace("_", " ")
    return said[:1].upper() + said[1:]
