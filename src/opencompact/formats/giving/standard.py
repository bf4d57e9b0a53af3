"""What the standard asks of a grant. What is written in place of something lacking is marked, and
reading takes it away again: nothing is made up in silence, and nothing is lost."""

import copy
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from opencompact.core.phrases import Phrase, marked

from .columns import NUMBER
from .model import Grant

# The part of a grant that holds our marks: what the source said, and what it did not say.
OURS, GIVEN, SUPPLIED = "opencompact", "given", "supplied"
REQUIRED: Final = (
    "id", "title", "description", "currency", "amountAwarded", "awardDate",
    "recipientOrganization", "fundingOrganization",
)  # fmt: skip
WORDS: Final = ("id", "title", "description", "currency", "awardDate", "fromOpenCall", "url")
AMOUNTS: Final = ("amountAppliedFor", "amountAwarded", "amountDisbursed")
ORGANISATIONS: Final = ("recipientOrganization", "fundingOrganization")
EVENTS: Final = ("plannedDates", "actualDates")
DAYS: Final = ("startDate", "endDate")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
DAY: Final = r"[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])"
TIME: Final = r"[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
ON: Final = re.compile(rf"{DAY}({TIME})?")
ABOUT: Final = re.compile(rf"({DAY}({TIME})?|[0-9]{{4}}(-(0[1-9]|1[012]))?)")
ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
BRITISH: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?![0-9])")
OPEN_CALL: Final = {
    "y": "Yes", "yes": "Yes", "true": "Yes", "n": "No", "no": "No", "false": "No",
}  # fmt: skip


def day(text: Any) -> date | None:
    """Return the day that a text begins with: 2026-11-20, 2026-11-20T00:00:00Z or 20/11/2026."""
    words = text.strip() if isinstance(text, str) else ""
    iso, british = ISO.match(words), BRITISH.match(words)
    if iso:
        year, month, of_month = iso.groups()
    elif british:
        of_month, month, year = british.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def amount(value: Any) -> float | int | None:
    """Return an amount, written as a number or as a text such as "£15,000"; None for none."""
    return value if _is_number(value) else _from_text(value)


def completed(grant: Grant) -> dict[str, Any]:
    """Return a grant as the standard wants it, with marks of what was supplied or said otherwise.

    A grant that keeps to the standard is returned as it is.
    """
    made: dict[str, Any] = copy.deepcopy({k: v for k, v in grant.items() if k != OURS})
    given = dict(_said_otherwise(made))
    supplied = []
    if not _filled(made.get("description")) and _filled(made.get("title")):
        if "description" in made:
            given["description"] = made["description"]
        else:
            supplied.append("description")
        made["description"] = made["title"]
    marks = {
        **({GIVEN: given} if given else {}),
        **({SUPPLIED: " ".join(supplied)} if supplied else {}),
    }
    return {**made, OURS: marks} if marks else made


def _said_otherwise(grant: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Put into the standard's words what has only one reading; give what stood there before."""
    for field in AMOUNTS:
        yield from _changed(grant, field, _from_text(grant.get(field)), field)
    yield from _changed(grant, "awardDate", _iso(grant.get("awardDate"), ON), "awardDate")
    called = grant.get("fromOpenCall")
    word = called.strip().casefold() if isinstance(called, str) else ""
    yield from _changed(grant, "fromOpenCall", OPEN_CALL.get(word), "fromOpenCall")
    for part in EVENTS:
        for place, event in enumerate(_rows(grant.get(part))):
            for field in DAYS:
                yield from _changed(
                    event, field, _iso(event.get(field), ABOUT), f"{part}.{place}.{field}"
                )


def _changed(
    holder: dict[str, Any], field: str, value: Any, name: str
) -> Iterator[tuple[str, Any]]:
    before = holder.get(field)
    if value is not None and value != before:
        holder[field] = value
        yield name, before


def _from_text(value: Any) -> float | int | None:
    """The number that an amount written as text is: "£15,000" is 15000."""
    if not isinstance(value, str):
        return None
    short = value.strip().replace(",", "").removeprefix("£")
    if not NUMBER.fullmatch(short):
        return None
    return float(short) if "." in short else int(short)


def _iso(value: Any, form: re.Pattern[str]) -> str | None:
    """The day as the standard writes it; None where it is well written, or no day at all."""
    if not isinstance(value, str) or form.fullmatch(value):
        return None
    found = day(value)
    return found.isoformat() if found else None


def restored(grant: Grant) -> dict[str, Any]:
    """Return a grant as its source gave it: the opposite of `completed`."""
    made: dict[str, Any] = {k: v for k, v in grant.items() if k != OURS}
    marks = grant.get(OURS)
    if not isinstance(marks, dict):
        return made
    made = copy.deepcopy(made)
    given = marks.get(GIVEN)
    for name, value in (given if isinstance(given, dict) else {}).items():
        _put(made, str(name).split("."), value)
    for name in str(marks.get(SUPPLIED) or "").split():
        made.pop(name, None)
    return made


def _put(holder: Any, way: list[str], value: Any) -> None:
    """Put back what stood somewhere; a way that is not there any more leads nowhere."""
    *steps, last = way
    for step in steps:
        if isinstance(holder, list):
            holder = holder[int(step)] if step.isdigit() and int(step) < len(holder) else None
        else:
            holder = holder.get(step) if isinstance(holder, dict) else None
    if isinstance(holder, dict):
        holder[last] = value


def faults(grant: Grant) -> tuple[Phrase, ...]:
    """Say where a grant does not keep to the standard; nothing where it does."""
    return tuple(_faults(grant))


def _faults(grant: Grant) -> Iterator[Phrase]:
    for field in REQUIRED:
        if not _filled(grant.get(field)):
            yield Phrase(marked("{field} is missing."), {"field": field})
    for field in WORDS:
        if field in grant and not isinstance(grant[field], str):
            yield Phrase(marked("{field} is not a text."), {"field": field})
    for field in AMOUNTS:
        if field in grant and not _is_number(grant[field]):
            yield Phrase(marked("{field} is not a number."), {"field": field})
    yield from _misshapen(grant)
    for part in ORGANISATIONS:
        yield from _unnamed(part, grant.get(part))
    for part in EVENTS:
        yield from _undated(part, grant.get(part))


def _misshapen(grant: Grant) -> Iterator[Phrase]:
    shapes = {"currency": CURRENCY, "awardDate": ON, "fromOpenCall": re.compile("Yes|No")}
    for field, shape in shapes.items():
        value = grant.get(field)
        if isinstance(value, str) and value and not shape.fullmatch(value):
            yield Phrase(
                marked("{field} is “{value}”, which the standard does not know."),
                {"field": field, "value": value[:40]},
            )


def _unnamed(part: str, found: Any) -> Iterator[Phrase]:
    """An organisation has an identifier and a name, and there is at least one."""
    for one in found if isinstance(found, list) else ():
        for field in ("id", "name"):
            value = one.get(field) if isinstance(one, dict) else None
            if not isinstance(value, str) or not value:
                yield Phrase(marked("{field} is missing."), {"field": f"{part}.{field}"})
    if found is not None and not isinstance(found, list):
        yield Phrase(marked("{field} is not a list."), {"field": part})


def _undated(part: str, found: Any) -> Iterator[Phrase]:
    for event in _rows(found):
        for field in DAYS:
            value = event.get(field)
            if value is not None and not (isinstance(value, str) and ABOUT.fullmatch(value)):
                yield Phrase(marked("{field} is not a date."), {"field": f"{part}.{field}"})


def _rows(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _filled(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
