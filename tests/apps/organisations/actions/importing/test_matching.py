"""Which organisation a row is. These cases need no database."""

import pytest

from opencompact.apps.organisations.actions.importing.cleaning import Candidate
from opencompact.apps.organisations.actions.importing.matching import (
    Register,
    changes,
    match,
    repeated,
    twin,
)
from opencompact.apps.organisations.models import Organisation
from opencompact.formats.tables import Fault


def stored(name="The Well", postcode="LE1 1AA", **fields):
    organisation = Organisation(name=name, postcode=postcode, **fields)
    organisation.prepare()
    return organisation


WITH = stored(identifier="GB-CHC-1", other_identifiers=["GB-COH-00000001"])
WITHOUT = stored()
OTHER = stored("Elm", identifier="GB-CHC-2")
MOVED = stored(postcode="LE2 2BB")


@pytest.mark.parametrize(
    ("register", "row", "expected"),
    [
        ([WITH, OTHER], {"identifiers": ("GB-CHC-1",)}, WITH),
        ([WITH, OTHER], {"identifiers": ("GB-COH-00000001",)}, WITH),
        ([WITH, OTHER], {"identifiers": ("GB-CHC-9", "GB-CHC-1")}, WITH),
        ([WITH], {"name": "Renamed", "identifiers": ("GB-CHC-1",)}, WITH),
        ([WITH], {"identifiers": ("GB-CHC-3",)}, None),
        ([WITH], {}, None),
        ([WITHOUT], {}, WITHOUT),
        ([WITHOUT, WITH], {}, WITHOUT),
        ([WITHOUT], {"name": "THE  WELL."}, WITHOUT),
        ([WITHOUT], {"identifiers": ("GB-CHC-3",)}, None),
        ([MOVED], {}, None),
        ([], {}, None),
    ],
)
def test_a_row_is_found_by_identifier_else_by_name_and_postcode(register, row, expected):
    candidate = Candidate(**{"row": 2, "name": "The Well", "postcode": "LE1 1AA", **row})
    assert match(candidate, Register(register)) is expected


@pytest.mark.parametrize(
    ("register", "row", "says"),
    [
        (
            [WITH, OTHER],
            {"identifiers": ("GB-CHC-1", "GB-CHC-2")},
            "GB-CHC-1 is one organisation and GB-CHC-2 is another",
        ),
        ([WITHOUT, stored()], {}, "Two organisations on the register"),
    ],
)
def test_a_row_that_may_be_two_is_left_out(register, row, says):
    candidate = Candidate(**{"row": 2, "name": "The Well", "postcode": "LE1 1AA", **row})
    found = match(candidate, Register(register))
    assert isinstance(found, Fault)
    assert says in found.reason


@pytest.mark.parametrize(
    ("register", "row", "says"),
    [
        ([WITH], {}, "is on the register as GB-CHC-1"),
        ([WITHOUT], {"identifiers": ("GB-CHC-3",)}, "without an identifier"),
        ([WITH], {"identifiers": ("GB-CHC-3",)}, ""),
        ([OTHER], {}, ""),
    ],
)
def test_a_new_organisation_that_may_be_an_old_one_is_remarked_on(register, row, says):
    candidate = Candidate(**{"row": 2, "name": "The Well", "postcode": "LE1 1AA", **row})
    assert match(candidate, Register(register)) is None
    remark = twin(candidate, Register(register).with_key(candidate.match_key))
    assert says in remark
    assert bool(says) == bool(remark)


def test_rows_that_repeat_an_earlier_one_are_named():
    rows = [
        Candidate(2, "A", ("GB-CHC-1", "GB-COH-00000001")),
        Candidate(3, "B", ("GB-CHC-1",)),
        Candidate(4, "C", ("GB-COH-00000001",)),
        Candidate(5, "A", postcode="LE1 1AA"),
        Candidate(6, "a!", postcode="LE1 1AA"),
        Candidate(7, "A"),
        Candidate(8, "A", ("GB-CHC-8",), postcode="LE1 1AA"),
        Fault(9, "bad"),
    ]
    found = repeated(rows)
    assert sorted(found) == [3, 4, 6]
    assert "row 2 (GB-CHC-1)" in found[3].reason
    assert "row 5" in found[6].reason


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, {}),
        ({"postcode": "LE1 1AA", "sector": "vcs"}, {}),
        ({"sector": "public"}, {"sector": "public"}),
        ({"kinds": ("bme",)}, {"kinds": ["bme"]}),
        ({"identifiers": ("GB-CHC-1",)}, {}),
        (
            {"identifiers": ("GB-CHC-1", "GB-NHS-RAX")},
            {"other_identifiers": ["GB-COH-00000001", "GB-NHS-RAX"]},
        ),
        (
            {"identifiers": ("GB-NHS-RAX", "GB-CHC-1")},
            {"other_identifiers": ["GB-COH-00000001", "GB-NHS-RAX"]},
        ),
        ({"name": "THE WELL"}, {"name": "THE WELL"}),
    ],
)
def test_a_row_changes_only_what_it_says_and_removes_nothing(row, expected):
    candidate = Candidate(**{"row": 2, "name": "The Well", **row})
    assert changes(candidate, WITH) == expected


def test_a_name_that_changes_on_the_way_changes_no_reason():
    """A look and the import itself give the same reasons, though names change in between."""
    first = match(Candidate(2, "X", ("GB-CHC-1", "GB-CHC-2")), Register([WITH, OTHER]))
    renamed = stored("Renamed", identifier="GB-CHC-2")
    assert match(Candidate(2, "X", ("GB-CHC-1", "GB-CHC-2")), Register([WITH, renamed])) == first
