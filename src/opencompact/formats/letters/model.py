"""A letter as a value: who writes to whom, about what, in which words, and what goes with it."""

import re
from datetime import date
from typing import Any, Literal

from pydantic import TypeAdapter

from opencompact.core.record import record

Language = Literal["en", "cy"]


@record
class Quote:
    """A commitment in its own words, with its number and the clause that makes it."""

    number: str
    title: str
    text: str
    clause: str = ""


@record
class Quotes:
    """Commitments of one edition under a heading that names it."""

    heading: str
    quotes: tuple[Quote, ...]


@record
class Listed:
    """A short list under a heading, such as what is enclosed, or who gets a copy."""

    heading: str
    items: tuple[str, ...]


@record
class Letter:
    """A letter in words that are finished: nothing is translated or filled in after this.

    `body` is plain text: an empty line parts paragraphs, lines that begin with "- " are a list and
    one that begins with "# " is a heading. `day` is the date as people write it and `on` the same
    as a day; `quotes` follow after the signature, where nobody can take them for the writer's own.
    """

    sender: tuple[str, ...]
    to: tuple[str, ...]
    day: str
    on: date
    subject: str
    greeting: str
    body: str
    ending: str
    signature: tuple[str, ...]
    place: str = ""
    reference: str = ""
    lists: tuple[Listed, ...] = ()
    quotes: tuple[Quotes, ...] = ()
    language: Language = "en"

    @property
    def author(self) -> str:
        """Who signs, for the properties of a file."""
        return next(iter((*self.signature, *self.sender)), "")

    def dump(self) -> dict[str, Any]:
        """The letter as data that JSON can hold; `restored` makes an equal one of it."""
        data: dict[str, Any] = LETTER.dump_python(self, mode="json")
        return data


LETTER: TypeAdapter[Letter] = TypeAdapter(Letter)


def restored(data: dict[str, Any]) -> Letter:
    """The letter that `dump` was asked of."""
    return LETTER.validate_python(data)


def body_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a body as they were typed, without empty ones."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(part.strip("\n") for part in re.split(r"\n[ \t]*\n", unified) if part.strip())
