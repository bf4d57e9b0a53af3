"""The order of a bundle, its page numbers, and how the sides see a paper."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.core.bundles import (
    Piece,
    Sort,
    Spot,
    Standing,
    listed,
    sections,
    spans,
    standing,
)

SIDES = ("elm", "hall")


def piece(key: str, side: str, day: int) -> Piece:
    return Piece(key, Sort.PAPER, side, side.capitalize() or "Mediator", key, date(2026, 3, day))


A, B, C, R = piece("a", "hall", 2), piece("b", "elm", 9), piece("c", "elm", 4), piece("r", "", 1)


def order(pieces, spots=None) -> str:
    return "".join(one.piece.key for one in listed(pieces, SIDES, spots or {}))


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ({}, "cbar"),
        ({"a": Spot(1), "b": Spot(2), "c": Spot(3), "r": Spot(4)}, "abcr"),
        # What came later stands behind the last piece under its heading, else at the end.
        ({"b": Spot(1), "a": Spot(2)}, "bcar"),
        ({"r": Spot(1), "a": Spot(2)}, "racb"),
        ({"a": Spot(2, "Elm"), "b": Spot(1)}, "bacr"),
        ({"gone": Spot(1)}, "cbar"),
    ],
)
def test_order(spots, expected):
    assert order([A, B, C, R], spots) == expected


def test_a_piece_takes_the_heading_and_the_name_it_was_given():
    (one,) = listed([A], SIDES, {"a": Spot(1, "Letters", "A letter of 2 March")})
    assert (one.number, one.heading, one.name) == (1, "Letters", "A letter of 2 March")
    (two,) = listed([A], SIDES, {"a": Spot(1)})
    assert (two.heading, two.name) == ("Hall", "a")


def test_sections_are_what_stands_together_under_a_heading():
    found = listed([A, B, C], SIDES, {"c": Spot(1), "a": Spot(2), "b": Spot(3)})
    assert [(head, len(some)) for head, some in sections(found)] == [
        ("Elm", 1), ("Hall", 1), ("Elm", 1),
    ]  # fmt: skip


PIECES = st.lists(
    st.builds(piece, st.uuids().map(str), st.sampled_from(["elm", "hall", ""]), st.integers(1, 28)),
    max_size=8,
)


@given(pieces=PIECES, data=st.data())
def test_every_piece_is_listed_once_in_a_row_of_numbers_wherever_it_was_put(pieces, data):
    put = data.draw(st.lists(st.sampled_from(pieces), unique=True) if pieces else st.just([]))
    spots = {one.key: Spot(data.draw(st.integers(1, 5))) for one in put}
    found = listed(pieces, SIDES, spots)
    assert sorted(one.piece.key for one in found) == sorted(one.key for one in pieces)
    assert [one.number for one in found] == list(range(1, len(pieces) + 1))
    places = [spots[one.piece.key].place for one in found if one.piece.key in spots]
    assert places == sorted(places)


@given(counts=st.lists(st.integers(1, 50)), front=st.integers(1, 9))
def test_pages_follow_each_other_without_a_gap(counts, front):
    last = front
    for (first, until), count in zip(spans(counts, front), counts, strict=True):
        assert (first, until - first + 1) == (last + 1, count)
        last = until


@pytest.mark.parametrize(
    ("giver", "marks", "expected"),
    [
        ("elm", {}, Standing(("elm",), (), ("hall",))),
        ("elm", {"hall": True}, Standing(("elm", "hall"))),
        ("elm", {"hall": False}, Standing(("elm",), ("hall",))),
        ("elm", {"elm": False, "hall": True}, Standing(("hall",), ("elm",))),
        ("", {}, Standing((), (), ("elm", "hall"))),
    ],
)
def test_standing(giver, marks, expected):
    found = standing(giver, SIDES, marks)
    assert found == expected
    assert found.is_agreed == (found.agreed == SIDES)
