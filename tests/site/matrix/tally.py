"""What the matrix counts: requests, answers against their row, and what strangers wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tests import figures

# A visitor's session is their own.
OF_THE_VISITOR = {"django_session"}
# That the officer of the other area opened a case there.
OF_THE_OTHER_OFFICER = {"disputes_access"}


def own_of(actor: str) -> set[str]:
    """Where it is noted what somebody does in the other area because it is theirs."""
    return OF_THE_OTHER_OFFICER if actor == "officer of another area" else set()


class Tally(Counter[str]):
    """Counts by name; `foreign` is a request about the other area by somebody it is not for."""

    def heard(
        self, *, wrong: bool, foreign: bool, writes: Iterable[str], own: Iterable[str] = ()
    ) -> list[str]:
        """Count one answer; the tables that a stranger wrote to, of which there may be none.

        `own` are tables in which what they do in an area of their own is noted.
        """
        self["requests"] += 1
        self["unexpected"] += wrong
        if not foreign:
            return []
        written = sorted(set(writes) - OF_THE_VISITOR - set(own))
        self["replayed"] += 1
        self["leaks"] += wrong
        self["writes"] += len(written)
        return written


@contextmanager
def noted(what: str) -> Iterator[Tally]:
    """Note what was counted when the module is over."""
    tally = Tally()
    yield tally
    part = figures.turn(what)
    figures.note(what, part, requests=tally["requests"], unexpected=tally["unexpected"])
    figures.note(
        "area A replayed with area B", part,
        requests=tally["replayed"], leaks=tally["leaks"], writes=tally["writes"],
    )  # fmt: skip
