"""No number that was kept back can be worked out: held against every table that it could be."""

from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.core.suppression import betrayed, kept_back

SMALL = 3


@pytest.mark.parametrize(
    ("table", "hidden"),
    [
        ([[5, 7, 9]], []),
        ([[0, 7, 9]], []),
        ([[2, 7, 9]], [(0, 0), (0, 1)]),
        ([[1, 2, 9]], [(0, 0), (0, 1)]),
        ([[1, 0, 9]], [(0, 0), (0, 2)]),
    ],
)
def test_a_list_with_its_total(table, hidden):
    assert sorted(kept_back(table, SMALL, column_totals=False)) == hidden


def test_in_a_square_four_corners_hide_one_number():
    table = [[1, 5, 6], [7, 8, 9], [4, 9, 9]]
    found = kept_back(table, SMALL)
    assert (0, 0) in found
    assert not betrayed(table, found)
    assert len(found) < 9


def test_what_cannot_be_hidden_is_named():
    assert betrayed([[2]], kept_back([[2]], SMALL)) == {(0, 0)}
    assert betrayed([[2, 9]], kept_back([[2, 9]], SMALL)) == {(0, 0), (0, 1)}


@cache
def splits(total, parts):
    """Every way to write a total as so many numbers."""
    if parts == 0:
        return ((),) if total == 0 else ()
    return tuple(
        (first, *rest) for first in range(total + 1) for rest in splits(total - first, parts - 1)
    )


def possible(table, hidden, *, column_totals):
    """Every table that has what is shown, and the totals. Tried one by one, without our method."""
    rows = []
    for row, numbers in enumerate(table):
        places = [column for column in range(len(numbers)) if (row, column) in hidden]
        left = sum(numbers[column] for column in places)
        rows.append(
            [
                [dict(zip(places, way, strict=True)).get(c, n) for c, n in enumerate(numbers)]
                for way in splits(left, len(places))
            ]
        )
    wanted = [sum(column) for column in zip(*table, strict=True)]
    for found in product(*rows):
        if not column_totals or [sum(column) for column in zip(*found, strict=True)] == wanted:
            yield found


def fixed(table, hidden, *, column_totals):
    """The hidden cells that have the same number in every possible table."""
    found = list(possible(table, hidden, column_totals=column_totals))
    return {(r, c) for r, c in hidden if len({one[r][c] for one in found}) == 1}


def tables(rows, columns, most):
    numbers = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return st.lists(numbers, min_size=rows, max_size=rows)


TABLES = st.one_of(tables(2, 2, 6), tables(2, 3, 4), tables(3, 2, 4), tables(3, 3, 2))


@given(TABLES)
def test_no_hidden_number_follows_from_the_totals(table):
    found = kept_back(table, SMALL)
    shown = [n for r, row in enumerate(table) for c, n in enumerate(row) if (r, c) not in found]
    assert not [n for n in shown if 0 < n < SMALL]
    derivable = fixed(table, found, column_totals=True)
    assert derivable == betrayed(table, found)
    if derivable:
        assert len(found) == len(table) * len(table[0]), "it gave up before everything was hidden"


@given(st.lists(st.integers(0, 7), min_size=2, max_size=5))
def test_no_hidden_number_of_a_list_follows_from_its_total(numbers):
    found = kept_back([numbers], SMALL, column_totals=False)
    derivable = fixed([numbers], found, column_totals=False)
    assert derivable == betrayed([numbers], found, column_totals=False)
    assert not derivable


@given(TABLES, st.data())
def test_what_is_betrayed_is_found_for_any_choice_of_cells(table, data):
    every = [(r, c) for r in range(len(table)) for c in range(len(table[0]))]
    hidden = data.draw(st.sets(st.sampled_from(every)))
    assert betrayed(table, hidden) == fixed(table, hidden, column_totals=True)
