"""Whose consent shows a paper of the mediation room, and that nothing takes it back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.core.rooms import Given, Said, Shown, Word, stands

ASK, YES, NO = Word.ASK, Word.YES, Word.NO
ELM = Given("elm", open_at_once=False)
OPEN = Given("elm", open_at_once=True)
FREE = Given("", open_at_once=False)
FREE_OPEN = Given("", open_at_once=True)
BOTH = Given("", open_at_once=False, concerns=("elm", "hall"))
BOTH_OPEN = Given("", open_at_once=True, concerns=("elm", "hall"))


def said(*words) -> tuple[Said, ...]:
    return tuple(Said(word, side) for word, side in words)


@pytest.mark.parametrize(
    ("paper", "words", "expected"),
    [
        (OPEN, (), Shown(True)),
        (ELM, (), Shown(False, waits_for=("elm",))),
        (ELM, ((ASK, ""),), Shown(False, asked=True, waits_for=("elm",))),
        (ELM, ((YES, "elm"),), Shown(True)),
        (ELM, ((ASK, ""), (NO, "elm")), Shown(False, asked=True, refused=("elm",))),
        (ELM, ((NO, "elm"), (YES, "elm")), Shown(True)),
        (ELM, ((YES, "elm"), (NO, "elm")), Shown(True)),
        (ELM, ((YES, "hall"),), Shown(False, waits_for=("elm",))),
        (FREE, (), Shown(False)),
        (FREE, ((ASK, ""),), Shown(True)),
        (FREE_OPEN, (), Shown(True)),
        (BOTH, ((YES, "elm"), (YES, "hall")), Shown(False)),
        (BOTH, ((ASK, ""), (YES, "elm")), Shown(False, asked=True, waits_for=("hall",))),
        (BOTH, ((ASK, ""), (YES, "elm"), (YES, "hall")), Shown(True)),
        (BOTH, ((ASK, ""), (YES, "elm"), (NO, "hall")), Shown(False, True, (), ("hall",))),
        (BOTH, ((ASK, ""), (YES, "elm"), (NO, "elm"), (YES, "hall")),
         Shown(False, True, (), ("elm",))),
        (BOTH_OPEN, (), Shown(False, asked=True, waits_for=("elm", "hall"))),
        (BOTH_OPEN, ((YES, "hall"), (YES, "elm")), Shown(True)),
    ],
)  # fmt: skip
def test_stands(paper, words, expected):
    assert stands(paper, said(*words)) == expected


SIDES = st.sampled_from(["elm", "hall", "oak", ""])
GIVEN = st.builds(
    Given, side=st.sampled_from(["", "elm"]), open_at_once=st.booleans(),
    concerns=st.sets(st.sampled_from(["elm", "hall"])).map(lambda found: tuple(sorted(found))),
)  # fmt: skip
WORDS = st.lists(st.builds(Said, word=st.sampled_from(Word), side=SIDES), max_size=8)


@given(paper=GIVEN, words=WORDS, more=WORDS)
def test_what_is_shown_stays_shown(paper, words, more):
    if stands(paper, words).shown:
        assert stands(paper, [*words, *more]).shown


@given(paper=GIVEN, words=WORDS)
def test_nothing_is_shown_without_the_word_of_each_side_it_needs(paper, words):
    yes = {one.side for one in words if one.word == Word.YES}
    if stands(paper, words).shown and not (paper.side and paper.open_at_once):
        assert set(paper.needed) <= yes
