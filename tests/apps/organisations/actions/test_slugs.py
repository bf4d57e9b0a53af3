"""Addresses: from the name, free, and never those of the register's own pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencompact.apps.organisations.actions import slugs
from opencompact.apps.organisations.models.register import RESERVED_SLUGS, SLUG_LENGTH


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("The Well", "the-well"),
        ("Women's Aid & Co.", "womens-aid-and-co"),
        ("Café Zürich", "cafe-zurich"),
        ("社区", "organisation"),
        ("A" * 200, "a" * 70),
        ("Word " * 40, "-".join(["word"] * 14)),
    ],
)
def test_an_address_is_made_from_the_name(name, slug):
    assert slugs.base(name) == slug


@given(st.text(max_size=200))
def test_any_name_has_an_address_that_fits(name):
    assert 0 < len(slugs.base(name)) <= SLUG_LENGTH - 6


def test_free_addresses_are_all_different(make):
    make("The Well", slug="the-well")
    make("The Well", slug="the-well-3")
    wanted = ["The Well", "The Well", "Elm", "Elm", "Elm"]
    assert slugs.free(wanted) == ["the-well-2", "the-well-4", "elm", "elm-2", "elm-3"]


@pytest.mark.parametrize("word", sorted(RESERVED_SLUGS))
def test_pages_of_the_register_keep_their_addresses(scoped, word):
    assert slugs.free([word, word]) == [f"{word}-2", f"{word}-3"]
