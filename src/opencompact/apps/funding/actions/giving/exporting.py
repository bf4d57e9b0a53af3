"""Giving grants out in the 360Giving standard: as their file had them, and as they are now."""

import copy
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from opencompact.apps.funding.models import Agreement
from opencompact.formats import giving

from .cleaning import cleaned_source

# Where in a grant a field of an agreement stands.
PLACES: Final = {
    "title": ("title",),
    "description": ("description",),
    "value": ("amountAwarded",),
    "currency": ("currency",),
    "awarded": ("awardDate",),
    "starts": ("plannedDates", 0, "startDate"),
    "ends": ("plannedDates", 0, "endDate"),
    "months": ("plannedDates", 0, "duration"),
    "programme_title": ("grantProgramme", 0, "title"),
}


def write(form: str, agreements: Iterable[Agreement]) -> str:
    """Return agreements as a file in the form "360giving-json" or "360giving-csv"."""
    writer = giving.write_csv if form == "360giving-csv" else giving.write_json
    return writer(as_grants(agreements))


def as_grants(agreements: Iterable[Agreement]) -> Iterator[dict[str, Any]]:
    """Yield each agreement as a grant; it needs its funder, its payee and its organisation."""
    return map(_grant, agreements)


def _grant(agreement: Agreement) -> dict[str, Any]:
    before = cleaned_source(agreement.source)
    if before is None:
        return _made(agreement)
    grant: dict[str, Any] = json.loads(agreement.source)
    changed = {
        field: getattr(agreement, field)
        for field, said in before.values.items()
        if getattr(agreement, field) != said
    }
    if not changed:
        return grant
    grant = copy.deepcopy(grant)
    for field, value in changed.items():
        _put(grant, PLACES[field], _plain(value))
    return grant


def _made(agreement: Agreement) -> dict[str, Any]:
    """A grant that no file gave us."""
    payee, funder = agreement.payee, agreement.funder
    grant: dict[str, Any] = {"id": agreement.identifier}
    for field, place in PLACES.items():
        value = _plain(getattr(agreement, field))
        if value not in (None, ""):
            _put(grant, place, value)
    recipient = {"id": payee.identifier or _own(agreement, payee.pk), "name": payee.name}
    given = {"id": funder.identifier or _own(agreement, funder.pk), "name": funder.name}
    return {**grant, "recipientOrganization": [recipient], "fundingOrganization": [given]}


def _own(agreement: Agreement, key: Any) -> str:
    """An identifier of our own making for an organisation that is on no public list."""
    return f"{agreement.identifier.rpartition('-')[0]}-org-{key.hex[:12]}"


def _plain(value: Any) -> Any:
    """A value as JSON has it: a day as text, an amount as a number."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "as_tuple"):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _put(grant: dict[str, Any], place: tuple[Any, ...], value: Any) -> None:
    """Write a value; what is empty now is taken away."""
    holder: Any = grant
    if len(place) > 1:
        part, number, last = place
        rows = holder.setdefault(part, [])
        if len(rows) <= number:
            rows.append({})
        holder, place = rows[number], (last,)
    if value in (None, ""):
        holder.pop(place[0], None)
    else:
        holder[place[0]] = value
