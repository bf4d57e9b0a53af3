"""The two worlds that are made once a run: the areas of the matrix, and the invented city."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial

import time_machine

from opencompact.base.areas.models import Area
from opencompact.site import demo
from tests.site.matrix import world
from tests.site.matrix.kept import kept
from tests.site.matrix.place import World
from tests.site.proof.leaks.canaries import canary

# A day after the meeting of the world, so that everything that is to be published is.
NOW = world.MEETING.replace(day=13)
# When the city is looked at.
AT = datetime(2026, 11, 24, 10, tzinfo=UTC)


@contextmanager
def areas(*, opened: bool = False) -> Iterator[World]:
    """Both areas, with a word of its own in every confidential place; the clock stands at NOW."""
    build = partial(world.build, canary)
    with time_machine.travel(NOW, tick=True), kept("world", build, opened=opened) as made:
        yield made


@contextmanager
def city(*, opened: bool = False) -> Iterator[tuple[Area, list[str]]]:
    """The city and what was said while it was built; the clock stands still unless it is opened."""
    with time_machine.travel(AT, tick=opened), kept("city", _city, opened=opened) as made:
        yield made


def _city() -> tuple[Area, list[str]]:
    said: list[str] = []
    demo.build(AT, progress=said.append)
    return Area.objects.get(slug="aldermere"), said
