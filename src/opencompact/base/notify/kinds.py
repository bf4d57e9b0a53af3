"""The kinds of mail, each with its words and the places in them that are filled in.

The apps hold their own kinds; settings.MAIL_KINDS names the lists.
"""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from opencompact.base.areas.scoping import within
from opencompact.core.record import record

from .models import Message
from .topics import NEEDED

# The kind of a mail that holds several messages; its words are made from theirs.
DIGEST = "notify.digest"


class Standing(Enum):
    """How things are when a message is about to leave."""

    ASKED = "what it asks is still to be done"
    TOLD = "what it asks is done, what it tells is still news"
    GONE = "there is no reason left to send it"


Check = Callable[[Message, datetime], Standing]


@record
class Words:
    """The words of a mail: its subject, what happened, and what is asked of the reader."""

    subject: str
    says: str
    do: str = ""


@record
class Gap:
    """A place in the words that is filled in, written as {{ name }}. `kept`: it must not go."""

    name: str
    says: str
    example: str
    kept: bool = False


# Every mail can name these; nobody has to give them as facts.
COMMON = (
    Gap("place", "The area and what its agreement is called", "Riverton Compact"),
    Gap("agreement", "What the agreement is called here", "Compact"),
)


@record
class Kind:
    """One kind of mail. `check` is asked each time before a message of it leaves.

    `confidential` says that only its reader may see it: the officers' list does not show it.
    """

    key: str
    name: str
    says: str
    words: Words
    own_gaps: tuple[Gap, ...]
    topic: str = NEEDED
    confidential: bool = False
    check: Check | None = None

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every gap that the words may have."""
        return (*self.own_gaps, *COMMON)

    @property
    def examples(self) -> dict[str, str]:
        return {gap.name: gap.example for gap in self.gaps}


def kinds() -> dict[str, Kind]:
    """Every kind of mail by its key, in the order of the settings."""
    lists: Any = (import_string(path) for path in settings.MAIL_KINDS)
    return {kind.key: kind for found in lists for kind in found}


def standing(message: Message, at: datetime) -> Standing:
    """Ask the check of the message's kind; what has no check stays as it was written."""
    kind = kinds().get(message.kind)
    if kind is None or kind.check is None or message.area is None:
        return Standing.ASKED
    with within(message.area):
        return kind.check(message, at)


def is_confidential(message: Message) -> bool:
    """Whether only its reader may see what a message says; a digest may hold anything."""
    kind = kinds().get(message.kind)
    return message.kind == DIGEST or (kind is not None and kind.confidential)
