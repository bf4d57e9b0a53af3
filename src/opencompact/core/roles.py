"""What makes somebody doubt that a role is still held as it is written down."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from opencompact.core.record import record

SOON: Final = timedelta(days=60)


class Doubt(StrEnum):
    """Why somebody should look at a role, the gravest first."""

    CLOSED = "closed"
    LEFT = "left"
    UNCONFIRMED = "unconfirmed"
    ENDING = "ending"


@record
class Held:
    """A role on a day. `open_account` says whether its person can sign in.

    `left_on` is the day on which another role of the same person in the same organisation ended,
    where none is held there any more but roles as old as this.
    """

    confirmed_on: date
    ends: date | None = None
    open_account: bool = True
    left_on: date | None = None


def doubts(held: Held, on: date) -> tuple[Doubt, ...]:
    """Every reason to look at a role on a day, the gravest first. Source: ORG-7, ORG-8."""
    return tuple(_doubts(held, on))


def _doubts(held: Held, on: date) -> Iterator[Doubt]:
    if not held.open_account:
        yield Doubt.CLOSED
    if _has_left(held, on):
        yield Doubt.LEFT
    if on > a_year_after(held.confirmed_on):
        yield Doubt.UNCONFIRMED
    if held.ends is not None and on < held.ends <= on + SOON:
        yield Doubt.ENDING


def _has_left(held: Held, on: date) -> bool:
    """Whoever said since then that the role holds has answered the question."""
    return held.left_on is not None and held.confirmed_on < held.left_on <= on


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February after a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
