"""Which organisation a payee is: what counts as the same name, and how surely."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core import payees
from opencompact.core.payees import Known, Match, Register

CARERS = Known("carers", ("Elm Street Carers",), ("GB-CHC-1000001",))
CLUB = Known("club", ("The Larch Lane Lunch Club Limited",))
FIRST = Known("first", ("Westbridge Wanderers",), ("GB-COH-00000001",))
SECOND = Known("second", ("Westbridge Wanderers FC",), ("GB-COH-00000002",))
TWIN = Known("twin", ("Westbridge Wanderers",))
REGISTER = Register([CARERS, CLUB, FIRST, SECOND, TWIN])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Larch Lane Club Ltd.", "LARCH LANE CLUB LIMITED"),
        ("Oak & Ash", "Oak and Ash"),
        ("Women's Aid", "Womens Aid"),
        ("Anchor C.I.C.", "Anchor Community Interest Company"),
        ("St. Mark's Hall", "Saint Mark\u2019s Hall"),
        ("Café Únion", "Cafe Union"),
        ("Harbour Trust, The", "The Harbour Trust"),
        ("Carers\u2019 Centre", "Carers Center"),
    ],
)
def test_one_name_is_written_in_many_ways(one, other):
    assert payees.normal(one) == payees.normal(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Elm Street Carers", "Elm Road Carers"), ("Age Concern", "Age UK")]
)
def test_other_words_are_other_names(one, other):
    assert payees.normal(one) != payees.normal(other)


@pytest.mark.parametrize("name", ["Limited", "The", "And", "Ltd plc"])
def test_a_name_of_nothing_else_keeps_its_words(name):
    assert payees.normal(name)


@pytest.mark.parametrize(
    ("name", "identifiers", "found"),
    [
        ("Anything at all", ("GB-CHC-1000001",), Match("carers", 100, "identifier")),
        ("Larch Lane Lunch Club", (), Match("club", 95, "name")),
        ("Larch Lane Lunch Club", ("360G-X-1",), Match("club", 95, "name")),
        ("Bright Sparks Ltd t/a Elm Street Carers", (), Match("carers", 95, "name")),
        ("Larch Lane Lunch Club (Westbridge)", (), Match("club", 95, "name")),
        ("Elm Street Carers", ("GB-CHC-7",), Match("carers", 60, "other-identifier")),
        ("Westbridge Wanderers", (), Match("first", 50, "several")),
        ("Westbridge Wanderers", ("GB-COH-9",), Match("twin", 95, "name")),
        ("Hornbeam Holdings", (), None),
    ],
)
def test_a_payee_is_found_by_identifier_then_by_name(name, identifiers, found):
    assert REGISTER.find(name, identifiers) == found


def test_a_name_that_is_only_like_another_is_suggested_and_never_sure():
    found = REGISTER.find("Elm Street Carer")
    assert found is not None
    assert (found.key, found.how, found.is_sure) == ("carers", "close", False)
    assert payees.LEAST <= found.confidence < payees.SURE


def test_a_name_like_it_with_another_number_is_not_suggested():
    assert REGISTER.find("Elm Street Carer", ("GB-CHC-7",)) is None


def test_a_payee_without_a_number_is_one_with_all_of_its_name():
    assert payees.key("Elm  Street, Carers", "") == payees.key("ELM STREET CARERS", "")
    assert payees.key("Elm Street Carers", "GB-CHC-1") == payees.key("Other", "GB-CHC-1")


MARKS = st.text(st.characters(categories=("Nd", "P", "S")), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "other"),
    [("???", "!!!"), ("1/2", "1-2"), ("1-2", "12"), ("£100", "100"), ("24/7", "24.7"), ("*", "")],
)
def test_names_without_letters_are_one_only_where_every_mark_is_the_same(one, other):
    assert payees.key(one, "") != payees.key(other, "")
    assert payees.key(f" {one} ", "") == payees.key(one, "")
    register = Register([Known("one", (one,))])
    assert register.find(one) == Match("one", 95, "name")
    found = register.find(other)
    assert found is None or not found.is_sure


@settings(max_examples=100, deadline=None)
@given(MARKS, MARKS)
def test_two_names_without_letters_are_two_payees(one, other):
    register = Register([Known("one", (one,))])
    found = register.find(other)
    same = one.split() == other.split()
    if not any(map(str.isalpha, payees.plain(one + other))):
        assert (payees.key(one, "") == payees.key(other, "")) is same
        assert (found is not None and found.is_sure) is same


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_is_mutual_and_whole_only_for_the_same_words(one, other):
    mine, theirs = payees.normal(one), payees.normal(other)
    if mine and theirs:
        assert payees.closeness(mine, theirs) == payees.closeness(theirs, mine)
        assert 0 <= payees.closeness(mine, theirs) <= 100
        assert payees.closeness(mine, mine) == 100
