"""What is found in a text, and the words round it."""

import re
from datetime import date
from typing import Final

from opencompact.core.record import record

AROUND: Final = 70
BREAK: Final = re.compile(r"\n|[.!?](?=\s+[A-Z“\"])")


@record
class Link:
    """A link of a page: its words, and where it leads."""

    text: str
    address: str


@record
class Hit:
    """Something that was found: what it comes to, and the words that say so.

    `guessed` is a day whose year is not said.
    """

    value: str | date
    words: str
    guessed: bool = False


@record
class Day:
    """A day as a text has it, from `start` to `end`. Of some the year, or the week's day, is said.

    `year` 0 is a year that is not said, `weekday` counts from Monday, -1 is none. A `shared` one is
    the first of a range and has its month from the second.
    """

    day: int
    month: int
    year: int
    start: int
    end: int
    weekday: int = -1
    shared: bool = False

    def on(self, year: int) -> date:
        """The day in a year; ValueError where it has none, like 29 February."""
        return date(year, self.month, self.day)


def before(text: str, place: int, reach: int = 200) -> str:
    """What stands before a place in the same sentence and line."""
    piece = text[max(0, place - reach) : place]
    breaks = list(BREAK.finditer(piece))
    return piece[breaks[-1].end() :] if breaks else piece


def after(text: str, place: int, reach: int = 200) -> str:
    """What stands behind a place in the same sentence and line."""
    piece = text[place : place + reach]
    found = BREAK.search(piece)
    return piece[: found.start()] if found else piece


def words(text: str, start: int, end: int) -> str:
    """The words from `start` to `end` with some of those round them."""
    left, right = before(text, start), after(text, end)
    if len(left) > AROUND:
        left = f"… {left[-AROUND:].partition(' ')[2]}"
    if len(right) > AROUND:
        right = f"{right[:AROUND].rpartition(' ')[0]} …"
    return " ".join(f"{left}{text[start:end]}{right}".split())
