"""A row of a table of consultations, cell by cell: what it says, or what is wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from opencompact.apps.consultations.models import Consultation, Said
from opencompact.apps.organisations.models import Organisation, naming
from opencompact.core.record import record

NUMBER: Final = re.compile(r"\d{4}-\d{3,4}")
TEXTS: Final = (
    "decision", "can_change", "cannot_change", "law", "audience", "contact", "web", "expected",
)  # fmt: skip
STATED: Final = ("significant_effect", "major_change", "legally_impossible", "set_by_law")
LISTS: Final = ("communities", "themes")
FEEDBACK: Final = ("heard", "changed", "unchanged")
ENDS: Final = 2


class RowError(ValueError):
    """Why a row is left out, and what to do about it."""


@record
class Told:
    """What a row says. Windows are their days in order: the first, each end, the last."""

    number: str
    body: Organisation
    values: Mapping[str, Any]
    windows: tuple[tuple[date, ...], ...]
    whys: tuple[str, ...]
    extended_on: tuple[date, ...]
    published_on: date
    withdrawn_on: date | None
    withdrawn_reason: str
    feedback: tuple[str, ...]
    feedback_on: date | None

    def without_gaps(self, cells: Mapping[str, str]) -> "Told":
        """The same, where it is said on which day it was published; else on any day."""
        return (
            self if cells.get("published_on", "").strip() else replace(self, published_on=date.min)
        )


class Bodies:
    """The organisations of an area by what a row may call them."""

    def __init__(self, found: Iterable[Organisation]) -> None:
        self.known: dict[str, list[Organisation]] = {}
        for one in found:
            for name in {one.identifier.casefold(), one.slug, naming.plain(one.name)} - {""}:
                self.known.setdefault(name, []).append(one)

    def named(self, text: str) -> Organisation:
        """The only one that is called so; RowError for none and for several."""
        found = self.known.get(text.casefold()) or self.known.get(naming.plain(text), [])
        if len(found) == 1:
            return found[0]
        says = _("Several organisations are called “{name}”. Use an identifier.")
        if not found:
            says = _("No organisation on the register is called “{name}”.")
        raise RowError(says.format(name=text))


def read(cells: Mapping[str, str], bodies: Bodies, on: date) -> Told:
    """Read a row; RowError says the first thing that is wrong with it."""
    said = {name: cell.strip() for name, cell in cells.items()}
    number = said.get("number", "")
    if number and not NUMBER.fullmatch(number):
        raise RowError(_("A number is written like 2026-003. Leave it empty for a new one."))
    windows = _windows(said.get("windows", ""))
    whys = tuple(filter(None, said.get("extended_because", "").splitlines()))
    feedback_on = _day(said, "feedback_on")
    told = Told(
        number=number,
        body=bodies.named(said.get("body", "")),
        values=_values(said),
        windows=windows,
        whys=whys,
        extended_on=tuple(_date(one, "extended_on") for one in _parts(said, "extended_on")),
        published_on=_day(said, "published_on") or on,
        withdrawn_on=_day(said, "withdrawn_on"),
        withdrawn_reason=said.get("withdrawn_reason", ""),
        feedback=tuple(said.get(name, "") if feedback_on else "" for name in FEEDBACK),
        feedback_on=feedback_on,
    )
    _check(told)
    return told


def _check(told: Told) -> None:
    """What fits only together."""
    extended = sum(len(days) - ENDS for days in told.windows)
    if len(told.whys) != extended or len(told.extended_on) != extended:
        raise RowError(
            _("Each extension needs its reason on a line of extended_because, and its day.")
        )
    if bool(told.withdrawn_on) != bool(told.withdrawn_reason):
        raise RowError(_("A withdrawn consultation needs both the day and the reason."))
    if told.feedback_on and not told.feedback[0]:
        raise RowError(_("Feedback needs what was heard."))


def _values(said: Mapping[str, str]) -> dict[str, Any]:
    title = naming.tidy(said.get("title", ""))
    if not naming.plain(title):
        raise RowError(_("The row has no title."))
    values: dict[str, Any] = {"title": title}
    values |= {name: said.get(name, "") for name in TEXTS}
    values |= {name: _stated(said, name) for name in STATED}
    values |= {name: list(_parts(said, name)) for name in LISTS}
    values["ways"] = [line.strip() for line in said.get("ways", "").splitlines() if line.strip()]
    values["online"] = _stated(said, "online") == Said.YES
    for name, value in values.items():
        most = _longest(name)
        if isinstance(value, str) and most and len(value) > most:
            raise RowError(
                _("“{name}” is longer than {most} characters.").format(name=name, most=most)
            )
    _check_web(values["web"])
    return values


def _longest(name: str) -> int | None:
    field: Any = Consultation._meta.get_field(name)  # noqa: SLF001 - Django's own way to ask
    longest: int | None = field.max_length
    return longest


def _check_web(text: str) -> None:
    """A link leads to the web and nowhere else."""
    try:
        if text:
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        raise RowError(_("“web” must be a full web address.")) from None


def _stated(said: Mapping[str, str], name: str) -> str:
    text = said.get(name, "").casefold()
    if text not in {"", *Said.values}:
        raise RowError(_("“{name}” must be yes, no or empty.").format(name=name))
    return text


def _parts(said: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, map(naming.tidy, said.get(name, "").split(";"))))


def _windows(text: str) -> tuple[tuple[date, ...], ...]:
    found = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        days = tuple(_date(one, "windows") for one in part.split("/"))
        in_order = len(days) >= ENDS and days[1] >= days[0]
        if not in_order or any(to <= was for was, to in pairwise(days[1:])):
            raise RowError(_("A window is written like 2026-01-05/2026-03-30, its days in order."))
        found.append(days)
    if any(later[0] <= earlier[-1] for earlier, later in pairwise(found)):
        raise RowError(_("A further window begins after the one before has closed."))
    return tuple(found)


def _day(said: Mapping[str, str], name: str) -> date | None:
    return _date(said[name], name) if said.get(name) else None


def _date(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        says = _("“{name}” must hold real days, written like 2026-01-05.")
        raise RowError(says.format(name=name)) from None
