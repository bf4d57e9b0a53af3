"""One row: what is kept of it, what is only remarked on, and when it is left out with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.apps.organisations.actions.importing.cleaning import Candidate, clean
from opencompact.apps.organisations.actions.importing.columns import FIELDS
from opencompact.formats.tables import Fault, Row

COLUMNS = {field.key: field.key for field in FIELDS}


def cleaned(**cells):
    return clean(Row(7, {"name": "The Well", **cells}), COLUMNS)


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"name": "  The   Well \n"}, "name", "The Well"),
        ({"identifier": "gb-chc-12"}, "identifiers", ("GB-CHC-12",)),
        ({"charity_number": "1234567"}, "identifiers", ("GB-CHC-1234567",)),
        ({"company_number": "1234567"}, "identifiers", ("GB-COH-01234567",)),
        (
            {"identifier": "GB-CHC-123", "charity_number": "123", "company_number": "7"},
            "identifiers",
            ("GB-CHC-123", "GB-COH-00000007"),
        ),
        ({"identifier": "GB-CHC-123-2", "charity_number": "123"}, "identifiers", ("GB-CHC-123-2",)),
        (
            {"identifier": "GB-CHC-123", "other_identifiers": "GB-NHS-RAX; GB-CHC-123, GB-MPR-IP1"},
            "identifiers",
            ("GB-CHC-123", "GB-NHS-RAX", "GB-MPR-IP1"),
        ),
        ({"charity_number": "SC012345"}, "identifiers", ("GB-SC-SC012345",)),
        ({"sector": "Public body"}, "sector", "public"),
        ({"sector": "VCSE"}, "sector", "vcs"),
        ({"sector": "social-enterprise"}, "sector", "social-enterprise"),
        ({"sector": " "}, "sector", ""),
        (
            {"kinds": "unfunded;BME | Infrastructure"},
            "kinds",
            ("unfunded", "bme", "infrastructure"),
        ),
        ({"kinds": "bme, bme"}, "kinds", ("bme",)),
        ({"size": "Large"}, "size", "large"),
        ({"address": " 1 High St \n\n Flat 2\x07"}, "address", "1 High St\nFlat 2"),
        ({"postcode": "le11aa"}, "postcode", "LE1 1AA"),
        ({"website": "www.example.org"}, "website", "http://www.example.org"),
        ({"website": "n/a"}, "website", ""),
    ],
)
def test_a_cell_is_kept_in_one_form(cells, field, value):
    candidate = cleaned(**cells)
    assert isinstance(candidate, Candidate)
    assert candidate.row == 7
    assert getattr(candidate, field) == value
    assert candidate.warnings == ()


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"name": " "}, "There is no name"),
        ({"name": "---"}, "no letters or figures"),
        ({"name": "x" * 201}, "201 characters and may have 200"),
        ({"identifier": "1136419"}, "not an identifier"),
        ({"identifier": "GB-ABC-1"}, "a list we do not know"),
        ({"identifier": "GB-CHC-X"}, "not a number of Charity Commission"),
        ({"charity_number": "abc"}, "not a charity number"),
        ({"company_number": "abc"}, "not a company number"),
        ({"identifier": "GB-CHC-123", "charity_number": "124"}, "Correct one of them"),
        ({"sector": "circus"}, "“circus” is not a sector. Use public, vcs"),
        ({"address": "x" * 501}, "The address has 501"),
        ({"locality": "x" * 101}, "The town has 101"),
        ({"postcode": "x" * 17}, "The postcode has 17"),
    ],
)
def test_a_bad_row_is_left_out_and_says_what_to_do(cells, says):
    fault = cleaned(**cells)
    assert isinstance(fault, Fault)
    assert fault.row == 7
    assert says in fault.reason


@pytest.mark.parametrize(
    ("cells", "field", "kept", "says"),
    [
        ({"website": "being rebuilt"}, "website", "", "“being rebuilt” is not a web address"),
        ({"kinds": "bme, circus"}, "kinds", ("bme",), "“circus” is not a kind"),
        ({"size": "vast"}, "size", "", "“vast” is not a size"),
        (
            {"identifier": "GB-CHC-12", "company_number": "?"},
            "identifiers",
            ("GB-CHC-12",),
            "not a company number",
        ),
    ],
)
def test_a_part_that_cannot_be_used_is_left_out_and_the_row_is_kept(cells, field, kept, says):
    candidate = cleaned(**cells)
    assert isinstance(candidate, Candidate)
    assert getattr(candidate, field) == kept
    assert len(candidate.warnings) == 1
    assert says in candidate.warnings[0]


def test_a_column_that_nobody_chose_says_nothing():
    row = Row(2, {"name": "The Well", "url": "www.example.org"})
    candidate = clean(row, {"name": "name"})
    assert isinstance(candidate, Candidate)
    assert candidate.website == ""


CELLS = st.fixed_dictionaries({key: st.text(max_size=20) for key in COLUMNS})


@given(CELLS)
def test_any_cells_are_kept_or_left_out_with_a_reason(cells):
    found = clean(Row(2, cells), COLUMNS)
    assert found.row == 2
    assert found.reason if isinstance(found, Fault) else found.name
