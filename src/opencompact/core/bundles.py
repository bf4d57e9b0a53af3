"""A bundle: which piece stands where, under which heading, on which pages, agreed by whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum
from itertools import groupby

from opencompact.core.record import record


class Sort(StrEnum):
    """What a piece of a bundle is."""

    STATEMENT = "statement"
    PAPER = "paper"
    REPORT = "report"


@record
class Piece:
    """Something that was given: its key stays the same for all versions of a paper.

    `side` is whose it is, `heading` where it stands unless somebody says otherwise.
    """

    key: str
    sort: Sort
    side: str
    heading: str
    title: str
    on: date


@record
class Spot:
    """Where somebody put a piece: its place, its heading and a neutral name; empty: the usual."""

    place: int
    heading: str = ""
    name: str = ""


@record
class Listed:
    """A piece in its place: its number, the heading and the name it goes by."""

    number: int
    heading: str
    name: str
    piece: Piece


@record
class Standing:
    """How the sides see a paper: who agrees, who disputes it, and who has not said."""

    agreed: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    silent: tuple[str, ...] = field(default=())

    @property
    def is_agreed(self) -> bool:
        """Say whether every side agrees."""
        return not self.disputed and not self.silent


def listed(
    pieces: Iterable[Piece], sides: Sequence[str], spots: Mapping[str, Spot]
) -> tuple[Listed, ...]:
    """The pieces in order, numbered from 1: as somebody put them, else by side and then by date.

    What nobody has put anywhere yet comes after the last piece under the same heading.
    """
    usual = sorted(pieces, key=lambda one: (_rank(one, sides), one.on))
    put = [one for one in usual if one.key in spots]
    order = sorted(put, key=lambda one: spots[one.key].place)
    for piece in usual:
        if piece.key not in spots:
            order.insert(_after(order, _heading(piece, spots), spots), piece)
    return tuple(
        Listed(number, _heading(one, spots), _name(one, spots), one)
        for number, one in enumerate(order, 1)
    )


def sections(found: Iterable[Listed]) -> tuple[tuple[str, tuple[Listed, ...]], ...]:
    """The pieces by heading, as they follow each other."""
    return tuple(
        (heading, tuple(some)) for heading, some in groupby(found, key=lambda one: one.heading)
    )


def spans(counts: Iterable[int], front: int) -> tuple[tuple[int, int], ...]:
    """The first and last page of each, when so many pages of each follow `front` others."""
    found, last = [], front
    for count in counts:
        found.append((last + 1, last + count))
        last += count
    return tuple(found)


def standing(giver: str, sides: Iterable[str], marks: Mapping[str, bool]) -> Standing:
    """How a paper stands: its own side agrees by giving it, the others say so or do not."""
    said = {side: marks.get(side, True if side == giver else None) for side in sides}
    return Standing(
        agreed=tuple(side for side, word in said.items() if word is True),
        disputed=tuple(side for side, word in said.items() if word is False),
        silent=tuple(side for side, word in said.items() if word is None),
    )


def _rank(piece: Piece, sides: Sequence[str]) -> int:
    return sides.index(piece.side) if piece.side in sides else len(sides)


def _heading(piece: Piece, spots: Mapping[str, Spot]) -> str:
    spot = spots.get(piece.key)
    return (spot.heading if spot else "") or piece.heading


def _name(piece: Piece, spots: Mapping[str, Spot]) -> str:
    spot = spots.get(piece.key)
    return (spot.name if spot else "") or piece.title


def _after(order: Sequence[Piece], heading: str, spots: Mapping[str, Spot]) -> int:
    """Behind the last piece under a heading, at the end where there is none."""
    same = [n for n, one in enumerate(order, 1) if _heading(one, spots) == heading]
    return same[-1] if same else len(order)
