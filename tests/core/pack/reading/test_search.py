"""Looking for words: what is found, in which order, what is marked, and what to try instead."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencompact.core.pack.reading import book, index, joined, search
from opencompact.core.pack.reading.search import EXCERPT, excerpt
from tests.core.pack.reading import samples

INDEX = index(book(samples.pack()))


def found(query: str) -> list[str]:
    """The keys of what is found, kind by kind, the best first."""
    results = search(INDEX, query)
    kinds = (results.commitments, results.chapters, results.words)
    return [hit.document.key for hits in kinds for hit in hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jargon", ["plain-words"]),
        ("JARGON", ["plain-words"]),
        ("kind", ["no-number"]),
        ("kindness", ["no-number"]),
        ("consultations", ["time-to-answer", "about", "consultation"]),
        ("consult", ["time-to-answer", "about", "consultation"]),
        ("answering time", ["time-to-answer"]),
        ("how long is a consultation", ["time-to-answer", "about", "consultation"]),
        ("full cost recovery", ["plain-words", "costs", "full-cost-recovery"]),
        ('"cost recovery"', ["plain-words", "costs", "full-cost-recovery"]),
        ('"recovery cost"', []),
        ("\u201ccost-recovery\u201d", ["plain-words", "costs", "full-cost-recovery"]),
        ("1b(b)", ["costs"]),
        ("1b b", ["costs"]),
        ("1BB", ["costs"]),
        ("1c", ["promises"]),
        ("2b", ["about"]),
        ("how it works", ["about"]),
        ("wish list", ["about"]),
        ("zebra", []),
    ],
)
def test_what_is_found(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize("query", ["", "   ", "???", '""', "-", "'"])
def test_nothing_asked_finds_nothing(query):
    results = search(INDEX, query)
    assert (results.hits, results.loose, results.instead) == ((), False, ())


@pytest.mark.parametrize("query", ["of", "the", "who we"])
def test_small_words_alone_are_looked_for(query):
    assert search(INDEX, query).query == query


def test_small_words_are_whole_words():
    hits = search(INDEX, "is").hits
    marks = {one.text.lower() for hit in hits for one in hit.body if one.marked}
    assert marks <= {"is"}


def test_some_of_the_words_when_nothing_has_all():
    results = search(INDEX, "jargon zebra")
    assert results.loose
    assert [hit.document.key for hit in results.hits] == ["plain-words"]


@pytest.mark.parametrize(
    ("query", "instead"),
    [("consultatoin", "consultation"), ("recovrey", "recovery"), ("jargn zebra", "jargon")],
)
def test_a_slip_is_answered_with_a_near_word(query, instead):
    assert instead in search(INDEX, query).instead


def test_no_near_words_when_all_is_well():
    assert search(INDEX, "consultation").instead == ()


def test_a_title_with_all_the_words_comes_first():
    assert search(INDEX, "costs").commitments[0].document.key == "costs"


def test_words_are_marked_and_nothing_is_lost():
    (hit,) = search(INDEX, "jargon plain").hits
    assert [one.text for one in hit.title if one.marked] == ["Plain"]
    assert [one.text for one in hit.body if one.marked] == ["jargon"]
    assert joined(hit.body) == hit.document.body


def test_a_hit_in_a_chapter_leads_to_its_paragraph():
    (hit,) = search(INDEX, "wish").chapters
    assert (hit.document.key, hit.document.anchor) == ("about", "about-5")
    assert (hit.document.title, hit.document.place) == ("How it works", "What this is")


def test_only_the_beginning_of_a_long_query_is_read():
    assert len(search(INDEX, "long " * 500).query) <= 120


TEXT = " ".join(f"word{n}" for n in range(200))


@pytest.mark.parametrize(
    ("wanted", "begins", "ends"),
    [
        ("word0", "word0", " …"),
        ("word100", "… word", " …"),
        ("word199", "… word", "word199"),
        ("nowhere", "word0", " …"),
    ],
)
def test_an_excerpt_shows_the_place(wanted, begins, ends):
    text = excerpt(TEXT, re.compile(rf"\b{wanted}\b"))
    assert text.startswith(begins)
    assert text.endswith(ends)
    assert len(text) <= EXCERPT + 4
    assert wanted in text or wanted == "nowhere"


def test_a_short_text_is_shown_whole():
    assert excerpt("Short.", re.compile("x")) == "Short."


def test_a_text_without_spaces_is_cut():
    assert len(excerpt("x" * 1000, re.compile("y"))) <= EXCERPT + 4


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_query_is_answered(query):
    results = search(INDEX, query)
    for hit in results.hits:
        assert joined(hit.title) == hit.document.title
        assert joined(hit.body).strip("… ") in hit.document.body
