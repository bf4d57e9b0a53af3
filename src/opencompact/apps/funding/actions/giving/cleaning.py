"""One grant of a file becomes what we can store, or a reason that tells a person what to do."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from django.utils.translation import gettext_noop as _

from opencompact.apps.funding.models import agreements, payees, programmes
from opencompact.apps.organisations.models import identifiers, naming
from opencompact.apps.organisations.models.saying import Said, SaidError
from opencompact.core.record import record
from opencompact.formats import giving
from opencompact.formats.giving import Given, Grant, standard
from opencompact.formats.spending import is_redacted
from opencompact.formats.tables import Fault

PENNY: Final = Decimal("0.01")
MOST: Final = Decimal(10) ** 12
MOST_MONTHS: Final = 1200
CURRENCY: Final = re.compile(r"[A-Z]{3}")
MONTHS: Final = re.compile(r"[0-9]{1,4}(\.0+)?")


class RowError(SaidError):
    """This grant cannot be stored. It says why and what to do."""


@record
class Party:
    """A funder or a recipient as a file names it; `identifier` is "" where it gives none."""

    name: str
    identifier: str = ""


@record
class Candidate:
    """A grant that can be stored: `values` are fields of an agreement, `source` its own words."""

    row: int
    identifier: str
    funder: Party
    recipient: Party
    values: Mapping[str, Any]
    source: str
    warnings: tuple[str, ...] = ()


def clean(one: Given) -> Candidate | Fault:
    """Return what a grant holds, or why it is left out."""
    try:
        return _candidate(one)
    except RowError as error:
        return Fault(one.row, error.said)


def source_of(grant: Grant) -> str:
    """Return a grant as text to keep, word for word."""
    return json.dumps(grant, ensure_ascii=False)


def cleaned_source(source: str) -> Candidate | None:
    """Return what the kept text of a grant holds; None for an agreement that no file gave."""
    found = clean(Given(0, json.loads(source))) if source else None
    return found if isinstance(found, Candidate) else None


def same(source: str, other: str) -> bool:
    """Say whether two kept texts are one grant; a table has no kinds of values, so cells count."""
    if source == other:
        return True
    return giving.flatten(json.loads(source)) == giving.flatten(json.loads(other))


def _candidate(one: Given) -> Candidate:
    grant, warnings = one.grant, list[str]()
    _refuse_people(grant)
    values = {
        "title": _title(grant, warnings),
        "description": _cut(_text(grant, "description"), programmes.TEXT_LENGTH, warnings),
        "value": _value(grant, warnings),
        "currency": _currency(grant, warnings),
        "awarded": _awarded(grant, warnings),
        **_dates(grant, warnings),
        "programme_title": _programme(grant, warnings),
    }
    return Candidate(
        row=one.row,
        identifier=_identifier(grant),
        funder=_party(grant, "fundingOrganization", warnings),
        recipient=_party(grant, "recipientOrganization", warnings),
        values=values,
        source=source_of(grant),
        warnings=tuple(warnings),
    )


def _refuse_people(grant: Grant) -> None:
    if grant.get("recipientIndividual") and not grant.get("recipientOrganization"):
        raise RowError(
            _("This grant went to a person, not to an organisation. It is not kept here.")
        )


def _text(grant: Mapping[str, Any], field: str) -> str:
    value = grant.get(field)
    if value is None or isinstance(value, dict | list):
        return ""
    return naming.CONTROLS.sub("", str(value)).strip()


def _identifier(grant: Grant) -> str:
    identifier = naming.tidy(_text(grant, "id"))
    if not identifier:
        raise RowError(
            _("There is no identifier, by which a later import finds the grant again. Give it one.")
        )
    if len(identifier) > agreements.IDENTIFIER_LENGTH:
        raise RowError(
            _("The identifier has {length} characters and may have {most}."),
            length=len(identifier),
            most=agreements.IDENTIFIER_LENGTH,
        )
    return identifier


def _title(grant: Grant, warnings: list[str]) -> str:
    title = naming.tidy(_text(grant, "title"))
    if not title:
        raise RowError(_("There is no title. Say in a few words what the grant is."))
    return _cut(title, programmes.TITLE_LENGTH, warnings)


def _cut(text: str, most: int, warnings: list[str]) -> str:
    """A text that is too long is shown in part; the file's own words are kept beside."""
    if len(text) <= most:
        return text
    told = _("“{text}” is longer than {most} characters. Its beginning is shown.")
    warnings.append(Said(told, text=identifiers.shown(text), most=most))
    return f"{text[: most - 1]}…"


