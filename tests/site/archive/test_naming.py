"""Names of files that every system takes, and names of people found in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.site.archive.naming import LONGEST, Names, safe_name
from opencompact.site.archive.naming_people import everywhere, forms, pattern


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a<b>:"c|d?*.txt', "a-b---c-d--.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("", "file"),
        ("...", "file"),
        ("a\u202eb\0c.pdf", "abc.pdf"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_a_name_is_made_safe(given_name, safe):
    assert safe_name(given_name) == safe


@given(st.text())
def test_no_name_leads_elsewhere(name):
    found = safe_name(name)
    assert found
    assert not set(found) & set('<>:"/\\|?*\0')
    assert found not in {".", ".."}
    assert len(found.encode()) <= 2 * LONGEST + 60


def test_two_of_one_name_are_numbered():
    names = Names()
    places = [names.place("papers", name) for name in ("a.pdf", "A.pdf", "a.pdf")]
    assert places == ["papers/a.pdf", "papers/A (2).pdf", "papers/a (3).pdf"]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ada Quill came", "X came"),
        ("ada\n  QUILL", "X"),
        ("Quill, Ada", "X"),
        ("Mrs Quill's letter", "X's letter"),
        ("Adam Quill", "Adam Quill"),
        ("Ada Quillfeather", "Ada Quillfeather"),
        ("write to ada@a.org.", "write to X."),
        ("nada@a.org", "nada@a.org"),
        ("ada@a.org.uk", "ada@a.org.uk"),
    ],
)
def test_a_person_is_found_as_a_whole(text, clean):
    words = pattern([*forms("Ada Quill"), "ada@a.org"])
    assert words.sub("X", text) == clean


def test_nobody_is_found_by_nothing():
    assert pattern(["", "  "]) is None


def test_every_text_in_a_value_is_changed():
    value = {"a": ["b", {"c": "d"}], "n": 1, "none": None}
    assert everywhere(value, str.upper) == {"A": ["B", {"C": "D"}], "N": 1, "NONE": None}
