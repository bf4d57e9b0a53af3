"""Names and postcodes are compared without case, accents and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.apps.organisations.models import naming


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Women's Aid & Co.", "womens aid and co"),
        ("Women\u2019s Aid", "womens aid"),
        ("Café Zürich", "cafe zurich"),
        ("CAFÉ  zürich", "cafe zurich"),
        ("Łódź\u2013Øst", "lodz ost"),
        ("Straße", "strasse"),
        ("St. Michael's", "st michaels"),
        ("A_B-C/D", "a b c d"),
        ("社区", "社区"),
        ("\u32cc", "hg"),
        ("!!!", ""),
        ("", ""),
    ],
)
def test_plain_words(text, words):
    assert naming.plain(text) == words


@given(st.text(max_size=40))
def test_plain_words_stay_plain(text):
    once = naming.plain(text)
    assert naming.plain(once) == once


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("le11aa", "LE1 1AA"),
        (" LE1  1AA ", "LE1 1AA"),
        ("sw1a1aa", "SW1A 1AA"),
        ("W1A 0AX", "W1A 0AX"),
        ("WF14 OQL", "WF14 OQL"),
        ("Dublin 2", "DUBLIN 2"),
        ("", ""),
    ],
)
def test_postcodes_are_written_in_one_way(text, written):
    assert naming.postcode(text) == written
    assert naming.postcode(written) == written


def test_control_characters_and_directions_are_taken_out():
    assert naming.tidy("A\u202eB\u200b  C\x07\nD") == "AB C D"
    assert naming.tidy_lines(" one \n\n two\x07 ") == "one\ntwo"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("The Well", "LE1 1AA"), ("THE WELL", "le11aa"), True),
        (("The Well", ""), ("the well.", ""), True),
        (("The Well", "LE1 1AA"), ("The Well", "LE1 1AB"), False),
        (("The Well", "LE1 1AA"), ("The Wells", "LE1 1AA"), False),
        (("A", "B1"), ("A B1", ""), False),
    ],
)
def test_the_same_name_and_postcode(one, other, same):
    assert (naming.match_key(*one) == naming.match_key(*other)) is same
