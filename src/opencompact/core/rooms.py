"""Who sees a paper of the mediation room: whose consent it needs, what was said, what follows."""

from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum

from opencompact.core.record import record


class Word(StrEnum):
    """What can be said about showing a paper to the others: a request, a yes, a no."""

    ASK = "ask"
    YES = "yes"
    NO = "no"


@record
class Said:
    """Something that was said; `side` is whose word it is, empty for the mediator's."""

    word: Word
    side: str = ""


@record
class Given:
    """A paper as it was put into the room: `side` gave it (empty: the mediator), for whom.

    `open_at_once` says that it was meant for everybody in the room. `concerns` are the sides that a
    mediator's paper tells of.
    """

    side: str
    open_at_once: bool
    concerns: tuple[str, ...] = ()

    @property
    def needed(self) -> tuple[str, ...]:
        """The sides that must consent before anybody else sees it."""
        return (self.side,) if self.side else self.concerns


@record
class Shown:
    """Where a paper stands: `shown` to everybody in the room, or `asked` for and waiting."""

    shown: bool
    asked: bool = False
    waits_for: tuple[str, ...] = ()
    refused: tuple[str, ...] = field(default=())


def stands(given: Given, said: Iterable[Said]) -> Shown:
    """Fold what was said, in order. Once a paper is shown nothing takes that back."""
    words = {side: Word.YES for side in given.needed if given.side and given.open_at_once}
    asked = bool(given.side) or given.open_at_once
    if _agreed(given, words, asked=asked):
        return Shown(shown=True)
    requested = given.open_at_once
    for one in said:
        if one.word == Word.ASK:
            asked = requested = True
        elif one.side in given.needed:
            words[one.side] = one.word
        if _agreed(given, words, asked=asked):
            return Shown(shown=True)
    return Shown(
        shown=False,
        asked=requested,
        waits_for=tuple(side for side in given.needed if side not in words),
        refused=tuple(side for side in given.needed if words.get(side) == Word.NO),
    )


def _agreed(given: Given, words: dict[str, Word], *, asked: bool) -> bool:
    return asked and all(words.get(side) == Word.YES for side in given.needed)
