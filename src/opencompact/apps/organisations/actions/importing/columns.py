"""Which column of a file holds what: guessed from the names in row 1, then a person's to change."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from opencompact.apps.organisations.models import Sector, identifiers
from opencompact.core.record import record
from opencompact.formats.tables import Row, Table

SAMPLE: Final = 20
SEPARATORS: Final = re.compile(r"[^a-z0-9]+")


@record
class Field:
    """One thing an import can take from a file: what it is called and how columns name it."""

    key: str
    label: Any
    names: tuple[str, ...]


@record
class Choices:
    """What a person chose for an import: the column of each field, and the sector of newcomers."""

    columns: Mapping[str, str]
    sector: str = Sector.VCS.value


FIELDS: Final = (
    Field(
        "name",
        _("Name"),
        ("name", "organisation", "organisationname", "organization", "organizationname", "orgname",
         "nameoforganisation", "charityname", "companyname", "recipientorgname"),
    ),
    Field(
        "identifier",
        _("Identifier"),
        ("identifier", "id", "orgid", "organisationid", "organisationidentifier",
         "organizationidentifier", "orgidentifier", "recipientorgidentifier"),
    ),
    Field(
        "charity_number",
        _("Charity number"),
        ("charitynumber", "charityno", "registeredcharitynumber", "charityregistrationnumber",
         "registeredcharityno", "recipientorgcharitynumber"),
    ),
    Field(
        "company_number",
        _("Company number"),
        ("companynumber", "companyno", "registeredcompanynumber", "companyregistrationnumber",
         "charitycompanyregistrationnumber", "companieshousenumber", "recipientorgcompanynumber"),
    ),
    Field("other_identifiers", _("Other identifiers"), ("otheridentifiers", "otherids")),
    Field("sector", _("Sector"), ("sector", "organisationtype", "typeoforganisation")),
    Field("kinds", _("Kinds"), ("kinds", "kind")),
    Field("size", _("Size"), ("size", "organisationsize")),
    Field(
        "address",
        _("Address"),
        ("streetaddress", "address", "street", "address1", "addressline1", "postaladdress",
         "charitycontactaddress1", "recipientorgstreetaddress"),
    ),
    Field(
        "locality",
        _("Town or city"),
        ("addresslocality", "locality", "town", "city", "towncity", "townorcity", "posttown",
         "recipientorgcity"),
    ),
    Field(
        "postcode",
        _("Postcode"),
        ("postalcode", "postcode", "zip", "zipcode", "charitycontactpostcode",
         "recipientorgpostalcode"),
    ),
    Field(
        "website",
        _("Website"),
        ("url", "website", "web", "webaddress", "websiteaddress", "homepage", "charitycontactweb",
         "recipientorgwebaddress"),
    ),
)  # fmt: skip


def guess(table: Table) -> dict[str, str]:
    """Return the column of each field that the names in row 1 tell; {} when they tell nothing."""
    found = _by_name(table.columns)
    column = found.get("identifier")
    if column is not None and not _holds_identifiers(column, table.rows):
        del found["identifier"]
    return found


def _by_name(columns: Sequence[str]) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(SEPARATORS.sub("", column.lower()), column)
    found = {field.key: _first(field.names, by_name) for field in FIELDS}
    return {key: column for key, column in found.items() if column}


def _first(names: Iterable[str], by_name: Mapping[str, str]) -> str:
    return next((by_name[name] for name in names if name in by_name), "")


def _holds_identifiers(column: str, rows: Iterable[Row]) -> bool:
    """Say whether a column called "id" holds identifiers, not the row numbers of some database."""
    cells = islice((row.cells[column] for row in rows if row.cells[column].strip()), SAMPLE)
    answers = [_is_identifier(cell) for cell in cells]
    return any(answers) or not answers


def _is_identifier(cell: str) -> bool:
    try:
        return bool(identifiers.parse(cell))
    except identifiers.IdentifierError:
        return False
