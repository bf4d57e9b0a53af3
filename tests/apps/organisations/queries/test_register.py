"""Searching the register: words in any order, without accents, at their beginnings; and filters."""

import pytest

from opencompact.apps.organisations import queries
from opencompact.apps.organisations.queries import Wanted
from opencompact.base.areas.scoping import within
from tests.apps.organisations.conftest import TODAY


@pytest.fixture
def town(make):
    """Four organisations that differ in everything."""
    make(
        "Women's Aid Leicestershire",
        postcode="LE1 1AA",
        locality="Leicester",
        identifier="GB-CHC-1136419",
        kinds=["bme", "unfunded"],
    )
    make("Café Zürich", sector="faith", address="12 Aid Lane")
    make("Westbridge City Council", sector="public", locality="Leicester")
    make(
        "Aid for All",
        kinds=["equality"],
        other_identifiers=["GB-COH-01234567"],
        identifier="GB-CHC-2",
    )


def names(found):
    return [one.name.split()[0] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["Aid", "Café", "Westbridge", "Women's"]),
        ("aid", ["Aid", "Café", "Women's"]),
        ("AID women", ["Women's"]),
        ("womens", ["Women's"]),
        ("women\u2019s aid", ["Women's"]),
        ("cafe zurich", ["Café"]),
        ("CAFÉ", ["Café"]),
        ("leic", ["Westbridge", "Women's"]),
        ("le1 1aa", ["Women's"]),
        ("LE11AA", ["Women's"]),
        ("1136419", ["Women's"]),
        ("gb-coh-01234567", ["Aid"]),
        ("ester", []),
        ("%", ["Aid", "Café", "Westbridge", "Women's"]),
        ("_", ["Aid", "Café", "Westbridge", "Women's"]),
        ("aid' OR 1=1", []),
    ],
)
def test_search_finds_words_at_their_beginning(scoped, town, text, expected):
    assert names(queries.search(scoped, text)) == expected


def test_names_that_begin_with_the_words_come_first(scoped, town):
    assert names(queries.register(scoped, Wanted(text="aid"), TODAY)) == ["Aid", "Café", "Women's"]
    assert names(queries.register(scoped, Wanted(text="cafe"), TODAY)) == ["Café"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(sector="public"), ["Westbridge"]),
        (Wanted(sector="circus"), ["Aid", "Café", "Westbridge", "Women's"]),
        (Wanted(kind="unfunded"), ["Women's"]),
        (Wanted(kind="equality", text="aid"), ["Aid"]),
        (Wanted(kind="publicly-funded"), []),
        (Wanted(sort="-name"), ["Women's", "Westbridge", "Café", "Aid"]),
        (Wanted(sort="place"), ["Westbridge", "Women's", "Aid", "Café"]),
        (Wanted(sort="nonsense"), ["Aid", "Café", "Westbridge", "Women's"]),
    ],
)
def test_filters_and_order(scoped, town, wanted, expected):
    assert names(queries.register(scoped, wanted, TODAY)) == expected


def test_signatories_and_the_others(scoped, elm, council, sign):
    sign(council)
    both = queries.register(scoped, Wanted(), TODAY)
    assert {one.name: one.is_signatory for one in both} == {elm.name: False, council.name: True}
    assert list(queries.register(scoped, Wanted(signed="yes"), TODAY)) == [council]
    assert list(queries.register(scoped, Wanted(signed="no"), TODAY)) == [elm]


def test_neighbours_are_never_found(scoped, elm, other_area):
    with within(other_area):
        assert list(queries.search(other_area, "elm")) == []
        assert not queries.named(elm.slug).exists()


@pytest.mark.parametrize(
    ("identifiers", "claimed"),
    [(["GB-CHC-1"], True), (["GB-CHC-9", "GB-CHC-2"], True), (["GB-CHC-9"], False), ([], False)],
)
def test_who_has_an_identifier(make, identifiers, claimed):
    one = make("The Well", identifier="GB-CHC-1", other_identifiers=["GB-CHC-2"])
    assert bool(queries.claimed(identifiers)) is claimed
    assert queries.claimed(identifiers, one) is None
