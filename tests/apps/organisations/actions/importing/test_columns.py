"""Which column holds what, told from the names in row 1."""

import pytest

from opencompact.apps.organisations.actions.importing.columns import FIELDS, guess
from opencompact.formats import tables

SAMPLE = "id,name,charityNumber,streetAddress,addressLocality,postalCode,url"


def table(header, row="GB-CHC-12,x,x,x,x,x,x,x,x,x,x,x"):
    columns = header.split(",")
    return tables.parse("\n".join([header, ",".join(row.split(",")[: len(columns)])]))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            SAMPLE,
            {
                "identifier": "id",
                "name": "name",
                "charity_number": "charityNumber",
                "address": "streetAddress",
                "locality": "addressLocality",
                "postcode": "postalCode",
                "website": "url",
            },
        ),
        (
            "Org ID,NAME,Charity_Number",
            {"identifier": "Org ID", "name": "NAME", "charity_number": "Charity_Number"},
        ),
        (
            "Recipient Org:Identifier,Recipient Org:Name",
            {"identifier": "Recipient Org:Identifier", "name": "Recipient Org:Name"},
        ),
        (
            "identifier,organisation name,Company No.,Town/City,Post Code,Web address",
            {
                "identifier": "identifier",
                "name": "organisation name",
                "company_number": "Company No.",
                "locality": "Town/City",
                "postcode": "Post Code",
                "website": "Web address",
            },
        ),
        (
            "x,charity name,sector,kinds,size",
            {"name": "charity name", "sector": "sector", "kinds": "kinds", "size": "size"},
        ),
        ("a,b,c", {}),
    ],
)
def test_columns_are_guessed_whatever_their_spelling(header, expected):
    assert guess(table(header)) == expected


@pytest.mark.parametrize(
    ("cells", "guessed"),
    [
        (["1", "2", "3"], False),
        (["1", "GB-CHC-12"], True),
        (["", ""], True),
        (["GB-XXX-1"], False),
        (["n/a", "GB-COH-01234567"], True),
    ],
)
def test_a_column_called_id_is_taken_only_when_it_holds_identifiers(cells, guessed):
    rows = "\n".join(f"{cell},Group" for cell in cells)
    assert ("identifier" in guess(tables.parse(f"id,name\n{rows}\n"))) is guessed


def test_the_first_of_two_names_wins():
    assert guess(tables.parse("name,organisation,Name\na,b,c\n"))["name"] == "name"


def test_no_two_fields_are_called_the_same():
    names = [name for field in FIELDS for name in field.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() and name.isalnum() for name in names)
