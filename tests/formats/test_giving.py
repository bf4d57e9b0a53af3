"""Grants in the 360Giving Data Standard: nothing is lost, and nothing is made up in silence."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.formats import giving
from opencompact.formats.giving import standard
from opencompact.formats.tables import TableError

OWN = Path(__file__).parents[1] / "apps" / "funding" / "files" / "grants.json"
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "grants-360giving.json"
REQUIRED = {
    "id", "title", "description", "currency", "amountAwarded", "awardDate",
    "recipientOrganization", "fundingOrganization",
}  # fmt: skip


def own():
    return json.loads(OWN.read_text())["grants"]


def there(text):
    read = giving.read(text)
    assert not read.faults
    return [one.grant for one in read.grants]


def keeps(grant):
    """What the standard's own schema asks, written again from its facts."""
    assert set(grant) >= REQUIRED
    for field in ("id", "title", "description", "currency", "awardDate"):
        assert isinstance(grant[field], str)
        assert grant[field]
    assert len(grant["currency"]) == 3
    assert isinstance(grant["amountAwarded"], int | float)
    assert date.fromisoformat(grant["awardDate"][:10])
    assert grant.get("fromOpenCall", "Yes") in {"Yes", "No"}
    for part in ("recipientOrganization", "fundingOrganization"):
        assert grant[part]
        assert all({"id", "name"} <= set(one) for one in grant[part])
    assert giving.faults(grant) == ()


def test_what_was_read_from_json_is_written_and_read_again():
    assert there(giving.write_json(own())) == own()


def test_a_table_brings_the_same_back_but_for_the_kinds_of_unknown_values():
    again = there(giving.write_csv(own()))
    assert list(map(giving.flatten, again)) == list(map(giving.flatten, own()))
    known = [{k: v for k, v in one.items() if k != "Ward seen"} for one in own()]
    assert [{k: v for k, v in one.items() if k != "Ward seen"} for one in again] == known


@pytest.mark.parametrize("write", [giving.write_json, giving.write_csv])
def test_what_is_written_keeps_to_the_standard(write):
    if write is giving.write_json:
        written = json.loads(write(own()))["grants"]
    else:
        written = list(map(giving.completed, there(write(own()))))
    for one in written:
        keeps(one)


def test_a_missing_description_is_supplied_marked_and_taken_away_again():
    lacking = own()[1]
    made = giving.completed(lacking)
    assert made["description"] == lacking["title"]
    assert made["opencompact"] == {"given": {"fromOpenCall": "N"}, "supplied": "description"}
    assert "description" not in giving.restored(made)


def test_what_has_one_reading_is_put_into_the_standards_words_and_back():
    odd = {
        **own()[0],
        "amountAwarded": "£15,000.50",
        "awardDate": "10/06/2025",
        "plannedDates": [{"startDate": "1.7.2025", "endDate": "2028"}],
        "description": "",
    }
    made = giving.completed(odd)
    keeps(made)
    assert (made["amountAwarded"], made["awardDate"]) == (15000.5, "2025-06-10")
    assert made["plannedDates"] == [{"startDate": "2025-07-01", "endDate": "2028"}]
    assert giving.restored(made) == odd
    assert giving.completed(giving.restored(made)) == made


def test_a_grant_that_keeps_to_the_standard_is_written_as_it_is():
    assert giving.completed(own()[3]) == own()[3]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "title is missing."),
        ({"currency": "pounds"}, "currency is “pounds”, which the standard does not know."),
        ({"amountAwarded": "many"}, "amountAwarded is not a number."),
        ({"awardDate": "soon"}, "awardDate is “soon”, which the standard does not know."),
        ({"recipientOrganization": [{"id": "x"}]}, "recipientOrganization.name is missing."),
        ({"fundingOrganization": "me"}, "fundingOrganization is not a list."),
        ({"plannedDates": [{"endDate": 7}]}, "plannedDates.endDate is not a date."),
        ({"url": 7}, "url is not a text."),
    ],
)
def test_a_departure_from_the_standard_is_named(change, says):
    assert says in list(map(str, giving.faults({**own()[3], **change})))


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("Amount Awarded", ("amountAwarded",)),
        ("amount awarded", ("amountAwarded",)),
        ("Recipient Org:Name", ("recipientOrganization", 0, "name")),
        ("Grant Programme:1:Title", ("grantProgramme", 1, "title")),
        ("recipientOrganization/0/name", ("recipientOrganization", 0, "name")),
        ("Ward seen", ("Ward seen",)),
    ],
)
def test_a_column_says_where_its_cells_stand(column, path):
    assert giving.columns.path_of(column) == path


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{]", "This JSON cannot be read: something is wrong in line 1."),
        (b'{"grants": []}', "No grants are in this file."),
        (b'{"grants": NaN}', "This JSON cannot be read"),
        (b"[" * 100_000, "This JSON cannot be read"),
        (b"name,town\nElm,Westbridge\n", "No grants are in this file."),
        (b'{"a": "\xff"}', "The letters in this file cannot be read."),
    ],
)
def test_what_holds_no_grants_is_refused_with_a_reason(data, says):
    with pytest.raises(TableError, match=says[:30]):
        giving.read(giving.take(data))


def test_an_entry_that_is_no_grant_is_told_by_its_place():
    deep = json.loads("[" * 20 + "]" * 20)
    found = giving.read(json.dumps({"grants": [7, {"a": deep}, {"a": "\ud800"}, own()[0]]}))
    assert [fault.row for fault in found.faults] == [1, 2, 3]
    assert [one.row for one in found.grants] == [4]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T23:00:00Z", date(2026, 11, 20)),
        ("20/11/2026", date(2026, 11, 20)),
        ("2026-11", None),
        ("31/02/2026", None),
        (7, None),
    ],
)
def test_a_day_is_read_in_both_ways_people_write_it(text, day):
    assert standard.day(text) == day


WORD = st.text("ab=/:0 \n'é,;\"", max_size=6)
VALUE = st.recursive(
    st.one_of(WORD, st.integers(-9, 9)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORD, inner, max_size=2),
    max_leaves=6,
)
ODD = st.fixed_dictionaries(
    {"id": WORD, "title": WORD},
    optional={
        "description": WORD,
        "amountAwarded": WORD | st.integers(),
        "awardDate": WORD,
        "fromOpenCall": st.sampled_from(["Y", "n", "Yes", "?"]),
        "plannedDates": VALUE,
        "recipientOrganization": VALUE,
        "else": VALUE,
    },
)


@settings(max_examples=50, deadline=None)
@given(ODD)
def test_whatever_a_source_says_comes_back_from_json(grant):
    assert there(giving.write_json([grant])) == [grant]


@pytest.mark.data
@pytest.mark.skipif(not REAL.exists(), reason=f"{REAL} is not here: public data lie beside.")
@pytest.mark.parametrize("write", [giving.write_json, giving.write_csv])
def test_the_real_file_comes_back_whole(write):
    given_ = json.loads(REAL.read_text())["grants"]
    again = there(write(given_))
    assert again == given_
    assert all(giving.faults(giving.completed(one)) == () for one in again)
