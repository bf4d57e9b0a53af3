"""What the matrix counts: requests, answers against their row, and what strangers wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests import figures

# A visitor's session is their own.
OF_THE_VISITOR = {"django_session"}


class Tally(Counter[str]):
    """Counts by name; `foreign` is a request about the other area by somebody it is not for."""

    def heard(self, *, wrong: bool, foreign: bool, writes: Iterable[str]) -> list[str]:
        """Count one answer; the tables that a stranger wrote to, of which there may be none."""
        self["requests"] += 1
        self["unexpected"] += wrong
        if not foreign:
            return []
        written = sorted(set(writes) - OF_THE_VISITOR)
        self["replayed"] += 1
        self["leaks"] += wrong
        self["writes"] += len(written)
        return written


@contextmanager
def noted(what: str) -> Iterator[Tally]:
    """Note what was counted when the module is over."""
    tally = Tally()
    yield tally
    part = f"{what} {figures.worker()}"
    figures.note(what, part, requests=tally["requests"], unexpected=tally["unexpected"])
    figures.note(
        "area A replayed with area B", part,
        requests=tally["replayed"], leaks=tally["leaks"], writes=tally["writes"],
    )  # fmt: skip