def _value(grant: Grant, warnings: list[str]) -> Decimal:
    given = grant.get("amountAwarded")
    amount = standard.amount(given)
    if amount is None:
        told = _("“{text}” is not an amount. Write it in figures, like 15000.00.")
        raise RowError(told, text=identifiers.shown(str("" if given is None else given)))
    exact = Decimal(str(amount))
    if abs(exact) >= MOST:
        raise RowError(_("An amount of {amount} is too large to be one grant."), amount=str(exact))
    rounded = exact.quantize(PENNY, ROUND_HALF_EVEN)
    if rounded != exact:
        told = _("{amount} has parts of a penny and is counted as {rounded}.")
        warnings.append(Said(told, amount=str(exact), rounded=str(rounded)))
    return rounded


def _currency(grant: Grant, warnings: list[str]) -> str:
    currency = _text(grant, "currency").upper() or "GBP"
    if not CURRENCY.fullmatch(currency):
        told = _("“{text}” is not a currency. Write its three letters, like GBP.")
        raise RowError(told, text=identifiers.shown(currency))
    if currency != "GBP":
        warnings.append(Said(_("It is in {currency}, so no total counts it."), currency=currency))
    return currency


def _awarded(grant: Grant, warnings: list[str]) -> date | None:
    found = standard.day(grant.get("awardDate"))
    if found is None:
        warnings.append(Said(_("The day of the award is missing or cannot be read.")))
    return found


def _dates(grant: Grant, warnings: list[str]) -> dict[str, Any]:
    """The first of the planned dates: when it starts and ends, and for how many months."""
    events = grant.get("plannedDates")
    first = events[0] if isinstance(events, list) and events else {}
    event = first if isinstance(first, dict) else {}
    starts, ends = standard.day(event.get("startDate")), standard.day(event.get("endDate"))
    if starts and ends and ends < starts:
        warnings.append(Said(_("It would end before it starts, so its dates were left out.")))
        starts = ends = None
    return {"starts": starts, "ends": ends, "months": _months(event.get("duration"))}


def _months(value: Any) -> int | None:
    found = str(value).strip() if isinstance(value, int | float | str) else ""
    if not MONTHS.fullmatch(found):
        return None
    months = int(float(found))
    return months if 0 < months <= MOST_MONTHS else None


def _programme(grant: Grant, warnings: list[str]) -> str:
    found = grant.get("grantProgramme")
    first = found[0] if isinstance(found, list) and found else {}
    title = naming.tidy(_text(first, "title")) if isinstance(first, dict) else ""
    return _cut(title, programmes.TITLE_LENGTH, warnings)


def _party(grant: Grant, part: str, warnings: list[str]) -> Party:
    found = grant.get(part)
    rows = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    if not rows:
        told = (
            _("There is no recipient. Name the organisation that got the grant.")
            if part == "recipientOrganization"
            else _("There is no funder. Name the organisation that gave the grant.")
        )
        raise RowError(told)
    if len(rows) > 1:
        warnings.append(Said(_("It names several organisations; only the first is counted.")))
    return _named(rows[0], warnings)


def _named(organisation: Mapping[str, Any], warnings: list[str]) -> Party:
    name = naming.tidy(_text(organisation, "name"))
    if not naming.plain(name):
        raise RowError(_("An organisation has no name. Write its full name."))
    identifier = _best_identifier(organisation)
    if not identifier and is_redacted(name):
        told = _(
            "The name of an organisation was taken out. Write its full name or its identifier."
        )
        raise RowError(told)
    return Party(_cut(name, payees.NAME_LENGTH, warnings), identifier)


def _best_identifier(organisation: Mapping[str, Any]) -> str:
    """A number that others know too comes first; else what the file's own maker calls it by."""
    own = naming.tidy(_text(organisation, "id"))[: payees.IDENTIFIER_LENGTH]
    own = "" if is_redacted(own) else own
    known = _parsed(identifiers.parse, own)
    if known and not known.startswith("360G-"):
        return known
    readers = {
        "charityNumber": identifiers.from_charity_number,
        "companyNumber": identifiers.from_company_number,
    }
    numbers = (_parsed(read, _text(organisation, field)) for field, read in readers.items())
    return next(filter(None, numbers), known or own)


def _parsed(read: Any, text: str) -> str:
    try:
        return str(read(text))
    except identifiers.IdentifierError:
        return ""
