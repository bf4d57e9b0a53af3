"""Terms in running text: where they are found, which one wins, and that no letter is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.pack.reading import explain, glossary, highlight, joined, slug, term

NAMES = {
    "Cost": (),
    "Full cost recovery": (),
    "Consultation": ("consultations",),
    "Community sector": (),
    "Voluntary and community sector": ("VCS",),
    "Local Area Agreement (LAA)": ("LAA",),
    "IT": (),
    "C++ (the language)": (),
}
GLOSSARY = glossary(term(name, f"About {name}.", also) for name, also in NAMES.items())


def found(text: str) -> list[tuple[str, str]]:
    """The words explained in `text`, each with the term that explains it."""
    return [(one.text, one.term.name) for one in explain(text, GLOSSARY) if one.term]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A consultation begins.", [("consultation", "Consultation")]),
        ("CONSULTATION", [("CONSULTATION", "Consultation")]),
        ("Two consultations.", [("consultations", "Consultation")]),
        ("Consultation, then consultations again.", [("Consultation", "Consultation")]),
        ("Reconsultation is none, consultational neither.", []),
        ("The consultation's end", [("consultation", "Consultation")]),
        ("the consultation\u2019s end", [("consultation", "Consultation")]),
        ("(consultation)", [("consultation", "Consultation")]),
        ("\u201cconsultation\u201d\u2014here", [("consultation", "Consultation")]),
        ("a pre-consultation or consultation-led way", []),
        ("full cost recovery", [("full cost recovery", "Full cost recovery")]),
        ("full-cost  recovery", [("full-cost  recovery", "Full cost recovery")]),
        ("full\ncost\nrecovery", [("full\ncost\nrecovery", "Full cost recovery")]),
        (
            "the cost of full cost recovery",
            [("cost", "Cost"), ("full cost recovery", "Full cost recovery")],
        ),
        ("full cost", [("cost", "Cost")]),
        (
            "the voluntary and community sector",
            [("voluntary and community sector", "Voluntary and community sector")],
        ),
        (
            "voluntary- and community-sector groups",
            [("voluntary- and community-sector", "Voluntary and community sector")],
        ),
        ("the community sector", [("community sector", "Community sector")]),
        ("our local area agreement", [("local area agreement", "Local Area Agreement (LAA)")]),
        (
            "the Local Area Agreement (LAA) of",
            [("Local Area Agreement (LAA)", "Local Area Agreement (LAA)")],
        ),
        ("the LAA, not laa", [("LAA", "Local Area Agreement (LAA)")]),
        ("laa", []),
        ("we use it for IT", [("IT", "IT")]),
        ("written in C++.", [("C++", "C++ (the language)")]),
        ("", []),
        ("   ", []),
    ],
)
def test_terms_are_found(text, expected):
    assert found(text) == expected


def test_of_two_that_overlap_the_longer_wins():
    words = glossary([term("social care board", "A"), term("adult social", "B")])
    tokens = explain("The adult social care board met.", words)
    assert [one.text for one in tokens if one.term] == ["social care board"]


def test_each_term_is_explained_once_in_a_text():
    tokens = explain("Cost and cost and COST.", GLOSSARY)
    assert [bool(one.term) for one in tokens] == [True, False]


def test_terms_already_seen_are_left_alone():
    seen = {"cost"}
    assert found("cost") == [("cost", "Cost")]
    assert not any(one.term for one in explain("cost", GLOSSARY, seen))
    explain("A consultation.", GLOSSARY, seen)
    assert seen == {"cost", "consultation"}


@pytest.mark.parametrize(
    ("name", "also", "forms"),
    [
        ("Cost", (), ("Cost",)),
        ("Cost", ("costs", "costs", " "), ("Cost", "costs")),
        (
            "Local Area Agreement (LAA)",
            ("LAA",),
            ("Local Area Agreement (LAA)", "Local Area Agreement", "LAA"),
        ),
    ],
)
def test_forms_of_a_term(name, also, forms):
    assert term(name, "", also).forms == forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Full cost recovery", "full-cost-recovery"),
        ("Local Area Agreement", "local-area-agreement"),
        ("Ex-officio", "ex-officio"),
        ("Élan & co.", "élan-co"),
        ("!!!", "x"),
    ],
)
def test_anchors(text, expected):
    assert slug(text) == expected


def test_terms_stand_in_the_order_of_the_alphabet():
    names = [one.name for one in GLOSSARY.terms]
    assert names == sorted(names, key=str.casefold)
    assert GLOSSARY.find("cost") in GLOSSARY.terms
    assert GLOSSARY.find("nothing") is None


def test_an_empty_glossary_finds_nothing():
    assert joined(explain("Anything at all.", glossary([]))) == "Anything at all."


@pytest.mark.parametrize(
    ("text", "pattern", "marked"),
    [
        ("Plain words", "plain", ["Plain"]),
        ("plain plain", "plain", ["plain", "plain"]),
        ("Nothing here", "zebra", []),
        ("a<b>c</b>", "<b>", ["<b>"]),
        ("matches of no length", "z*", []),
    ],
)
def test_matches_are_marked(text, pattern, marked):
    tokens = highlight(text, re.compile(pattern, re.IGNORECASE))
    assert [one.text for one in tokens if one.marked] == marked
    assert joined(tokens) == text


letters = st.text(alphabet="abc \n-'()&<>\u2019\u0130\u0131\u017f", max_size=60)
names = st.lists(st.text(alphabet="abc -()\u0130\u017f", min_size=1, max_size=8), max_size=6)


@settings(deadline=None)
@given(text=letters | st.text(), names=names)
def test_joined_tokens_are_the_text(text, names):
    words = glossary(term(name, "") for name in names)
    tokens = explain(text, words)
    assert joined(tokens) == text
    assert all(one.text for one in tokens)


@settings(deadline=None)
@given(text=letters | st.text(), names=names)
def test_no_term_is_explained_twice(text, names):
    keys = [one.term.key for one in explain(text, glossary(term(n, "") for n in names)) if one.term]
    assert len(keys) == len(set(keys))


@settings(deadline=None)
@given(text=letters | st.text(), word=st.text(min_size=1))
def test_joined_marks_are_the_text(text, word):
    assert joined(highlight(text, re.compile(re.escape(word)))) == text
