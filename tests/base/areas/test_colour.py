"""Contrast as WCAG reckons it, and the nearest colour that passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.base.areas import colour

channels = st.integers(0, 255)
colours = st.tuples(channels, channels, channels).map(colour.written)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("#000000", 21.0),
        ("#ffffff", 1.0),
        ("#767676", 4.54),
        ("#777777", 4.48),
        ("#0b5c5c", 7.78),
        ("#ff0000", 4.0),
        ("#0000ff", 8.59),
    ],
)
def test_contrast_against_white(text, ratio):
    assert colour.contrast(colour.parse(text)) == pytest.approx(ratio, abs=0.05)


@pytest.mark.parametrize("text", ["", "teal", "#fff", "0b5c5c", "#0b5c5c0", "#0b5c5g", "#0b5c5c\n"])
def test_what_is_not_a_colour_is_refused(text):
    with pytest.raises(ValueError, match="six digits"):
        colour.parse(text)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("#0b5c5c", "#0b5c5c"),
        ("#777777", "#767676"),
        ("#ff0000", "#ee0000"),
        ("#ffffff", "#767676"),
        ("#ffff00", "#7a7a00"),
    ],
)
def test_nearest_passing_colour(text, better):
    assert colour.nearest(text) == better


@given(colours)
def test_nearest_always_passes_and_is_never_lighter(text):
    better = colour.nearest(text)
    assert colour.passes(better)
    assert all(
        new <= old for new, old in zip(colour.parse(better), colour.parse(text), strict=True)
    )


@given(colours)
def test_a_passing_colour_is_its_own_nearest(text):
    assert (colour.nearest(text) == text) is colour.passes(text)
