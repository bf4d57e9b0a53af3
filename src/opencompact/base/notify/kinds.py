"""The kinds of mail, each with its words and the places in them that are filled in.

The apps hold their own kinds; settings.MAIL_KINDS names the lists.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext, gettext_noop

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
    Gap("place", gettext_noop("The area and what its agreement is called"), "Riverton Compact"),
    Gap("agreement", gettext_noop("What the agreement is called here"), "Compact"),
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
        return (*self.own_gaps, *(replace(gap, says=_said(gap.says)) for gap in COMMON))

    @property
    def examples(self) -> dict[str, str]:
        return {gap.name: gap.example for gap in self.gaps}


def kinds() -> Mapping[str, Kind]:
    """Every kind of mail by its key, in the order of the settings and the language of the page."""
    return _kinds(tuple(settings.MAIL_KINDS), get_language())


@lru_cache(maxsize=8)
def _kinds(paths: tuple[str, ...], language: str | None) -> Mapping[str, Kind]:  # noqa: ARG001
    """They are put together once for each language; each message asks for them several times."""
    lists: Any = (import_string(path) for path in paths)
    return MappingProxyType({kind.key: _spoken(kind) for found in lists for kind in found})


def _spoken(kind: Kind) -> Kind:
    """A kind whose texts are translated; what is written beside it is only marked."""
    words = Words(_said(kind.words.subject), _said(kind.words.says), _said(kind.words.do))
    gaps = tuple(
        replace(gap, says=_said(gap.says), example=_said(gap.example)) for gap in kind.own_gaps
    )
    return replace(kind, name=_said(kind.name), says=_said(kind.says), words=words, own_gaps=gaps)


def _said(text: str) -> str:
    return gettext(str(text)) if text else ""


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
