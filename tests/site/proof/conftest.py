"""The world with a word in every confidential place, made once for all that is proved with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.site import furnished
from tests.site.matrix.place import World
from tests.site.proof.leaks import lab
from tests.site.proof.leaks.lab import Lab


@pytest.fixture(scope="package")
def full(django_db_setup, django_db_blocker) -> Iterator[Lab]:
    """Both areas, gone after the last test of this folder; what a test writes goes with it."""
    with django_db_blocker.unblock(), furnished.areas() as made:
        yield lab.of(made)


@pytest.fixture
def world(full) -> World:
    """The same without its words, for who asks about requests only."""
    return full.world
